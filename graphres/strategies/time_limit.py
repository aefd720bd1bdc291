"""How long a search may take."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator

import numpy as np

from graphres.kernels.hashing import hash_words

#: Seconds that one step may take where there is a deadline.
_SLICE = 0.5

#: Share of a step that is tried first where there is a deadline.
_FIRST = 0.03


class TimeLimit:
    """How long to search: so many steps, or so many seconds from now; without either, for ever.

    Examples
    --------
    >>> [step for step, _ in TimeLimit(steps=2).draws(0, 0)]
    [0, 1]
    """

    def __init__(
        self,
        steps: int | None = None,
        seconds: float | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self.steps = steps
        self.deadline = None if seconds is None else time.monotonic() + seconds
        self.stop = stop
        self._begun = 0.0
        self._pace = 1.0 if seconds is None else _FIRST

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to end."""
        return self.stop is not None and self.stop()

    @property
    def is_over(self) -> bool:
        """Whether the time is up, or somebody asked to end."""
        return self.is_stopped or self.left <= 0

    @property
    def left(self) -> float:
        """Seconds left."""
        return np.inf if self.deadline is None else self.deadline - time.monotonic()

    def part(self, share: float) -> TimeLimit:
        """Return a limit of a share of the time left, or of the steps."""
        steps = None if self.steps is None else math.ceil(share * self.steps)
        seconds = None if self.deadline is None else share * max(0.0, self.left)
        return TimeLimit(steps, seconds, self.stop)

    def slice(self, wanted: int, most: int) -> int:
        """Return how much to do until `end_slice`: less where the last slice took long."""
        self._begun = time.monotonic()
        return max(1, int(min(wanted, most) * self._pace))

    def end_slice(self) -> None:
        """Note how long a slice took; without a deadline that changes nothing."""
        if self.deadline is not None:
            took = max(time.monotonic() - self._begun, 1e-9)
            allowed = min(_SLICE, max(self.left, 0.0) / 4)
            self._pace = min(1.0, max(self._pace * allowed / took, 1e-3))

    def draws(self, seed: int, run: int) -> Iterator[tuple[int, list[int]]]:
        """Yield each step, with five numbers drawn for it."""
        step = 0
        while not self.is_over and (self.steps is None or step < self.steps):
            hashes = hash_words(seed, "best", run, step, np.arange(5, dtype=np.uint64))
            yield step, (hashes >> np.uint64(1)).tolist()
            step += 1
