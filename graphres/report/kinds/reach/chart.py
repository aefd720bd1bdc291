"""The chart of `graphres reach`: by hop, and by group of listeners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartSpec, Dot, Dots, Line, Lines, Panel
from graphres.report.charts.phrases import share, share_format, source_line
from graphres.report.document import Document
from graphres.report.number_format import count, counted

Row = Mapping[str, Any]

#: Hops are shown until so much of what will ever hear it has.
_ENOUGH = 0.99


def reach_chart(document: Document) -> ChartSpec:
    """Who first hears a message at which hop; and the groups of listeners, if they were told."""
    whole, hops = document.parts["reach"], document.rows("hops")
    panels: list[Panel] = []
    shown = _until_enough(hops)
    if shown:
        panels.append(_hops(shown))
    groups = document.rows("groups")
    if groups:
        dots = [Dot(str(g["group"]), g["mean"], g["low"], g["high"]) for g in groups]
        top = max(each["high"] for each in groups)
        title = "listeners by group who hear it: share of all accounts"
        panels.append(Dots(title, dots, share_format(top)))
    remarks = [document.parts["headline"]] if "headline" in document.parts else []
    remarks += _remarks(whole)
    return ChartSpec(_title(whole, hops), remarks, panels, source_line(document.manifest))


def _hops(hops: Sequence[Row]) -> Lines:
    ends = [[hop[name] for hop in hops] for name in ("mean", "low", "high")]
    line = Line("a message", [hop["hop"] for hop in hops], *ends)
    top = max(hop["high"] for hop in hops)
    title = "first heard at this hop: share of all accounts"
    over = "hop: follows from the source"
    return Lines(title, over, [line], "d", share_format(top), has_points=True)


def _until_enough(hops: Sequence[Row]) -> Sequence[Row]:
    whole, so_far = sum(hop["mean"] for hop in hops), 0.0
    for place, hop in enumerate(hops, start=1):
        so_far += hop["mean"]
        if so_far >= _ENOUGH * whole:
            return hops[:place]
    return hops


def _title(whole: Row, hops: Sequence[Row]) -> str:
    low, high = share(whole["low"]), share(whole["high"])
    ends = "" if whole["low"] == whole["high"] else f" [{low}, {high}]"
    title = f"A message of {counted(whole['sources'], 'source')} is heard by "
    title += f"{share(whole['mean'])}{ends} of all accounts"
    if "probability" in whole:
        title += f" at p = {whole['probability']:g}"
    half = _half_by(hops)
    return title if half is None else f"{title}, half of them within {counted(half, 'hop')}"


def _half_by(hops: Sequence[Row]) -> int | None:
    whole, so_far = sum(hop["mean"] for hop in hops), 0.0
    for hop in hops:
        so_far += hop["mean"]
        if whole and so_far >= whole / 2:
            return int(hop["hop"])
    return None


def _remarks(whole: Row) -> list[str]:
    if whole["worlds_to_halve"] is None:
        return [f"All {count(whole['worlds'])} worlds there are; no interval."]
    return [f"In {count(whole['worlds'])} sampled worlds; bands and lines are 95 % intervals."]
