import io
import re

import numpy as np
import pytest
from rich.cells import cell_len

from graphres import measures
from graphres.graph import FollowGraph
from graphres.report.blocks import Paragraph
from graphres.report.document import Document, document_of
from graphres.report.formats.terminal import write_table
from graphres.report.kinds import collapse as kind
from graphres.report.kinds.collapse.groups import groups_of, marks
from graphres.report.kinds.collapse.result import collapse_result
from graphres.report.result import Result
from graphres.strategies import strategy
from graphres.studies.trials.runs import TrialPlan, run_trials
from graphres.studies.trials.summary import summarise
from tests.graphs import crowded, path, star


def collapsed(graph: FollowGraph, *specs: str, **options) -> Result:
    """The result of these strategies."""
    plan = TrialPlan(**options)
    trials = run_trials(graph, [strategy(spec) for spec in specs], plan)
    ties = "drawn, once a run" if plan.tie_runs else "first seen first"
    manifest = {"n": graph.n, "tie_rule": ties, "followers_total_share": 0.5}
    opening = Paragraph("what was read", "title")
    return collapse_result(trials, summarise(trials), plan.measures, manifest, opening)


def page(graph: FollowGraph, *specs: str, width: int = 80, **options) -> str:
    """What people read of these strategies."""
    out = io.StringIO()
    write_table(collapsed(graph, *specs, **options), out, width=width)
    return out.getvalue()


def row(text: str, name: str, after: str = "") -> list[str]:
    """The figures of the first row of that name after a title."""
    rest = text[text.index(after) :]
    return re.findall(rf"^{name}(.*)$", rest, re.MULTILINE)[0].replace(" %", "%").split()


def test_a_star_falls_apart_with_its_hub():
    text = page(star(9), "in-degree")
    assert row(text, "in-degree") == ["0.0900", "10.0%", "10.0%", "10.0%", "10"]
    loss = row(text, "in-degree", "What the giant has lost")
    assert loss == ["10.0%", "90.0%", "10.0%", "80.0%"]


def test_values_are_those_right_after_the_removals_named():
    text = page(star(9), "in-degree", points=None, measures=("giant", "components"))
    header = row(text, "strategy", "giant, after so many accounts are removed")
    assert header == ["20.0%", "40.0%", "50.0%", "70.0%", "90.0%", "100.0%"]
    values = row(text, "in-degree", "giant, after so many")
    assert values == ["0.1000"] * 5 + ["0.0000"]
    assert row(text, "in-degree", "components, after") == ["8", "6", "5", "3", "1", "0"]


def test_shares_of_a_larger_graph_are_rounded_up_and_found_exactly():
    graph = path(250)
    order = np.arange(250)
    (trial,) = run_trials(graph, [strategy("in-degree")], TrialPlan(points=None))
    (group,) = groups_of(document_of(collapsed(graph, "in-degree", points=None)))
    places = marks([group])
    assert places == {
        3: "1 %",
        5: "2 %",
        13: "5 %",
        25: "10 %",
        50: "20 %",
        75: "30 %",
        125: "50 %",
    }
    assert group.at("giant", list(places)) == trial.values["giant"][list(places)].tolist()
    assert group.at("follows", order.tolist()) == trial.values["follows"][order].tolist()


def test_several_runs_are_their_mean_with_its_interval():
    graph = crowded(60, 3)
    trials = run_trials(graph, [strategy("random")], TrialPlan(runs=4))
    mean = summarise(trials)[-1]
    text = page(graph, "random", runs=4)
    half = (mean["R_high"] - mean["R_low"]) / 2
    assert row(text, "random ×4")[:3] == [f"{mean['R']:.4f}", "±", f"{half:.4f}"]
    at_half = np.mean([trial.values["giant"][30] for trial in trials])
    assert f"{at_half:.4f}" in row(text, "random ×4", "giant, after so many")


def test_drawn_ties_show_a_range_and_random_an_interval():
    text = page(path(12), "in-degree", "random", runs=5, tie_runs=5)
    assert "to" in row(text, "in-degree ×5")
    assert "±" in row(text, "random ×5")


def test_an_order_that_stops_early_has_a_mean_to_its_end_and_no_r():
    text = page(star(9), "in-degree", limit=3)
    assert re.search(r"^strategy +mean to K +half", text, re.MULTILINE)
    assert row(text, "in-degree")[0] == "0.1000"
    assert "order that stops early" in text.replace("\n", " ")


def test_the_key_explains_the_columns_there_are():
    text = page(star(9), "in-degree", measures=("giant",)).replace("\n", " ")
    assert "critical" not in text
    assert "R: mean giant over all removals;" in text


def test_without_the_giant_there_is_neither_chart_nor_cut():
    text = page(star(9), "in-degree", measures=("follows", "components"))
    assert "area follows" in text
    assert "┤" not in text
    assert "What the giant" not in text


@pytest.mark.parametrize("width", [80, 100])
def test_pages_fit(width):
    specs = ["in-degree:adaptive", "out-degree:adaptive", "pagerank:damping=0.5", "random"]
    lines = page(crowded(200, 4), *specs, width=width, runs=3).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_audience_is_a_lower_bound_where_followers_are_not_in_the_table():
    text = page(star(9), "in-degree", measures=("audience",)).replace("\n", " ")
    assert "(lower bound: the table holds 50.0 % of the followers known)" in text


def test_names_of_measures_are_those_that_are_measured():
    assert (kind.MEASURES, kind.DEFAULT) == (measures.COLUMNS, measures.DEFAULT)


def test_a_document_without_a_curve_has_no_group():
    assert groups_of(Document("graphres.collapse/1", {"manifest": {"n": 0}})) == []
