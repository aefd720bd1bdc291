"""The chart of `graphres collapse`: what is left after every removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphres.report.charts.bands import lines_of
from graphres.report.charts.chart_spec import ChartLine, ChartSpec, LinePanel
from graphres.report.charts.phrases import share_format, source_line
from graphres.report.document import Columns, Document
from graphres.report.kinds.collapse.headline import write_findings

#: What to hold the giant against.
ALONE = "the removed accounts alone"

#: What is drawn where it was measured, and what it is.
_PANELS = {
    "reach": "reach: share of all accounts that hear a message",
    "giant": "giant component: share of all accounts",
    "strong": "largest strong component: share of all accounts",
    "audience": "audience: share of all accounts that follow a source",
}
#: Drawn where none of those was measured.
_ELSE = {
    "second": "second largest component: share of all accounts",
    "follows": "follows left: share of all follows",
    "components": "components, in number",
    "susceptibility": "susceptibility: mean size of a component beside the giant, accounts",
}

_COUNTS = ("components", "susceptibility")

_X = "accounts removed: share of all"
_X_COST = "cost of the removals: share of what all accounts cost"


def collapse_chart(document: Document) -> ChartSpec:
    """Draw reach, giant and what else falls, by share of accounts removed, a line a strategy."""
    curve = document.columns("curve")
    names = {**_PANELS, **_ELSE}
    drawn = [name for name in _PANELS if name in curve]
    drawn = drawn or [name for name in _ELSE if name in curve]
    panels = []
    for name in drawn:
        lines = lines_of(curve, "strategy", "removed_fraction", name)
        if lines:
            panels.append(_panel(name, names[name], lines))
    over_cost = [_over_cost(names[name], curve, name) for name in drawn if _is_priced(curve)]
    by_measure = dict(zip(drawn, panels, strict=False))
    title, *remarks = write_findings(document.means(), by_measure, document.manifest["n"])
    return ChartSpec(title, remarks, [*panels, *over_cost], source_line(document.manifest))


def _is_priced(curve: Columns) -> bool:
    """Tell whether accounts have a cost, and any of them costs something."""
    return any(share is not None for share in curve.get("cost_fraction", ()))


def _over_cost(title: str, curve: Columns, name: str) -> LinePanel:
    """Return the same measure over what the removals cost."""
    lines = lines_of(curve, "strategy", "cost_fraction", name)
    last = max(curve.x[-1] for curve in lines)
    top = max(max(curve.high or curve.y) for curve in lines)
    y_format = "~s" if name in _COUNTS else share_format(top)
    return LinePanel(title, _X_COST, lines, share_format(last), y_format)


def _panel(name: str, title: str, lines: Sequence[ChartLine]) -> LinePanel:
    last = max(curve.x[-1] for curve in lines)
    top = max(max(curve.high or curve.y) for curve in lines)
    settings: dict[str, Any] = {}
    if name == "giant":
        start = lines[0].y[0]
        end = min(last, start)
        settings["reference"] = ChartLine(ALONE, [0.0, end], [start, start - end])
        settings["y_last"] = 1.0
    y_format = "~s" if name in _COUNTS else share_format(top)
    return LinePanel(title, _X, lines, share_format(last), y_format, **settings)
