"""What interventions left of reach, in the same worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from graphres.kernels.arrays import Float64, Int64
from graphres.spread.sample import Mean, difference, joint_mean

if TYPE_CHECKING:
    import pandas as pd


#: The name of no intervention at all.
BASELINE = "none"

_REACH, _NEW, _SAVED, _COUNTER, _COLLATERAL, _GROUPS = range(6)


class Compared(NamedTuple):
    """One intervention's reach minus another's, both as shares of all accounts.

    ``budget`` is what the first acts on, ``asked`` the budget that it was given.
    """

    intervention: str
    other: str
    budget: float | None
    reach: Mean
    new_audience: Mean
    asked: float | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Outcome:
    """One intervention at one budget.

    Parameters
    ----------
    name : str
        As typed; ``none`` for no intervention.
    budget : float or None
        None for one that acts on no chosen accounts.
    cost : float or None
        What was spent of it, in the mean over runs.
    by_run : tuple of ndarray of int64, shape (figures, worlds)
        Accounts in every world: that hear the message, that are a new audience, saved, that take
        the counter-message, acted on without being meant, and hearers by group.
    spent : float, optional
        Accounts acted on, where they cost the same: fewer than the budget where no more can be
        chosen.
    """

    name: str
    budget: float | None
    cost: float | None
    by_run: tuple[Int64, ...]
    spent: float | None = None

    @property
    def acts_on(self) -> float | None:
        """The budget, or what there was to spend it on."""
        short = None not in (self.budget, self.spent) and (self.spent or 0) < (self.budget or 0)
        return self.spent if short else self.budget

    def figure(self, place: int, scale: float = 1.0) -> list[Float64]:
        """One figure by run, in every world."""
        return [run[place] / scale for run in self.by_run]


@dataclass(frozen=True, eq=False, repr=False)
class InterventionResult:
    """Interventions side by side.

    Parameters
    ----------
    n, worlds, sources : int
        Accounts; worlds measured in; who may post.
    is_exact : bool
        Whether the worlds are all there are; then intervals have no width.
    outcomes : tuple of Outcome
        No intervention first.
    groups : tuple of str
        Groups of listeners.
    warnings : tuple of str
        What was cut short.
    """

    n: int
    worlds: int
    sources: int
    is_exact: bool
    outcomes: tuple[Outcome, ...]
    groups: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Sizes, in one line."""
        return f"<InterventionResult {len(self.outcomes)} rows, {self.worlds} worlds>"

    @property
    def columns(self) -> list[str]:
        """Names of a row's figures."""
        names = ["intervention", "budget", "reach", "reach_low", "reach_high", "new_audience"]
        names += ["saved", "collateral", "cost", "counter_reach"]
        return [*names, *(f"reach[{name}]" for name in self.groups)]

    def rows(self) -> list[dict[str, Any]]:
        """A mapping of the columns for each outcome; reach and audiences are shares of n."""
        return [self._row(outcome) for outcome in self.outcomes]

    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=self.columns)

    def reach(self, outcome: Outcome) -> Mean:
        """Share of all accounts that hear the message, with its interval."""
        found = joint_mean(outcome.figure(_REACH, self.n), is_exact=self.is_exact)
        return Mean(found.mean, max(found.low, 0.0), min(found.high, 1.0))

    def saved(self, outcome: Outcome) -> float:
        """Accounts, in the mean, that hear the message without the intervention and not with it."""
        return _mean(outcome, _SAVED)

    def new_audience(self, outcome: Outcome) -> float:
        """Share of all accounts that hear the message and are a new audience, in the mean."""
        return _mean(outcome, _NEW) / self.n

    def compared(self) -> list[Compared]:
        """Every pair of outcomes at one budget, world by world; beside none each has its own."""
        return [
            self._pair(one, other)
            for place, one in enumerate(self.outcomes)
            for other in self.outcomes[:place]
            if other.name == BASELINE
            or None in (one.budget, other.budget)
            or one.budget == other.budget
        ]

    def _pair(self, one: Outcome, other: Outcome) -> Compared:
        def minus(figure: int) -> Mean:
            pair = one.figure(figure, self.n), other.figure(figure, self.n)
            return difference(*pair, is_exact=self.is_exact)

        means = minus(_REACH), minus(_NEW)
        return Compared(one.name, other.name, one.acts_on, *means, asked=one.budget)

    def _row(self, outcome: Outcome) -> dict[str, Any]:
        reach = self.reach(outcome)
        groups = range(_GROUPS, _GROUPS + len(self.groups))
        values = [
            outcome.name,
            outcome.acts_on,
            *reach,
            _mean(outcome, _NEW) / self.n,
            _mean(outcome, _SAVED),
            _mean(outcome, _COLLATERAL),
            outcome.cost,
            _mean(outcome, _COUNTER) / self.n,
            *(_mean(outcome, place) / self.n for place in groups),
        ]
        return dict(zip(self.columns, values, strict=True))


def _mean(outcome: Outcome, figure: int) -> float:
    return float(np.mean(outcome.figure(figure)))
