"""Blocks of 64 worlds, shared among threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graphres.engine.pool import OnProgress, map_in_order

T = TypeVar("T")


def by_block(
    work: Callable[[int], T], blocks: int, *, jobs: int, on_progress: OnProgress | None
) -> list[T]:
    """What the work gives for block 0, 1, …, in that order, whatever the number of threads.

    ``on_progress`` is called with (done, total) after each.
    """
    return list(map_in_order(work, range(blocks), jobs=jobs, on_progress=on_progress))
