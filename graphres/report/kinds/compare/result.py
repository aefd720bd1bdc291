"""The result of `graphres compare` of two results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.blocks import Block, Paragraph
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.compare import count_changes, describe_differences
from graphres.report.number_format import printable
from graphres.report.result import Result, Rows
from graphres.studies.comparisons import ResultComparison
from graphres.studies.comparisons.results import COLUMNS

_SCHEMA = "graphres.compare/1"


def comparison_result(comparison: ResultComparison, manifest: Mapping[str, Any]) -> Result:
    """Return a comparison of results in every form."""
    parts = {"manifest": manifest, **comparison_parts(comparison)}
    blocks = blocks_for_people(_SCHEMA, parts, *_opening(comparison))
    return Result(_SCHEMA, parts, parts["rows"], blocks)


def comparison_parts(comparison: ResultComparison) -> dict[str, Any]:
    """Return the fields of the document, but for its manifest."""
    manifests = comparison.made_differently.items()
    return {
        "before": comparison.before,
        "after": comparison.after,
        "of": comparison.schema,
        "compare": comparison.figures(),
        "made_differently": {name: list(pair) for name, pair in manifests},
        "only_before": [name._asdict() for name in comparison.only_before],
        "only_after": [name._asdict() for name in comparison.only_after],
        "rows": Rows.of(COLUMNS, [[row[name] for name in COLUMNS] for row in comparison.rows]),
    }


def _opening(comparison: ResultComparison) -> Iterator[Block]:
    files = f"{printable(comparison.before)} → {printable(comparison.after)}"
    yield Paragraph(f"{count_changes(comparison.figures())}\n{files}", "title")
    if differences := describe_differences(comparison.made_differently):
        yield Paragraph(differences)
