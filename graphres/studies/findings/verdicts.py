"""Verdicts: where the interval of a measure lies against a tolerance that was fixed before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graphres.stats.intervals import share_interval, t_interval

VERDICTS = ("holds", "fails", "undecided", "untestable")


class Untestable(Exception):  # noqa: N818 - an outcome, not an error
    """A claim that cannot be put to the test here; its message says why."""


@dataclass(frozen=True)
class Tolerance:
    """From where to where a measure agrees with the claim; ``open`` leaves the ends out.

    Examples
    --------
    >>> str(Tolerance.below(1)), str(Tolerance.within(-0.15, 0.15)), str(Tolerance.at_least(0.8))
    ('below 1', 'from -0.15 to 0.15', 'at least 0.8')
    >>> 1.0 in Tolerance.below(1), 1.0 in Tolerance.at_most(1)
    (False, True)
    """

    low: float = -math.inf
    high: float = math.inf
    open: bool = False

    @classmethod
    def within(cls, low: float, high: float) -> Tolerance:
        """Return a tolerance between two ends, both included."""
        return cls(low, high)

    @classmethod
    def below(cls, high: float) -> Tolerance:
        """Return a tolerance strictly below an end."""
        return cls(high=high, open=True)

    @classmethod
    def above(cls, low: float) -> Tolerance:
        """Return a tolerance strictly above an end."""
        return cls(low=low, open=True)

    @classmethod
    def at_least(cls, low: float) -> Tolerance:
        """Return a tolerance from a lower end, included."""
        return cls(low=low)

    @classmethod
    def at_most(cls, high: float) -> Tolerance:
        """Return a tolerance up to an upper end, included."""
        return cls(high=high)

    def __contains__(self, value: float) -> bool:
        """Whether a value agrees."""
        if not self.open:
            return self.low <= value <= self.high
        above = math.isinf(self.low) or value > self.low
        return above and (math.isinf(self.high) or value < self.high)

    def holds_all(self, low: float, high: float) -> bool:
        """Whether an interval lies wholly inside."""
        return low in self and high in self

    def holds_none(self, low: float, high: float) -> bool:
        """Whether an interval lies wholly outside."""
        if self.open:
            return high <= self.low or low >= self.high
        return high < self.low or low > self.high

    def __str__(self) -> str:
        """In words."""
        if math.isinf(self.low):
            return f"{'below' if self.open else 'at most'} {self.high:g}"
        if math.isinf(self.high):
            return f"{'above' if self.open else 'at least'} {self.low:g}"
        return f"from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Check:
    """One measure against its tolerance.

    Parameters
    ----------
    what : str
        What is measured, with its unit.
    tolerance : Tolerance
    value : float
    low, high : float or None
        The 95 % interval; None of a single run.
    is_open : bool
        Whether no upper end was found in all that was tried: ``high`` is None, and where the value
        is ``low`` it is a bound, "at least".
    """

    what: str
    tolerance: Tolerance
    value: float
    low: float | None = None
    high: float | None = None
    is_open: bool = False

    @classmethod
    def mean(cls, what: str, values: Sequence[float], tolerance: Tolerance) -> Check:
        """Average over runs, with Student's interval.

        Examples
        --------
        >>> Check.mean("ratio", [0.4, 0.5, 0.6], Tolerance.below(1)).verdict
        'holds'
        """
        if not values:
            raise Untestable(f"no run gave a value of: {what}")
        return cls(what, tolerance, math.fsum(values) / len(values), *t_interval(values))

    @classmethod
    def share(cls, what: str, hits: int, trials: int, tolerance: Tolerance) -> Check:
        """Check a share of trials, with Wilson's interval.

        Examples
        --------
        >>> Check.share("runs", 10, 10, Tolerance.at_least(0.8)).verdict
        'undecided'
        """
        if trials == 0:
            raise Untestable(f"there was nothing to count: {what}")
        return cls(what, tolerance, hits / trials, *share_interval(hits / trials, trials))

    @property
    def is_met(self) -> bool:
        """Whether the value itself agrees."""
        return self.value in self.tolerance

    @property
    def verdict(self) -> str:
        """``holds``, ``fails`` or ``undecided``."""
        high = math.inf if self.is_open else self.high
        if self.low is None or high is None:
            return "undecided"
        if self.tolerance.holds_all(self.low, high):
            return "holds"
        if self.tolerance.holds_none(self.low, high):
            return "fails"
        return "undecided"

    def __str__(self) -> str:
        """Return the measure, its interval, the tolerance and the verdict."""
        high = "no end" if self.high is None else f"{self.high:.3g}"
        ends = "" if self.low is None else f" [{self.low:.3g}, {high}]"
        least = "at least " if self.is_open and self.value == self.low else ""
        return f"{self.what}: {least}{self.value:.3g}{ends}, {self.verdict} ({self.tolerance})"


def joint(checks: Sequence[Check]) -> str:
    """Join the verdicts of a claim's parts: all must hold, and one that fails is enough.

    Examples
    --------
    >>> sure = Check("a", Tolerance.below(1), 0.5, 0.4, 0.6)
    >>> unsure = Check("b", Tolerance.below(1), 0.9, 0.8, 1.1)
    >>> joint([sure]), joint([sure, unsure])
    ('holds', 'undecided')
    """
    verdicts = {check.verdict for check in checks}
    if "fails" in verdicts:
        return "fails"
    return "undecided" if "undecided" in verdicts else "holds"
