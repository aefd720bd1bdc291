"""What `graphres rank` found: accounts to look at next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.certificate import Certificate
from graphres.graph import FollowGraph
from graphres.ranking import RankedAccounts
from graphres.report.blocks import Block, Line, Table
from graphres.report.certificate_line import proven
from graphres.report.figures import MISSING, count, number, percent
from graphres.report.rank_certainty import certainty_blocks, cost_columns, place_columns
from graphres.report.reach_blocks import interval
from graphres.report.result import Result, Rows
from graphres.spread import ReachCurve
from graphres.spread.sample import Mean
from graphres.steadiness import Steadiness

__all__ = ["CAUTION", "RankView", "rank_result"]

#: Columns that a narrow page does without, the first of them first.
_SPARE = ("giant after", "reach after", "giant loss", "score", "followers")

CAUTION = (
    "A rank describes a position in this network, not conduct, and is no ground for suspension by "
    "itself."
)


@dataclass(frozen=True)
class RankView:
    """What a page about a ranking needs to know.

    Parameters
    ----------
    ranked : RankedAccounts
    attributes : mapping of str to sequence
        By name, what is known of each ranked account beside its rank.
    opening : Block
        The first lines.
    travelled : str
        How a message travels.
    cost : ndarray of float64, optional
        Of each ranked account.
    expected : mapping of str to ndarray of float64
        Confidence and what follows from it, where labels are in doubt.
    steady : Steadiness, optional
        Where the accounts stand when they are ranked again.
    is_by_ties : bool
        Whether ties were drawn for that, and nothing hidden.
    hidden : str
        What each resample did not see, as typed.
    certificate : Certificate, optional
        What is proven of a target asked for.
    """

    ranked: RankedAccounts
    attributes: Mapping[str, Sequence[Any]]
    opening: Block
    travelled: str
    cost: npt.NDArray[np.float64] | None = None
    expected: Mapping[str, npt.NDArray[np.float64]] = field(default_factory=dict)
    steady: Steadiness | None = None
    is_by_ties: bool = False
    hidden: str = ""
    certificate: Certificate | None = None


def rank_result(graph: FollowGraph, view: RankView, manifest: Mapping[str, Any]) -> Result:
    """The result of a ranking in every form."""
    ranked = view.ranked
    columns: dict[str, Sequence[Any]] = {
        "rank": range(1, len(ranked.order) + 1),
        "account": [graph.ids[account].as_py() for account in ranked.order.tolist()],
        "score": [_plain(score) for score in ranked.scores.tolist()],
        "followers": ranked.followers.tolist(),
        "giant_after": ranked.giant_after.tolist(),
        "giant_loss": ranked.giant_loss.tolist(),
        "giant_cut": ranked.giant_cut.tolist(),
        "strong_after": ranked.strong_after.tolist(),
        "strong_loss": ranked.strong_loss.tolist(),
        "strong_cut": ranked.strong_cut.tolist(),
        **_reach_columns(ranked.reach, len(ranked.order)),
        "isolated": ranked.isolated.tolist(),
        **cost_columns(view.cost),
        **{name: values.tolist() for name, values in view.expected.items()},
        **place_columns(view.steady, len(ranked.order)),
        **view.attributes,
    }
    rows = Rows(list(columns), lambda: [list(columns.values())])

    def page(width: int) -> list[Block]:
        table = _table(columns, list(view.attributes))
        remarks = _remarks(ranked.reach, view.travelled)
        doubt = certainty_blocks(columns, view.steady, view.hidden, by_ties=view.is_by_ties)
        said = [] if view.certificate is None else [proven(view.certificate)]
        return [view.opening, table, *said, *remarks, *doubt, Line(CAUTION, "quiet")]

    document: dict[str, Any] = {"manifest": manifest}
    if view.certificate is not None:
        document["certificate"] = vars(view.certificate)
    return Result("graphres.rank/1", {**document, "ranking": rows}, rows, page)


def _reach_columns(reach: ReachCurve | None, ranked: int) -> dict[str, Sequence[Any]]:
    """Reach left, what it loses with each account, and what most of that is.

    A loss that no sampled world has seen has no upper end: the sample can't tell how small it is.
    """
    if reach is None:
        return {name: [None] * ranked for name in _REACH}
    loss = reach.steps[1:]
    low, high = (ends[1:] for ends in reach.step_ends())
    parts = {
        "silenced": reach.step_silenced[1:],
        "removed": reach.step_removed[1:],
        "cut": reach.step_cut[1:],
    }
    columns = (
        reach.mean[1:].tolist(),
        loss.tolist(),
        low.clip(min=0).tolist(),
        np.where((high > 0) | reach.is_exact, high, np.nan).tolist(),
        np.round(reach.step_cut[1:], 12).clip(min=0).tolist(),
        [_reason(parts, k) for k in range(ranked)],
    )
    return dict(zip(_REACH, columns, strict=True))


_REACH = ("reach_after", "reach_loss", "reach_loss_low", "reach_loss_high", "reach_cut", "reason")


def _reason(parts: Mapping[str, Any], k: int) -> str | None:
    """The largest part of a loss of reach and its share; None where nothing is lost."""
    whole = sum(float(part[k]) for part in parts.values())
    if whole <= 0:
        return None
    name = max(parts, key=lambda part: float(parts[part][k]))
    return f"{name} {percent(float(parts[name][k]) / whole, 0)}"


def _remarks(reach: ReachCurve | None, travelled: str) -> list[Line]:
    """What the columns mean."""
    if reach is None:
        return []
    worlds = f"{count(reach.worlds)} {'' if reach.is_exact else 'sampled '}worlds"
    sampled = "" if reach.is_exact else ", [95 % interval]; where none is seen, raise --worlds"
    key = (
        f"reach: share of all accounts that hear a message, in the mean; {travelled}; {worlds}"
        f"{sampled}. reason: what most of an account's loss is: its own messages (silenced), its "
        "own hearing (removed), or others whose path goes through it (cut)."
    )
    return [Line(key, "quiet")]


def _plain(score: float) -> float | int:
    """A score that is a count as a whole number."""
    return int(score) if float(score).is_integer() else score


def _table(columns: Mapping[str, Sequence[Any]], attributes: Sequence[str]) -> Table:
    """What is left beside what is lost, where there is room for both."""
    written = {
        "rank": map(count, columns["rank"]),
        "account": columns["account"],
        "score": map(_score, columns["score"]),
        "followers": map(count, columns["followers"]),
        "giant after": map(number, columns["giant_after"]),
        "giant loss": map(number, columns["giant_loss"]),
        "reach after": map(number, columns["reach_after"]),
        "reach loss": map(_loss, *(columns[name] for name in _REACH[1:4])),
        "reason": map(_cell, columns["reason"]),
        **{name: map(_cell, columns[name]) for name in attributes},
    }
    rows = list(zip(*written.values(), strict=True))
    words = [i for i, name in enumerate(written) if name in ("account", "reason", *attributes)]
    return Table("", list(written), rows, left=words, spare=_SPARE)


def _loss(loss: float | None, low: float | None, high: float | None) -> str:
    """A loss with its interval."""
    if loss is None or low is None or high is None:
        return MISSING
    if math.isnan(high):
        return "none seen"
    return interval(Mean(loss, low, high))


def _score(value: float | int) -> str:
    if isinstance(value, int):
        return count(value)
    return MISSING if math.isnan(value) else f"{value:.6g}"


def _cell(value: Any) -> str:
    return MISSING if value is None else str(value)
