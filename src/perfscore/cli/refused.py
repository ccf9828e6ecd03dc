"""A call that cannot be carried out."""


class Refused(Exception):
    """The message is the one line the user sees; the exit code is 2."""
