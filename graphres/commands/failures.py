"""Errors, translated once: one line on stderr, and an exit status.

0 done; 1 a ``--fail-if`` held; 2 wrong usage; 3 bad input; 4 could not finish; 129 hung up,
130 interrupted, 143 terminated; 141 the pipe closed.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import click

from graphres.close_matches import find_close_matches
from graphres.engine.memory import lacks_memory
from graphres.engine.signals import exit_status
from graphres.errors import (
    CacheWarning,
    GraphresError,
    InputError,
    InputWarning,
    UnfinishedError,
    UsageError,
)
from graphres.report.number_format import shown

_INTERRUPTED = 130
_PIPE_CLOSED = 141


@dataclass
class _InputWarnings:
    """What the command that runs has warned of in its inputs, and whether it may go on."""

    count: int = 0
    strict: bool = False


_input_warnings = _InputWarnings()


def say(kind: str, line: str) -> None:
    """One line on stderr: ``error: …``, ``warning: …``, ``note: …``."""
    with suppress(OSError, ValueError):  # stderr is full or closed: the exit status still tells
        if sys.stderr is not None:
            print(f"{kind}: {shown(line)}", file=sys.stderr, flush=True)


def warn_of_input(line: str) -> None:
    """Warn of what an input file holds; such a warning is never left out."""
    say("warning", line)
    _input_warnings.count += 1


def refuse_warnings() -> None:
    """Stop a strict command if it has warned of an input.

    Raises
    ------
    InputError
        If there was such a warning, with ``--strict``.
    """
    count = _input_warnings.count
    if count and _input_warnings.strict:
        raise InputError(
            f"{f'{count} warnings' if count > 1 else 'a warning'} about the input, which --strict"
            " does not let pass",
            do="settle it by an option or in the file, or leave out --strict",
        )


@contextmanager
def library_said(*, quiet: bool, strict: bool = False) -> Iterator[None]:
    """Say on stderr what the library warns of in an input, and its notes, each line once."""
    _input_warnings.count, _input_warnings.strict = 0, strict
    handler = _Notes()
    log = logging.getLogger("graphres")
    level = log.level
    with warnings.catch_warnings():
        once: set[str] = set()

        def shown_once(message: Warning | str, *about: Any, **more: Any) -> None:
            if isinstance(message, CacheWarning):
                say("warning", str(message))
            elif isinstance(message, InputWarning) and str(message) not in once:
                # Any other is a library's, to whoever programs with it.
                once.add(str(message))
                warn_of_input(str(message))

        warnings.simplefilter("always", InputWarning)
        warnings.simplefilter("always", CacheWarning)
        warnings.showwarning = shown_once
        if not quiet:
            log.addHandler(handler)
            log.setLevel(logging.INFO)
        try:
            yield
        finally:
            log.removeHandler(handler)
            log.setLevel(level)


class _Notes(logging.Handler):
    """Says each note once."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        if line not in self._said:
            self._said.add(line)
            say("note", line)


def status_of(work: Callable[[], Any], *, debug: bool = False) -> int:
    """Do the work; give its exit status, having said in one line what went wrong.

    Parameters
    ----------
    work : callable
        What it returns is the status, None meaning 0.
    debug : bool
        Whether to print the traceback of an error too.
    """
    try:
        return _finished(work)
    except BrokenPipeError:
        _abandon_stdout()
        return _PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        return exit_status(_INTERRUPTED)
    except Exception as error:
        # Compiled modules may turn an interrupt into an error of their own, an import that failed.
        if exit_status():
            return exit_status()
        if debug:
            _print_traceback()
        translated = _translated(error)
        say("error", str(translated))
        return translated.exit_code


def _finished(work: Callable[[], Any]) -> int:
    """Do the work, and see that all it wrote has left."""
    try:
        status = int(work() or 0)
    except click.exceptions.Exit as done:
        status = done.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _translated(error: Exception) -> GraphresError:
    """What the user is told of an error: itself when it is one of ours, else where it belongs."""
    if isinstance(error, GraphresError):
        return error
    if isinstance(error, click.ClickException):
        return _one_line(error)
    if lacks_memory(error):
        return UnfinishedError(
            "not enough memory", do="lower --jobs, leave out --points all, or use a larger machine"
        )
    if isinstance(error, OSError):
        where = str(error.filename) if error.filename else None
        return UnfinishedError((error.strerror or str(error)).lower(), where=where)
    return UnfinishedError(
        f"internal error ({type(error).__name__}: {error})", do="--debug shows where"
    )


def _one_line(error: click.ClickException) -> UsageError:
    """What click says, in our style: lower case, no full stop, and where to read on."""
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error)
    what, _, hint = error.format_message().rstrip(".").partition(". Did ")
    ctx = getattr(error, "ctx", None)
    help_at = f"see {ctx.command_path} --help" if ctx else None
    return UsageError(f"{what[:1].lower()}{what[1:]}", do=f"did {hint}" if hint else help_at)


def _no_such_option(error: click.NoSuchOption) -> UsageError:
    """The option nearest to one that there is not, or where to find them all."""
    ctx = error.ctx
    known = [name for option in ctx.command.params for name in option.opts] if ctx else []
    close = find_close_matches(error.option_name, known, cutoff=0.75)
    help_at = f"see {ctx.command_path} --help" if ctx else None
    return UsageError(
        f"no such option {error.option_name!r}",
        do=f"did you mean {close[0]}?" if close else help_at,
    )


def _print_traceback() -> None:
    with suppress(OSError, ValueError):
        traceback.print_exc()


def _abandon_stdout() -> None:
    """Nobody reads stdout any more: let what is still buffered go nowhere, in silence."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
