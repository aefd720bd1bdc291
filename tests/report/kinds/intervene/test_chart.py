"""What the chart of interventions shows and says."""

from __future__ import annotations

from graphres.report.charts.chart_spec import DotPanel
from graphres.report.kinds import chart_of


def test_interventions_are_held_against_none(documents):
    (panel,) = chart_of(documents("intervene")).panels
    assert isinstance(panel, DotPanel)
    assert panel.dots[0].name == "none"
    assert panel.reference == panel.dots[0].value
    rows = documents("intervene").rows("interventions")
    assert [(d.value, d.low, d.high) for d in panel.dots] == [
        (row["reach"], row["reach_low"], row["reach_high"]) for row in rows
    ]


def test_of_many_mixtures_the_unbeaten_are_drawn(documents):
    rows = documents("pareto").rows("interventions")
    shown = chart_of(documents("pareto"))
    (panel,) = shown.panels
    assert len(panel.dots) == sum(row["frontier"] or row is rows[0] for row in rows)
    assert shown.remarks[0].startswith(f"Of {len(rows)} rows")
