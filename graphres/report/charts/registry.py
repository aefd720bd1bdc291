"""Which results have a chart. To add one: write its picture in a file here, and name it below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from graphres.errors import UsageError
from graphres.report.charts.chart_spec import Picture
from graphres.report.document import Document
from graphres.report.kinds.eligibility import headline

#: By the kind of a result, where its picture is made.
PICTURES = {
    "collapse": "collapse.chart:collapse_picture",
    "reach": "reach.chart:reach_picture",
    "campaign": "campaign.chart:campaign_picture",
    "frontier": "campaign.frontier_chart:frontier_picture",
    "intervene": "intervene.chart:intervene_picture",
    "sweep": "sweep.chart:sweep_picture",
    "compare": "compare.chart:compare_picture",
    "wave": "compare.wave_chart:wave_picture",
    "calibration": "calibration.chart:calibration_picture",
    "report": "overview.chart:overview_picture",
}


def picture(document: Document) -> Picture:
    """The chart of a result.

    Raises
    ------
    UsageError
        For a result that has none.
    """
    if document.kind not in PICTURES:
        raise UsageError(
            f"a result of {document.kind} has no chart", do=f"those of {', '.join(PICTURES)} have"
        )
    module, _, name = PICTURES[document.kind].partition(":")
    make: Callable[[Document], Picture] = getattr(
        import_module(f"graphres.report.kinds.{module}"), name
    )
    shows = make(document)
    return replace(shows, title=headline(document.kind, document.manifest, shows.title))
