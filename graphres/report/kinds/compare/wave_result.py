"""The result of `graphres compare --suspended`: a real wave, as observed and as predicted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.graph import FollowGraph
from graphres.report.blocks import Paragraph
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.header import describe_size
from graphres.report.result import Result, Rows
from graphres.studies.comparisons import WaveComparison
from graphres.studies.comparisons.waves import COLUMNS

_SCHEMA = "graphres.wave/1"


def wave_result(
    comparison: WaveComparison,
    before: FollowGraph,
    after: FollowGraph,
    manifest: Mapping[str, Any],
) -> Result:
    """Return a comparison of snapshots in every form."""
    parts = {"manifest": manifest, **wave_parts(comparison)}
    opening = Paragraph(f"before: {describe_size(before)}\nafter: {describe_size(after)}", "title")
    blocks = blocks_for_people(_SCHEMA, parts, opening)
    return Result(_SCHEMA, parts, parts["figures"], blocks)


def wave_parts(comparison: WaveComparison) -> dict[str, Any]:
    """Return the fields of the document, but for its manifest."""
    rows = [[row[name] for name in COLUMNS] for row in comparison.rows]
    return {
        "accounts": dict(comparison.accounts),
        "follows": dict(comparison.follows),
        "matched": dict(comparison.matched),
        "figures": Rows.of(COLUMNS, rows),
    }
