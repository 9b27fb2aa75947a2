"""Owns ``python -m generator``, the command line where no program of that name is on the path."""

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
