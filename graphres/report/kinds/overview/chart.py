"""The chart of an overview: curves of removal, levers, repetition."""

from __future__ import annotations

from graphres.report.charts.bands import lines_of
from graphres.report.charts.chart_spec import ChartSpec, Dot, DotPanel, LinePanel, Panel
from graphres.report.charts.phrases import share_format, source_line
from graphres.report.document import Document
from graphres.report.kinds.overview.levers import NAMES

_X = "accounts removed: share of all"
_TIMES = {"0": "never suspended", "1": "once", "2": "twice", "4": "four times"}
_PANELS = {
    "reach": "reach: share of all accounts that hear a message",
    "giant": "largest connected group: share of all accounts",
}


def overview_chart(document: Document) -> ChartSpec:
    """Return what falls by share removed, then levers and repetition."""
    panels: list[Panel] = [_curves(document, name) for name in _PANELS]
    panels.append(_levers(document))
    if doses := [row for row in document.rows("repetition") if row["ratio"] is not None]:
        dots = [
            Dot(
                _TIMES.get(row["dose"], f"{row['dose']} times"),
                row["ratio"],
                row["ratio_low"],
                row["ratio_high"],
            )
            for row in doses
        ]
        title = "followers left after the campaign: share of those without suspensions"
        panels.append(DotPanel(title, dots, reference=1.0))
    finding = next(
        part["finding"]
        for part in document.rows("paragraphs")
        if part["topic"] == "What suspensions do"
    )
    return ChartSpec(finding.removesuffix("."), [], panels, source_line(document.manifest))


def _curves(document: Document, name: str) -> LinePanel:
    lines = lines_of(document.columns("curve"), "strategy", "removed_fraction", name)
    top = max(max(line.y if line.high is None else line.high) for line in lines)
    return LinePanel(_PANELS[name], _X, lines, y_format=share_format(top))


def _levers(document: Document) -> DotPanel:
    rows = document.rows("levers")
    dots = [
        Dot(_name(row["intervention"]), row["reach"], row["reach_low"], row["reach_high"])
        for row in rows
    ]
    top = max(row["reach_high"] for row in rows)
    title = "reach under each lever at the same budget: share of all accounts"
    return DotPanel(title, dots, share_format(top), reference=rows[0]["reach"])


def _name(intervention: str) -> str:
    return NAMES.get(intervention, intervention)
