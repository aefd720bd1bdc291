"""The chart of `graphres reproduce --calibrate`: in which draws findings hold, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphres.report.charts.chart_spec import ChartLine, ChartSpec, Dot, DotPanel, LinePanel, Panel
from graphres.report.document import Document
from graphres.report.number_format import counted, percent


def calibration_chart(document: Document) -> ChartSpec:
    """Draw shares of the kept draws: by finding, and by how many findings hold at once."""
    about: Mapping[str, Any] = document.parts["calibration"]
    findings = [row for row in document.rows("findings") if row["share"] is not None]
    dots = [
        Dot(f"{row['fact']} {row['finding']}", row["share"], row["low"], row["high"])
        for row in findings
    ]
    title = "finding holds: share of the draws kept"
    panels: list[Panel] = [DotPanel(title, dots)] if dots else []
    draws = [row for row in document.rows("draws") if row["is_kept"]]
    if not draws:
        return ChartSpec(_title(about), [document.parts["answer"]], panels, _source(document))
    at_once = Counter(row["findings_held"] for row in draws)
    x = list(range(len(findings) + 1))
    line = ChartLine("draws", x, [at_once[k] / len(draws) for k in x])
    title = "so many findings hold at once: share of the draws kept"
    together = LinePanel(title, "findings that hold", [line], "d", ".0%", has_points=True)
    remarks = [document.parts["answer"], document.parts["caution"]]
    return ChartSpec(_title(about), remarks, [*panels, together], _source(document))


def _title(about: Mapping[str, Any]) -> str:
    draws = counted(about["kept"], "draw")
    if not about["kept"]:
        return "No draw of the parameters meets all calibration targets"
    if about["together"]:
        return f"All findings hold together in {percent(about['together_share'])} of {draws} kept"
    return f"In none of {draws} kept do all findings hold together"


def _source(document: Document) -> str:
    about = document.parts["calibration"]
    seed = document.manifest.get("seed")
    return f"{about['draws']:,} draws of the parameters, {about['kept']:,} kept; seed {seed}"
