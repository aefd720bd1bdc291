"""Threads of this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any, TypeVar

from graphres.engine.base import Engine
from graphres.engine.pool import OnProgress, map_in_order

R = TypeVar("R")


class Threads(Engine):
    """Threads that share the memory of this process.

    Parameters
    ----------
    jobs : int, optional
        At most so many; the number of cores when absent.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self.workers = jobs or os.cpu_count() or 1

    def share(self, value: Any) -> Any:
        """Return the value: threads reach it as it is."""
        return value

    def map(
        self,
        work: Callable[..., R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> Iterator[R]:
        """Yield results in the order of the items."""

        def call(item: Any) -> R:
            return work(item, *shared)

        return map_in_order(call, items, jobs=self.workers, on_progress=on_progress)

    def reduce(
        self,
        work: Callable[..., R],
        merge: Callable[[R, R], R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> R:
        """Merge results as they come."""
        return reduce(merge, self.map(work, items, *shared, on_progress=on_progress))

    def close(self, *, at_once: bool = False) -> None:
        """Do nothing: threads end with what they are called for."""
