"""`python -m perfscore`: the command line without an installed script."""

from perfscore.cli.app import main

if __name__ == "__main__":
    main()
