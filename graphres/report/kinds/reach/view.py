"""What `graphres reach` found: how far a message gets, by hop and group, and who carries it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.graph import FollowGraph
from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.reach.blocks import interval, sampled, travelled
from graphres.report.number_format import MISSING, count, counted, percent
from graphres.report.result import Result, Rows
from graphres.spread import Grouping, Reach, Spread
from graphres.spread.hops import HOPS
from graphres.spread.sample import Mean
from graphres.spread.summary import worlds_to_halve
from graphres.stats.intervals import share_interval

CAUTION = (
    "To carry messages on describes a position in this network, not conduct, and is no ground for "
    "suspension by itself."
)


@dataclass(frozen=True)
class ReachPage:
    """What a page about reach needs to know.

    Parameters
    ----------
    graph : FollowGraph
    found : Reach
    spread : Spread
    probability : str
        As typed.
    groups : Grouping, optional
    carriers : ndarray of int
        Accounts to list.
    shown : mapping of str to sequence
        What is known of them beside.
    opening : Block
        The first lines.
    """

    graph: FollowGraph
    found: Reach
    spread: Spread
    probability: str
    groups: Grouping | None
    carriers: np.ndarray
    shown: Mapping[str, Sequence[Any]]
    opening: Block


def figures(found: Reach) -> dict[str, Any]:
    """The mean with its interval, as shares and in accounts, and what it was measured in."""
    return {
        **_ends(found.whole),
        "accounts": found.whole.mean * found.n,
        "sources": found.sources,
        "worlds": found.worlds,
        "worlds_to_halve": None if found.is_exact else worlds_to_halve(found.worlds),
    }


def _ends(value: Mean) -> dict[str, float]:
    return {"mean": value.mean, "low": value.low, "high": value.high}


def reach_result(page: ReachPage, manifest: Mapping[str, Any]) -> Result:
    """The result in every form; as a table: ``part``, ``name``, ``mean``, ``low``, ``high``."""
    found = page.found
    document = {"manifest": manifest, **reach_parts(found), "carriers": carriers_of(page)}
    table = Rows.of(["part", "name", "mean", "low", "high"], reach_rows(page))
    return Result("graphres.reach/1", document, table, lambda width: list(_blocks(page)))


def reach_rows(page: ReachPage) -> list[tuple[Any, ...]]:
    """What was found as one table."""
    found = page.found
    rows: list[tuple[Any, ...]] = [("reach", "all", *_ends(found.whole).values())]
    rows += [("hop", _hop(h), *_ends(v).values()) for h, v in enumerate(found.by_hop, start=1)]
    rows += [("group", name, *_ends(value).values()) for name, value in found.by_group.items()]
    rows += [
        ("carries", c["account"], c["carries"], c["low"], c["high"]) for c in carriers_of(page)
    ]
    return rows


def reach_parts(found: Reach) -> dict[str, Any]:
    """What the document says of what was found, but for the accounts."""
    return {
        "reach": figures(found),
        "hops": [{"hop": h, **_ends(value)} for h, value in enumerate(found.by_hop, start=1)],
        "groups": [{"group": name, **_ends(value)} for name, value in found.by_group.items()],
    }


def _hop(hop: int) -> str:
    return f"{hop}+" if hop == HOPS - 1 else str(hop)


def carriers_of(page: ReachPage) -> list[dict[str, Any]]:
    """A row an account: the share of worlds in which it carries a message on, and hears one."""
    found, followers = page.found, page.graph.in_degree
    rows = []
    for place, account in enumerate(page.carriers.tolist()):
        share = float(found.carries[account])
        low, high = (share, share) if found.is_exact else share_interval(share, found.worlds)
        row = {
            "account": page.graph.ids[account].as_py(),
            "carries": share,
            "low": low,
            "high": high,
            "hears": float(found.hears[account]),
            "followers": int(followers[account]),
        }
        rows.append(row | {name: cells[place] for name, cells in page.shown.items()})
    return rows


def _blocks(page: ReachPage) -> Iterator[Block]:
    yield page.opening
    yield Line(_sentence(page))
    yield from details(page)


def details(page: ReachPage) -> Iterator[Block]:
    """By hop, by group of listeners, and who carries it on."""
    found = page.found
    if found.by_hop:
        yield _hop_table(found)
    if page.groups is not None:
        yield _group_table(found, page.groups)
    if len(page.carriers):
        yield _carrier_table(page)
        yield Line(CAUTION, "quiet")


def _sentence(page: ReachPage) -> str:
    found = page.found
    low, high = (percent(end, 2) for end in (found.whole.low, found.whole.high))
    ends = "" if found.is_exact else f" [{low}, {high}]"
    return (
        f"A message of {counted(found.sources, 'source')} is heard by "
        f"{percent(found.whole.mean, 2)}{ends} of all accounts, some "
        f"{count(found.whole.mean * found.n)}, in the mean.\n"
        f"{travelled(page.spread, page.probability).capitalize()}; "
        f"{sampled(found.is_exact, found.worlds)}."
    )


def _hop_table(found: Reach) -> Table:
    """Hop by hop until 99 % of those who ever hear it have."""
    so_far = np.cumsum([value.mean for value in found.by_hop])
    enough = int(np.searchsorted(so_far, 0.99 * so_far[-1])) + 1
    rows = [
        (
            _hop(hop),
            interval(value),
            count(value.mean * found.n),
            percent(float(heard) / found.whole.mean) if found.whole.mean else MISSING,
        )
        for hop, (value, heard) in enumerate(zip(found.by_hop, so_far, strict=True), start=1)
        if hop <= enough
    ]
    return Table("", ("hop", "share that first hears it", "accounts", "of reach so far"), rows)


def _group_table(found: Reach, groups: Grouping) -> Table:
    sizes = dict(zip(groups.names, groups.sizes.tolist(), strict=True))
    rows = [
        (
            name,
            count(sizes[name]),
            interval(value),
            percent(value.mean * found.n / sizes[name]),
        )
        for name, value in found.by_group.items()
    ]
    header = (f"listeners by {groups.column}", "accounts", "reach, of all", "of the group")
    return Table("", header, rows)


def _carrier_table(page: ReachPage) -> Table:
    rows = [
        (
            row["account"],
            percent(row["carries"]),
            percent(row["hears"]),
            count(row["followers"]),
            *(MISSING if row[name] is None else str(row[name]) for name in page.shown),
        )
        for row in carriers_of(page)
    ]
    header = ("carries it on most often", "in worlds", "hears it", "followers", *page.shown)
    left = (0, *range(4, len(header)))
    return Table("", header, rows, left=left)
