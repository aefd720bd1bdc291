"""The command as a process: ``graphres``, ``python -m graphres`` and ``python cli.py``.

Signals are taken before anything heavy is imported, and no exit status but those that the
documentation names is reached, whatever fails.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn


def _leave_if_interrupted(unraisable: Any) -> None:
    """An import may swallow Python's own answer to Ctrl-C; that comes here."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        os._exit(130)
    sys.__unraisablehook__(unraisable)


sys.unraisablehook = _leave_if_interrupted
try:
    from graphres.engine import signals

    signals.take_signals()
except KeyboardInterrupt:  # Python's own answer to Ctrl-C, in the moment before ours is in place
    os._exit(130)


_UNFINISHED = 4


def main() -> NoReturn:
    """Run the process's command line, and leave with its status."""
    status = _UNFINISHED
    try:
        try:
            status = _run()
        finally:
            signals.leave(status)
    except BaseException:  # a signal, in the instant between the two
        signals.leave(status)


def _run() -> int:
    try:
        from graphres.commands import run_process

        signals.begin_work()
        return run_process()
    except KeyboardInterrupt:
        return signals.exit_status(130)
    except BaseException as error:
        # What nothing else has answered for: a package that is broken or missing, say.
        os.write(2, f"error: can't run ({type(error).__name__}: {error})\n".encode())
        return _UNFINISHED


if __name__ == "__main__":
    main()
