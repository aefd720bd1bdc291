"""Which results have a chart. To add one: write its picture in a file here, and name it below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from graphres.errors import UsageError
from graphres.report.document import Document
from graphres.report.eligibility import headline
from graphres.report.plots.picture import Picture

__all__ = ["PICTURES", "picture"]

#: By the kind of a result, where its picture is made.
PICTURES = {
    "collapse": "collapse:collapse_picture",
    "reach": "reach:reach_picture",
    "campaign": "campaign:campaign_picture",
    "frontier": "frontier:frontier_picture",
    "intervene": "intervene:intervene_picture",
    "sweep": "sweep:sweep_picture",
    "compare": "compare:compare_picture",
    "wave": "wave:wave_picture",
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
        import_module(f"graphres.report.plots.{module}"), name
    )
    shows = make(document)
    return replace(shows, title=headline(document.kind, document.manifest, shows.title))
