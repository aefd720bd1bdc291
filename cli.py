"""graphres from a checkout: ``python cli.py collapse follows.csv``."""

from graphres.commands import main

main()
