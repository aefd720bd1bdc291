"""What each kind of result shows: a folder a kind, a line here for each; and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphres.errors import UsageError
from graphres.report.blocks import Block
from graphres.report.document import Document

if TYPE_CHECKING:
    from graphres.report.charts.chart_spec import ChartSpec
    from graphres.report.kinds.base import ResultKind

#: By the name in a result's schema, the module below here whose ``KIND`` says what is shown.
KINDS = {
    "collapse": "collapse.kind",
    "reach": "reach.kind",
    "rank": "rank.kind",
    "campaign": "campaign.kind",
    "frontier": "campaign.frontier_kind",
    "intervene": "intervene.kind",
    "sweep": "sweep.kind",
    "compare": "compare.kind",
    "wave": "compare.wave_kind",
    "reproduce": "reproduce.kind",
    "calibration": "calibration.kind",
    "info": "info.kind",
    "draw": "draw.kind",
    "report": "overview.kind",
}


def kind_of(document: Document) -> ResultKind:
    """Return what is shown of a result; of a kind that is not listed, all its parts."""
    if document.kind in KINDS:
        return _load(document.kind)
    from graphres.report.kinds.base import ResultKind, all_parts

    return ResultKind(f"graphres {document.kind}", all_parts)


def blocks_for_people(
    schema: str, parts: Mapping[str, Any], *opening: Block
) -> Callable[[int], Sequence[Block]]:
    """Return what makes the blocks of a result, for a page of so many columns.

    Nothing is imported for it until somebody reads it: programs take the data as it is.
    """

    def blocks(width: int) -> Sequence[Block]:
        document = Document(schema, parts)
        return [*opening, *kind_of(document).blocks(document, width)]

    return blocks


def chart_of(document: Document) -> ChartSpec:
    """Return the chart of a result.

    Raises
    ------
    UsageError
        For a result that has none.
    """
    spec = kind_of(document).chart_of(document)
    if spec is None:
        others = ", ".join(name for name in KINDS if _load(name).chart is not None)
        raise UsageError(f"a result of {document.kind} has no chart", do=f"those of {others} have")
    return spec


def _load(name: str) -> ResultKind:
    kind: ResultKind = import_module(f"{__name__}.{KINDS[name]}").KIND
    return kind
