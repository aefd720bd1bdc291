"""What `graphres rank` found: accounts to look at next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from graphres.graph import FollowGraph
from graphres.ranking import RankedAccounts
from graphres.report.blocks import Block, Line, Table
from graphres.report.figures import MISSING, count, number
from graphres.report.result import Result, Rows

__all__ = ["rank_result"]

_CAUTION = (
    "A rank describes a position in this network, not conduct, and is no ground for suspension by "
    "itself."
)


def rank_result(
    graph: FollowGraph,
    ranked: RankedAccounts,
    attributes: Mapping[str, Sequence[Any]],
    manifest: Mapping[str, Any],
    opening: Block,
) -> Result:
    """The result of a ranking in every form.

    ``attributes`` holds, by name, what is known of each ranked account beside its rank.
    """
    columns: dict[str, Sequence[Any]] = {
        "rank": range(1, len(ranked.order) + 1),
        "account": [graph.ids[account].as_py() for account in ranked.order.tolist()],
        "score": [_plain(score) for score in ranked.scores.tolist()],
        "followers": ranked.followers.tolist(),
        "giant_after": ranked.giant_after.tolist(),
        "giant_loss": ranked.giant_loss.tolist(),
        **attributes,
    }
    rows = Rows(list(columns), lambda: [list(columns.values())])
    page = [opening, _table(columns, list(attributes)), Line(_CAUTION, "quiet")]
    return Result(
        "graphres.rank/1", {"manifest": manifest, "ranking": rows}, rows, lambda width: page
    )


def _plain(score: float) -> float | int:
    """A score that is a count as a whole number."""
    return int(score) if float(score).is_integer() else score


def _table(columns: Mapping[str, Sequence[Any]], attributes: Sequence[str]) -> Table:
    written = {
        "rank": map(count, columns["rank"]),
        "account": columns["account"],
        "score": map(_score, columns["score"]),
        "followers": map(count, columns["followers"]),
        "giant after": map(number, columns["giant_after"]),
        "giant loss": map(number, columns["giant_loss"]),
        **{name: map(_cell, columns[name]) for name in attributes},
    }
    rows = list(zip(*written.values(), strict=True))
    words = [i for i, name in enumerate(written) if name == "account" or name in attributes]
    return Table("", list(written), rows, left=words)


def _score(value: float | int) -> str:
    if isinstance(value, int):
        return count(value)
    return MISSING if math.isnan(value) else f"{value:.6g}"


def _cell(value: Any) -> str:
    return MISSING if value is None else str(value)
