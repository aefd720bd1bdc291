"""The result of `graphres reach`, at one probability or at several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graphres.graph import FollowGraph
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.probability_levels import (
    all_levels,
    enumerate_words,
    levels_document,
    of_level,
)
from graphres.report.kinds.reach import hop_name
from graphres.report.number_format import count, counted, percent
from graphres.report.result import Result, Rows
from graphres.spread import Grouping, Reach
from graphres.spread.levels import Level
from graphres.stats.intervals import share_interval, worlds_to_halve

_SCHEMA = "graphres.reach/1"


@dataclass(frozen=True)
class MeasuredReach:
    """A reach, and who carries the message on.

    Parameters
    ----------
    graph : FollowGraph
    reach : Reach
    carriers : ndarray of int
        Accounts to list.
    attributes : mapping of str to sequence
        What else is known of each of them.
    groups : Grouping, optional
    """

    graph: FollowGraph
    reach: Reach
    carriers: np.ndarray
    attributes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    groups: Grouping | None = None

    def carrier_rows(self) -> list[dict[str, Any]]:
        """Return for each carrier the share of worlds in which it carries and hears a message."""
        rows = []
        for place, account in enumerate(self.carriers.tolist()):
            share = float(self.reach.carries[account])
            ends = (share, share)
            if not self.reach.is_exact:
                ends = share_interval(share, self.reach.worlds)
            row = {
                "account": self.graph.ids[account].as_py(),
                "carries": share,
                "low": ends[0],
                "high": ends[1],
                "hears": float(self.reach.hears[account]),
                "followers": int(self.graph.in_degree[account]),
            }
            rows.append(row | {name: cells[place] for name, cells in self.attributes.items()})
        return rows

    def rows(self) -> list[tuple[Any, ...]]:
        """Return all of it as one table: part, name, mean, low, high."""
        reach = self.reach
        hops = [(hop_name(hop), mean) for hop, mean in enumerate(reach.by_hop, start=1)]
        return [
            ("reach", "all", *reach.whole),
            *(("hop", name, *mean) for name, mean in hops),
            *(("group", name, *mean) for name, mean in reach.by_group.items()),
            *(
                ("carries", row["account"], row["carries"], row["low"], row["high"])
                for row in self.carrier_rows()
            ),
        ]

    def group_parts(self) -> dict[str, Any]:
        """Return what people are told of groups, and programs find in the table of accounts."""
        if self.groups is None:
            return {}
        sizes = dict(zip(self.groups.names, self.groups.sizes.tolist(), strict=True))
        return {"group_column": self.groups.column, "group_sizes": sizes}


def figures(reach: Reach) -> dict[str, Any]:
    """Return the mean with its interval, as shares and in accounts, and what it is measured in."""
    return {
        **reach.whole._asdict(),
        "accounts": reach.whole.mean * reach.n,
        "sources": reach.sources,
        "worlds": reach.worlds,
        "worlds_to_halve": None if reach.is_exact else worlds_to_halve(reach.worlds),
    }


def reach_parts(reach: Reach) -> dict[str, Any]:
    """Return the fields of the document, but for its manifest and the accounts."""
    return {
        "reach": figures(reach),
        "hops": [{"hop": hop, **mean._asdict()} for hop, mean in enumerate(reach.by_hop, start=1)],
        "groups": [{"group": name, **mean._asdict()} for name, mean in reach.by_group.items()],
    }


def reach_result(measured: MeasuredReach, manifest: Mapping[str, Any], opening: Block) -> Result:
    """Return the reach at one probability in every form."""
    parts = {
        "manifest": manifest,
        **reach_parts(measured.reach),
        "carriers": measured.carrier_rows(),
    }
    table = Rows.of(["part", "name", "mean", "low", "high"], measured.rows())
    blocks = blocks_for_people(_SCHEMA, {**parts, **measured.group_parts()}, opening)
    return Result(_SCHEMA, parts, table, blocks)


def reach_levels_result(
    levels: Sequence[Level],
    measured: Sequence[MeasuredReach],
    manifest: Mapping[str, Any],
    opening: Block,
) -> Result:
    """Return the reach at every level in every form; tables begin with ``probability``.

    The document's own parts are those of the middle level; all levels are in ``probabilities``.
    """
    middle = len(levels) // 2
    reach = reach_parts(measured[middle].reach)
    reach["reach"] = {**reach["reach"], "probability": levels[middle].probability}
    parts = {
        "manifest": manifest,
        "headline": _headline(levels, measured),
        **reach,
        "carriers": measured[middle].carrier_rows(),
        "probabilities": [
            {**level, **reach_parts(at_level.reach), "carriers": at_level.carrier_rows()}
            for level, at_level in zip(levels_document(levels), measured, strict=True)
        ],
    }
    rows = [
        (level.probability, *row)
        for level, at_level in zip(levels, measured, strict=True)
        for row in at_level.rows()
    ]
    table = Rows.of(["probability", "part", "name", "mean", "low", "high"], rows)
    blocks = blocks_for_people(_SCHEMA, {**parts, **measured[middle].group_parts()}, opening)
    return Result(_SCHEMA, parts, table, blocks)


def _headline(levels: Sequence[Level], measured: Sequence[MeasuredReach]) -> str:
    """Say how far at each level, and whether the same accounts carry it on at all of them."""
    shares = [
        f"{percent(at_level.reach.whole.mean, 2)} at {of_level(level)}"
        for level, at_level in zip(levels, measured, strict=True)
    ]
    sources = counted(measured[0].reach.sources, "source")
    sentence = f"A message of {sources} is heard by {enumerate_words(shares)}, of all accounts."
    return f"{sentence} {_common_carriers(levels, measured)}".rstrip()


def _common_carriers(levels: Sequence[Level], measured: Sequence[MeasuredReach]) -> str:
    tops = [set(at_level.carriers.tolist()) for at_level in measured]
    most = max(map(len, tops))
    if not most:
        return ""
    return (
        f"Of the {count(most)} that carry it on most often "
        f"{count(len(set.intersection(*tops)))} are the same {all_levels(levels)}."
    )
