"""The result of `graphres campaign --frontier`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.campaigns.frontier_points import Frontier
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows

_SCHEMA = "graphres.frontier/1"

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


def frontier_result(frontier: Frontier, manifest: Mapping[str, Any], opening: Block) -> Result:
    """Return a frontier in every form."""
    parts = {"manifest": manifest, **frontier_parts(frontier)}
    rows = Rows.of(COLUMNS, _rows(frontier))
    return Result(_SCHEMA, parts, rows, blocks_for_people(_SCHEMA, parts, opening))


def frontier_parts(frontier: Frontier) -> dict[str, Any]:
    """Return the fields of the document, but for its manifest."""
    return {
        "frontier": {
            "over": frontier.over,
            "status": frontier.status,
            "sentence": frontier.sentence,
            **frontier.figures(),
        },
        "crossings": [crossing._asdict() for crossing in frontier.crossings],
        "points": [point._asdict() for point in frontier.points],
    }


def _rows(frontier: Frontier) -> list[tuple[Any, ...]]:
    """Return points, then crossings, where the share held is 1 and the value has the interval."""
    points = [
        (frontier.over, "point", value, None, None, share, low, high, opened)
        for value, share, low, high, opened in frontier.points
    ]
    at = frontier.opened_per_suspended
    crossings = [
        (frontier.over, "crossing", value, low, high, 1.0, None, None, at)
        for value, low, high, _ in frontier.crossings
    ]
    return points + crossings
