"""What `graphres campaign --frontier` found: how much is enough to hold the audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.campaigns.crossings import Crossing
from graphres.campaigns.frontier_points import Frontier, Point
from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.campaign.view import BOAST, CAUTION
from graphres.report.number_format import MISSING
from graphres.report.result import Result, Rows

COLUMNS = (
    "over",
    "kind",
    "value",
    "value_low",
    "value_high",
    "held_share",
    "held_share_low",
    "held_share_high",
    "opened_per_suspended",
)

#: What a frontier is over, with its unit.
HEADERS = {
    "replacements": "replacements for each account lost",
    "find": "find, a day",
    "pressure": "pressure, times the rates",
}

_KEY = (
    "held: audience (distinct followers of the persons of day 0) of the last 30 days over that of "
    "the evening before the first suspension, [95 % interval over runs, from 5 runs on]; opened: "
    "accounts opened for each one suspended. All rows are on the same random numbers."
)


def frontier_result(found: Frontier, manifest: Mapping[str, Any], opening: Block) -> Result:
    """The result of a frontier in every form."""
    document = {"manifest": manifest, **frontier_parts(found)}
    page = [opening, *_page(found)]
    rows = Rows.of(COLUMNS, _rows(found))
    return Result("graphres.frontier/1", document, rows, lambda width: page)


def frontier_parts(found: Frontier) -> dict[str, Any]:
    """What the document says of what was found."""
    return {
        "frontier": {
            "over": found.over,
            "status": found.status,
            "sentence": found.sentence,
            **found.figures(),
        },
        "crossings": [crossing._asdict() for crossing in found.crossings],
        "points": [point._asdict() for point in found.points],
    }


def _rows(found: Frontier) -> list[tuple[Any, ...]]:
    """Points, then crossings, where the share held is 1 and the value has the interval."""
    points = [
        (found.over, "point", value, None, None, held, low, high, opened)
        for value, held, low, high, opened in found.points
    ]
    at = found.opened_per_suspended
    crossings = [
        (found.over, "crossing", value, low, high, 1.0, None, None, at)
        for value, low, high, _ in found.crossings
    ]
    return points + crossings


def _page(found: Frontier) -> Iterator[Block]:
    header = (HEADERS[found.over], "held, %", "opened")
    lines = [(each.value, _point(each)) for each in found.points]
    lines += [(each.value, _crossing(each, found)) for each in found.crossings]
    yield Table("", header, [line for _, line in sorted(lines)])
    yield Line(_KEY, "quiet")
    yield Line(found.sentence)
    opened = found.opened_per_suspended
    if opened is not None:
        yield Line(f"Accounts opened there for each one suspended: {opened:.2f}. {BOAST}")
    else:
        yield Line(BOAST)
    yield Line(CAUTION, "quiet")


def _point(point: Point) -> tuple[str, str, str]:
    ends = MISSING
    if point.low is not None and point.high is not None:
        ends = f"{100 * point.low:.1f}, {100 * point.high:.1f}"
    held = f"{100 * point.held_share:.1f} [{ends}]"
    return f"{point.value:.4g}", held, _two(point.opened_per_suspended)


def _crossing(crossing: Crossing, found: Frontier) -> tuple[str, str, str]:
    return f"crossing {crossing.value:.4g}", "100.0", _two(found.opened_per_suspended)


def _two(value: float | None) -> str:
    return MISSING if value is None else f"{value:.2f}"
