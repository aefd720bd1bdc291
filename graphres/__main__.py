"""graphres as a module: ``python -m graphres collapse follows.csv``."""

from graphres.commands import main

main()
