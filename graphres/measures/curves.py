"""How a graph collapses: (graph, order) to one curve a measure, and what sums a curve up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.graph.orders import find_account_numbers, make_account_mask
from graphres.kernels.arrays import Float64, Int32
from graphres.measures import DEFAULT, MEASURES, MeasureSetting, check_names, measure
from graphres.measures.cost_curves import cost_figures
from graphres.measures.out_of_core import Folding
from graphres.spread import Grouping, ReachCurve, Spread
from graphres.spread.summary import reach_columns, reach_summary

if TYPE_CHECKING:
    import pandas as pd


Number = float | int | None


@dataclass(frozen=True, eq=False, repr=False)
class CollapseCurve:
    """Every measure after 0, 1, …, K removals.

    Parameters
    ----------
    n : int
        Accounts before any removal; every share is of this n.
    order : ndarray of int32, shape (K,)
        The accounts removed, first removed first.
    values : mapping of str to ndarray of float64, shape (K + 1,)
        One entry a measure.
    giant_removed : ndarray of float64, shape (K + 1,), optional
        Removed members of the first giant, over n; there when ``giant`` was measured.
    reach : ReachCurve, optional
        Intervals, losses and groups of reach; there when ``reach`` was measured.
    extra_columns : mapping of str to ndarray of float64, shape (K + 1,)
        Further columns that are no measures, such as what the removals have cost.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> star = FollowGraph.from_pairs([("ann", "hub"), ("bob", "hub"), ("cem", "hub")])
    >>> curve = collapse(star, star.index_of(["hub", "ann", "bob", "cem"]))
    >>> curve["giant"].tolist()
    [1.0, 0.25, 0.25, 0.25, 0.0]
    >>> curve.R  # (n - 1) / n²
    0.1875
    """

    n: int
    order: Int32
    values: Mapping[str, Float64]
    giant_removed: Float64 | None = None
    reach: ReachCurve | None = None
    extra_columns: Mapping[str, Float64] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Float64:
        """Return the values of one measure."""
        return self.values[name]

    @property
    def removed(self) -> npt.NDArray[np.int64]:
        """0, 1, …, K."""
        return np.arange(len(self.order) + 1)

    @property
    def is_complete(self) -> bool:
        """Whether every account is removed in the end, so that R and areas exist."""
        return self.n > 0 and len(self.order) == self.n

    @property
    def R(self) -> float | None:  # noqa: N802 - the field's own symbol
        """Robustness R = (1/n) Σ_{k=1..n} S(k); None for an order that stops early.

        Schneider et al. 2011, doi:10.1073/pnas.1009440108.
        """
        return self.area("giant")

    def area(self, name: str) -> float | None:
        """Return (1/n) Σ_{k=1..n} of a measure; None for an order that stops early."""
        if not self.is_complete or name not in self.values:
            return None
        return float(np.mean(self.values[name][1:]))

    def area_to_end(self, name: str) -> float | None:
        """Average a measure over k = 1..K, whether or not the order is complete."""
        after = self.values[name][1:]
        return float(np.mean(after)) if len(after) and self.n else None

    def fraction_at(self, name: str, share: float) -> float | None:
        """Return the first k/n at which a falling measure is at most ``share`` of its start.

        None when it does not get there, and when it starts at 0.
        """
        values = self.values[name]
        if self.n == 0 or values[0] == 0:
            return None
        return self._fraction(np.flatnonzero(values <= share * values[0]))

    @property
    def critical_fraction(self) -> float | None:
        """k/n where susceptibility peaks, smallest k of equals; None if the peak is at 0."""
        if self.n == 0 or "susceptibility" not in self.values:
            return None
        peak = int(np.argmax(self.values["susceptibility"]))
        return peak / self.n if peak else None

    def dismantling_set(self, target: float = 0.01) -> int | None:
        """Return the length of the shortest prefix that leaves the giant at or under ``target``."""
        if self.n == 0 or "giant" not in self.values:
            return None
        under = np.flatnonzero(self.values["giant"] <= target)
        return int(under[0]) if len(under) else None

    @property
    def cut(self) -> Float64 | None:
        """S(0) − S(k) − removed members of the first giant / n: what the network lost by itself.

        Any removal of members shrinks the giant by as many; only the cut says that the rest fell
        apart. float64 of shape (K + 1,); None when ``giant`` was not measured.
        """
        if self.giant_removed is None:
            return None
        giant = self.values["giant"]
        cut: Float64 = np.round(giant[0] - giant - self.giant_removed, 12)
        return cut

    def largest_cut(self) -> tuple[float | None, float | None, float | None]:
        """Return the largest cut over all k, the first k/n that has it, and the removed members.

        The last is what the giant has lost there by the removal of its own members, over n.
        """
        if self.cut is None or self.giant_removed is None or self.n == 0:
            return None, None, None
        at = int(np.argmax(self.cut))
        return float(self.cut[at]), at / self.n, float(self.giant_removed[at])

    def _fraction(self, places: npt.NDArray[np.int64]) -> float | None:
        return float(places[0] / self.n) if len(places) else None

    def summary(self) -> dict[str, Number]:
        """Return every figure that sums the curve up; None where it does not exist."""
        figures: dict[str, Number] = {"removed": len(self.order), "R": self.R}
        for name in self.values:
            figures[f"area_{name}"] = self.area(name)
            figures[f"area_to_K_{name}"] = self.area_to_end(name)
        figures["area_to_K"] = figures.get("area_to_K_giant")
        for name in (name for name in self.values if MEASURES[name].falls):
            figures[f"half_{name}"] = self.fraction_at(name, 0.5)
            figures[f"tenth_{name}"] = self.fraction_at(name, 0.1)
        figures["critical_fraction"] = self.critical_fraction
        figures["dismantling_set"] = self.dismantling_set()
        cut, at, members = self.largest_cut()
        figures |= {"cut_max": cut, "cut_max_at": at, "cut_max_removed": members}
        for name, values in self.values.items():
            figures[f"{name}_start"] = float(values[0]) if self.n else None
            figures[f"{name}_end"] = float(values[-1]) if self.n else None
        if "reach" in self.values:
            figures |= reach_summary(self.reach)
        if "cost_fraction" in self.extra_columns:
            figures |= cost_figures(
                self.values,
                self.extra_columns["cumulative_cost"],
                self.extra_columns["cost_fraction"],
                [name for name in self.values if MEASURES[name].falls],
                is_complete=self.is_complete,
            )
        ends = {
            name: float(values[-1]) if self.n else None
            for name, values in self.extra_columns.items()
        }
        return figures | ends

    def columns(self) -> dict[str, Float64]:
        """Return every column of the table: the measures, what belongs to reach, extra columns."""
        reach = reach_columns(self.reach) if "reach" in self.values else {}
        return {**self.values, **reach, **self.extra_columns}

    def to_frame(self) -> pd.DataFrame:
        """Return a table: ``removed``, ``removed_fraction``, then one column a measure."""
        import pandas as pd

        share = self.removed / self.n if self.n else np.full(1, np.nan)
        return pd.DataFrame({"removed": self.removed, "removed_fraction": share, **self.columns()})

    def cut_to(self, length: int) -> CollapseCurve:
        """Return the same curve stopped after ``length`` removals."""
        values = {name: column[: length + 1] for name, column in self.values.items()}
        removed = None if self.giant_removed is None else self.giant_removed[: length + 1]
        reach = None if self.reach is None else self.reach.cut_to(length)
        extra_columns = {name: column[: length + 1] for name, column in self.extra_columns.items()}
        return CollapseCurve(self.n, self.order[:length], values, removed, reach, extra_columns)

    def __repr__(self) -> str:
        """Sizes and R, in one line."""
        robustness = "" if self.R is None else f", R = {self.R:.4f}"
        return f"<CollapseCurve {len(self.order)} of {self.n} accounts removed{robustness}>"


def collapse(
    graph: FollowGraph,
    order: npt.ArrayLike,
    *,
    measures: Sequence[str] = DEFAULT,
    sources: npt.NDArray[np.bool_] | npt.ArrayLike | None = None,
    spread: Spread | None = None,
    groups: Grouping | None = None,
    checkpoints: npt.NDArray[np.int64] | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
    folding: Folding | None = None,
) -> CollapseCurve:
    """Measure what is left of a graph after every removal of an order, exactly.

    Removing in order equals adding back in reverse, so one sweep gives all K + 1 values.

    Parameters
    ----------
    graph : FollowGraph
    order : array_like of str or int, shape (K,)
        Distinct accounts, first removed first, by id (text) or by number (whole); K may be less
        than n.
    measures : sequence of str
        Names from ``graphres.measures.MEASURES``.
    sources : ndarray of bool, shape (n,), or array_like of str or int, optional
        Who may post (for ``audience`` and ``reach``); every account when absent.
    spread : Spread, optional
        How a message travels (for ``reach``).
    groups : Grouping, optional
        Listeners to tell apart (for ``reach``).
    checkpoints : ndarray of int64, optional
        Ascending removals at which ``reach`` keeps its worlds one by one; only 0 and K when absent.
    jobs : int
        Threads (for ``reach``).
    on_progress : callable, optional
        Called with (done, total) after each block of worlds (for ``reach``).
    folding : Folding, optional
        For rows that are larger than memory: read every follow once and fold them into O(n)
        memory. The values are the same; see ``graphres.measures.out_of_core.MEASURED`` for what
        can be measured.

    Returns
    -------
    CollapseCurve
        O(n + m α(n)) for the default measures.

    Raises
    ------
    InputError
        When the order names an account twice or one that is not in the graph; an
        `AccountTypeError` for what is neither text nor a whole number.
    UsageError
        For an unknown measure.
    UnfinishedError
        For a measure that can't be folded, with ``folding``.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> pair = FollowGraph.from_pairs([("ann", "bob")])
    >>> collapse(pair, [0])["giant"].tolist()
    [1.0, 0.5]
    """
    removed = find_account_numbers(graph, order, "order")
    _check_order(graph.n, removed)
    names = check_names(measures)
    messages = spread or Spread()
    posting = messages.sources if sources is None else sources
    if posting is not None:
        messages = replace(messages, sources=make_account_mask(graph, posting, "sources"))
    setting = MeasureSetting(messages, groups, checkpoints, jobs, on_progress, folding)
    values = measure(graph, removed, names, setting)
    giant_removed, reach = values.pop("giant_removed", None), values.pop("reach_curve", None)
    return CollapseCurve(graph.n, removed, values, giant_removed, reach)


def _check_order(n: int, order: Int32) -> None:
    named = np.zeros(n, dtype=bool)
    named[order] = True
    if np.count_nonzero(named) != len(order):
        raise InputError("the order names an account twice", do="list each account once")
