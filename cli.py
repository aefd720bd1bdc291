"""graphres from a checkout: ``python cli.py collapse follows.csv``."""

import os

if __name__ == "__main__":  # not in processes that a cluster starts
    try:
        from graphres.__main__ import main
    except KeyboardInterrupt:  # before signals are taken
        os._exit(130)

    main()
