"""The recipe in CONTRIBUTING: a kind of result from outside, by the steps named there."""

from __future__ import annotations

import json
import sys
from types import ModuleType

from graphres.commands import run
from graphres.report.blocks import Table
from graphres.report.charts.chart_spec import ChartSpec, Dot, DotPanel
from graphres.report.document import Document
from graphres.report.kinds import KINDS
from graphres.report.kinds.base import ResultKind
from graphres.report.number_format import percent


def tide_blocks(document: Document, width: int) -> list[Table]:
    rows = [(row["place"], percent(row["height"])) for row in document.rows("tides")]
    return [Table("Heights", ("place", "height"), rows)]


def tide_chart(document: Document) -> ChartSpec:
    dots = [Dot(row["place"], row["height"]) for row in document.rows("tides")]
    return ChartSpec("The tide is high", [], [DotPanel("height", dots)], "two places")


def test_a_kind_takes_a_folder_and_one_line(tmp_path, monkeypatch):
    module = ModuleType("graphres.report.kinds.tide.kind")
    module.KIND = ResultKind("Tides", tide_blocks, chart=tide_chart, caution="Mind your feet.")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(KINDS, "tide", "tide.kind")
    rows = [{"place": "Oban", "height": 0.25}, {"place": "Cork", "height": 0.5}]
    path, page = tmp_path / "tide.json", tmp_path / "tide.html"
    path.write_text(json.dumps({"schema": "graphres.tide/1", "manifest": {}, "tides": rows}))
    assert run(["report", str(path), "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "The tide is high." in text
    assert '<td class="number" data-n="0.25">25.0 %</td>' in text
    assert "Mind your feet." in text
