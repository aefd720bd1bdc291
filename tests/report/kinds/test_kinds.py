"""Every kind of result that has a chart, and those that have none."""

from __future__ import annotations

import pytest

from graphres.errors import UsageError
from graphres.report.charts.chart_spec import LinePanel
from graphres.report.document import Document
from graphres.report.kinds import KINDS, chart_of, kind_of
from tests.report.conftest import CHARTS, SOURCES


@pytest.mark.parametrize("name", CHARTS)
def test_every_result_has_a_title_panels_and_a_source(documents, name):
    shown = chart_of(documents(name))
    assert shown.title
    assert not shown.title.endswith(".")
    assert all(remark.endswith(".") for remark in shown.remarks)
    assert shown.panels
    assert shown.source.startswith(SOURCES.get(name, "karate.csv: 34 accounts, 78 ties; seed 0"))
    for panel in shown.panels:
        for line in panel.lines if isinstance(panel, LinePanel) else ():
            assert len(line.x) == len(line.y) > 0
            assert list(line.x) == sorted(line.x)


def test_what_has_no_chart_says_so():
    with pytest.raises(UsageError, match="result of info has no chart; those of collapse"):
        chart_of(Document("graphres.info/1", {}))
    assert {name for name in KINDS if kind_of(Document(f"graphres.{name}/1", {})).chart} == {
        *("collapse", "reach", "campaign", "frontier", "intervene", "sweep", "compare", "wave"),
        *("calibration", "report"),
    }
