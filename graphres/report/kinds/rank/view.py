"""What `graphres rank` found: accounts to look at next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.graph import FollowGraph
from graphres.measures.lower_bound import LowerBound
from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.lower_bound import proven
from graphres.report.kinds.rank.certainty import certainty_blocks
from graphres.report.kinds.reach.blocks import interval
from graphres.report.number_format import MISSING, count, number
from graphres.report.result import Result, Rows
from graphres.spread import ReachCurve
from graphres.spread.sample import Mean
from graphres.studies.trials.rank_columns import REACH
from graphres.studies.trials.rank_task import Found

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
    found : Found
    attributes : mapping of str to sequence
        By name, what is known of each ranked account beside its rank.
    opening : Block
        The first lines.
    travelled : str
        How a message travels.
    is_by_ties : bool
        Whether ties were drawn for that, and nothing hidden.
    hidden : str
        What each resample did not see, as typed.
    certificate : Certificate, optional
        What is proven of a target asked for.
    """

    found: Found
    attributes: Mapping[str, Sequence[Any]]
    opening: Block
    travelled: str
    is_by_ties: bool = False
    hidden: str = ""
    certificate: LowerBound | None = None


def rank_result(graph: FollowGraph, view: RankView, manifest: Mapping[str, Any]) -> Result:
    """The result of a ranking in every form."""
    columns = {**view.found.columns(graph), **view.attributes}
    rows = Rows(list(columns), lambda: [list(columns.values())])

    def page(width: int) -> list[Block]:
        table = _table(columns, list(view.attributes))
        remarks = _remarks(view.found.ranked.reach, view.travelled)
        doubt = certainty_blocks(columns, view.found.steady, view.hidden, by_ties=view.is_by_ties)
        said = [] if view.certificate is None else [proven(view.certificate)]
        return [view.opening, table, *said, *remarks, *doubt, Line(CAUTION, "quiet")]

    document: dict[str, Any] = {"manifest": manifest}
    if view.certificate is not None:
        document["certificate"] = vars(view.certificate)
    return Result("graphres.rank/1", {**document, "ranking": rows}, rows, page)


def _remarks(reach: ReachCurve | None, travelled: str) -> list[Line]:
    """What the columns mean."""
    if reach is None:
        return []
    worlds = f"{count(reach.worlds)} {'' if reach.is_exact else 'sampled '}worlds"
    sampled = (
        ""
        if reach.is_exact
        else ", [95 % interval, from 4 worlds a source on]; where none is seen, raise --worlds"
    )
    key = (
        f"reach: share of all accounts that hear a message, in the mean; {travelled}; {worlds}"
        f"{sampled}. reason: what most of an account's loss is: its own messages (silenced), its "
        "own hearing (removed), or others whose path goes through it (cut)."
    )
    return [Line(key, "quiet")]


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
        "reach loss": map(_loss, *(columns[name] for name in REACH[1:4])),
        "reason": map(_cell, columns["reason"]),
        **{name: map(_cell, columns[name]) for name in attributes},
    }
    rows = list(zip(*written.values(), strict=True))
    words = [i for i, name in enumerate(written) if name in ("account", "reason", *attributes)]
    return Table("", list(written), rows, left=words, spare=_SPARE)


def _loss(loss: float | None, low: float | None, high: float | None) -> str:
    """A loss with its interval; a dash for one that takes more worlds."""
    if loss is None:
        return MISSING
    if high is None:
        return f"{number(loss)} [{MISSING}]" if loss > 0 else "none seen"
    return interval(Mean(loss, low or 0.0, high))


def _score(value: float | int) -> str:
    if isinstance(value, int):
        return count(value)
    return MISSING if math.isnan(value) else f"{value:.6g}"


def _cell(value: Any) -> str:
    return MISSING if value is None else str(value)
