"""The command line: arguments in, pipeline called, files and exit code out."""
