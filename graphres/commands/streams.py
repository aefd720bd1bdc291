"""Standard streams that are closed: nothing else may take their place, and errors name them."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

from graphres.errors import UnfinishedError


class _Closed(io.TextIOBase):
    """Standard output that is closed: writing to it is an error that says so."""

    def writable(self) -> bool:
        """Return True: it takes the call, in order to answer it."""
        return True

    def write(self, text: str) -> int:
        """Refuse."""
        raise UnfinishedError("standard output is closed", do="write to a file with -o")


def open_standard_streams() -> None:
    """Put something in the place of standard streams that are closed.

    A file opened later would get the number of a closed stream, and what a library writes to the
    stream would end up in the file. Errors have nowhere to go where stderr is closed; the exit
    status tells of them all the same.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - as long as the process
