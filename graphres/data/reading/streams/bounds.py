"""How many bytes a source may hold, unpacked: what memory allows, unless the caller says more."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass

from graphres.engine.memory import available_memory, format_size
from graphres.errors import InputError

#: Text of so many times the memory: its ids are kept once, its rows as eight bytes each.
_MEMORIES = 4
#: Where the system does not tell how much memory it has.
_MEMORY = 8 << 30
#: Tables shrink to a tenth or a twentieth; what shrinks to less than a hundredth is a trap.
_RATIO = 100
_UNSUSPICIOUS = 16 << 20


@dataclass(frozen=True)
class Bound:
    """A number of bytes, and whose bound it is.

    Parameters
    ----------
    size : int
    why : str
        What the message says of it.
    """

    size: int
    why: str

    def check(self, size: int, where: str) -> None:
        """`InputError` for more bytes than this."""
        if size > self.size:
            raise InputError(
                f"holds more than {format_size(self.size)} ({self.why})",
                where=where,
                do="if that is right, raise it: --max-bytes SIZE",
            )


def bound_of(asked: int | None) -> Bound:
    """The bound that was asked for, else what this machine's memory allows."""
    if asked is not None:
        return Bound(asked, "the bound of --max-bytes")
    memory = available_memory() or _MEMORY
    return Bound(_MEMORIES * memory, f"{_MEMORIES} times the memory that is left")


def bound_of_packed(bound: Bound, size: int, asked: int | None) -> Bound:
    """The bound for what unpacks from so many bytes; it is narrower unless one was asked for."""
    most = max(_RATIO * size, _UNSUSPICIOUS)
    if asked is not None or most >= bound.size:
        return bound
    return Bound(most, f"unpacked from {format_size(size)}, far more than tables do")


def bound_of_pipe(bound: Bound, asked: int | None) -> Bound:
    """The bound for a pipe, of which a copy is made; half of the free disk unless asked for."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if asked is not None or free // 2 >= bound.size:
        return bound
    return Bound(free // 2, "half of what is free where a copy of it is made")
