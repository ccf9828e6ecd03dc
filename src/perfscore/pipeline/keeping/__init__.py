"""The order of the steps around an archive: read, assess, keep; load, compare, verify, hand out."""
