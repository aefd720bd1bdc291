"""Sentences and figure of a campaign: what is caused and what only described."""

from __future__ import annotations

import pytest

from graphres.campaigns import campaign
from graphres.data.generators import generate
from graphres.report.blocks import Chart, Series
from graphres.report.document import Document
from graphres.report.formats.character_chart import draw
from graphres.report.kinds.campaign.finding import (
    describe_interference,
    describe_network,
    write_headline,
)
from graphres.report.kinds.campaign.lines import MATCHED, WITHOUT, aligned_lines, day_lines
from graphres.report.kinds.campaign.result import SCHEMA, campaign_parts

GRAPH = generate("preferential", n=80, mean_followers=6, seed=3)


@pytest.fixture(scope="module")
def ordered():
    return campaign(GRAPH, days=30, dose=(0, 1, 4), runs=5, follow_rate=0.5)


@pytest.fixture(scope="module")
def counted():
    asked = {"suspend": ("in-degree:soft@4%/day",), "group": "lang", "runs": 2}
    return campaign(GRAPH, days=20, arms=["rotating"], **asked)


def test_an_ordered_dose_is_told_as_a_cause(ordered):
    (told,) = write_headline(ordered)
    assert told.startswith("Persons to be suspended 4 times ended with ")
    assert " % of the followers they would have had [" in told
    assert "; those never suspended with 1" in told
    assert "describes" not in told
    assert describe_network(ordered).startswith(
        ("The network's mean", "Whether the network's mean")
    )
    assert "(total effect)" in describe_interference(ordered)


def test_a_counted_dose_is_described_and_groups_come_first(counted):
    groups, told = write_headline(counted)
    assert groups.startswith("Persons of group ")
    assert "who were hit" in told
    assert "this describes" in told


def test_a_line_for_every_dose_or_group_and_what_it_is_held_against(ordered, counted):
    lines, without = day_lines(Document(SCHEMA, campaign_parts(ordered)))
    assert [line.name for line in lines] == ["0 suspensions", "1 suspension", "4 suspensions"]
    rows = ordered.doses.query("arm == 'plan' and dose == '4'")
    assert lines[-1].y[-1] == pytest.approx(rows["followers_end"].item(), rel=0.02)
    assert without.name == WITHOUT
    assert without.y[-1] == pytest.approx(ordered.mean("none")["followers_end"])
    assert lines[0].low is not None
    around, matched = aligned_lines(Document(SCHEMA, campaign_parts(ordered)))
    assert [line.name for line in around] == [f"suspension {k}" for k in (1, 2, 3, 4)]
    assert matched.name == MATCHED
    before = matched.x.index(-1)
    assert matched.y[before] == pytest.approx(around[0].y[before], rel=0.15)
    lines, _ = day_lines(Document(SCHEMA, campaign_parts(counted)))
    assert {line.name for line in lines} == set(GRAPH.attributes["lang"])


def test_a_chart_of_numbers_has_its_own_ends_and_rises():
    series = Series("a", [-2.0, 0.0, 2.0], [0.0, 50.0, 50.0])
    behind = Series("b", [-2.0, 2.0], [25.0, 25.0])
    chart = Chart(
        "", [series], 2.0, first=-2.0, top=50.0, unit="number", reference=behind, ticks=(-2, 0, 9)
    )
    rows = draw(chart, 50, 5)
    assert rows[0].startswith(" 50.0 ┤")
    assert rows[4].startswith("  0.0 ┤●")
    assert "·" in rows[2]
    column = rows[0].index("●")
    assert all(row[column] == "●" for row in rows[:4])
    assert rows[-1].split() == ["-2", "0"]
