"""Blocks of 64 worlds, shared among threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["OnProgress", "by_block"]

T = TypeVar("T")

OnProgress = Callable[[int, int], None]


def by_block(
    work: Callable[[int], T], blocks: int, *, jobs: int, on_progress: OnProgress | None
) -> list[T]:
    """What the work gives for block 0, 1, …, in that order, whatever the number of threads.

    ``on_progress`` is called with (done, total) after each.
    """
    found: list[T] = []
    pool = ThreadPoolExecutor(max(1, min(jobs, blocks)))
    try:
        for made in pool.map(work, range(blocks)):
            found.append(made)
            if on_progress:
                on_progress(len(found), blocks)
    finally:
        # Whoever interrupts does not wait for what is still being computed.
        pool.shutdown(wait=len(found) == blocks, cancel_futures=True)
    return found
