"""The chart of `graphres reach`: by hop, and by group of listeners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartLine, ChartSpec, Dot, DotPanel, LinePanel, Panel
from graphres.report.charts.phrases import share_format, source_line
from graphres.report.document import Document
from graphres.report.kinds.reach import until_enough
from graphres.report.number_format import count, counted, share

Row = Mapping[str, Any]


def reach_chart(document: Document) -> ChartSpec:
    """Draw who first hears a message at which hop; and groups of listeners, if there are any."""
    reach, hops = document.parts["reach"], document.rows("hops")
    panels: list[Panel] = []
    first = until_enough(hops)
    if first:
        panels.append(_hops(first))
    groups = document.rows("groups")
    if groups:
        dots = [Dot(str(g["group"]), g["mean"], g["low"], g["high"]) for g in groups]
        top = max(group["high"] for group in groups)
        title = "listeners by group who hear it: share of all accounts"
        panels.append(DotPanel(title, dots, share_format(top)))
    remarks = [document.parts["headline"]] if "headline" in document.parts else []
    remarks += _remarks(reach)
    return ChartSpec(_title(reach, hops), remarks, panels, source_line(document.manifest))


def _hops(hops: Sequence[Row]) -> LinePanel:
    ends = [[hop[name] for hop in hops] for name in ("mean", "low", "high")]
    curve = ChartLine("a message", [hop["hop"] for hop in hops], *ends)
    top = max(hop["high"] for hop in hops)
    title = "first heard at this hop: share of all accounts"
    over = "hop: follows from the source"
    return LinePanel(title, over, [curve], "d", share_format(top), has_points=True)


def _title(reach: Row, hops: Sequence[Row]) -> str:
    low, high = share(reach["low"]), share(reach["high"])
    ends = "" if reach["low"] == reach["high"] else f" [{low}, {high}]"
    title = f"A message of {counted(reach['sources'], 'source')} is heard by "
    title += f"{share(reach['mean'])}{ends} of all accounts"
    if "probability" in reach:
        title += f" at p = {reach['probability']:g}"
    half = _half_by(hops)
    return title if half is None else f"{title}, half of them within {counted(half, 'hop')}"


def _half_by(hops: Sequence[Row]) -> int | None:
    reach, so_far = sum(hop["mean"] for hop in hops), 0.0
    for hop in hops:
        so_far += hop["mean"]
        if reach and so_far >= reach / 2:
            return int(hop["hop"])
    return None


def _remarks(reach: Row) -> list[str]:
    if reach["worlds_to_halve"] is None:
        return [f"All {count(reach['worlds'])} worlds there are; no interval."]
    return [f"In {count(reach['worlds'])} sampled worlds; bands and lines are 95 % intervals."]
