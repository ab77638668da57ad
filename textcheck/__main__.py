"""``python -m textcheck``."""

from textcheck.cli import main

if __name__ == "__main__":
    main()
