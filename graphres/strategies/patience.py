"""How long a search may take."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from graphres.kernels.hashing import hash_words

__all__ = ["Patience"]


class Patience:
    """How long to search: so many steps, or so many seconds from now; without either, for ever.

    Examples
    --------
    >>> [step for step, _ in Patience(steps=2).draws(0, 0)]
    [0, 1]
    """

    def __init__(self, steps: int | None = None, seconds: float | None = None) -> None:
        self.steps = steps
        self.deadline = None if seconds is None else time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def part(self, share: float) -> Patience:
        """Patience for a share of the time left."""
        if self.deadline is None:
            return Patience()
        return Patience(seconds=share * max(0.0, self.deadline - time.monotonic()))

    def draws(self, seed: int, run: int) -> Iterator[tuple[int, list[int]]]:
        """Each step, with five numbers drawn for it."""
        step = 0
        while not self.is_over and (self.steps is None or step < self.steps):
            words = hash_words(seed, "best", run, step, np.arange(5, dtype=np.uint64))
            yield step, (words >> np.uint64(1)).tolist()
            step += 1
