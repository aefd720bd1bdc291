"""Curves over cost: by their definition, and as they are where all cost the same."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.commands import run
from graphres.measures.cost_curves import cost_figures, cost_share
from graphres.measures.curves import collapse
from graphres.moderation.outcome_columns import Accounts
from graphres.moderation.selection import Rules, select
from graphres.report.document import Document, read_document
from graphres.report.kinds.collapse.chart import collapse_chart
from graphres.strategies import strategy
from tests import graphs


@pytest.fixture
def priced(tmp_path):
    """The output of a collapse with costs, of which one is 0 and one is not known."""
    follows, accounts = tmp_path / "follows.csv", tmp_path / "accounts.csv"
    follows.write_text("follower,followed\nb,a\nc,a\nd,b\nc,b\n")
    accounts.write_text("account,hours\na,4\nb,0\nc,1\n")

    def document(*options: str) -> Document:
        out = tmp_path / "out.json"
        paths = [str(follows), "--accounts", str(accounts), "-o", str(out), "--force", "-q"]
        assert run(["collapse", *paths, "--measure=giant", *options]) == 0
        return read_document(out)

    return document


def test_equal_costs_give_the_figures_over_accounts():
    graph = graphs.crowded(120, 3)
    chosen = select(strategy("degree"), graph, Rules())
    curve = collapse(graph, chosen.order, measures=("giant",))
    cost = np.full(graph.n, 2.0)
    columns = Accounts(cost=cost).columns(graph, chosen, seed=0, run=0)
    spent, share = columns["cumulative_cost"], columns["cost_fraction"]
    found = cost_figures(curve.values, spent, share, ["giant"], is_complete=True)
    assert found["area_giant_by_cost"] == pytest.approx(curve.R)
    assert found["half_giant_by_cost"] == pytest.approx(curve.fraction_at("giant", 0.5))
    assert found["tenth_giant_by_cost"] == pytest.approx(curve.fraction_at("giant", 0.1))
    assert found["dismantling_cost"] == 2 * curve.dismantling_set(0.01)


def test_nothing_costs_anything():
    share = cost_share(np.zeros(2), np.zeros(3))
    assert np.isnan(share).all()
    giant = {"giant": np.array([1.0, 0.5, 0.0])}
    found = cost_figures(giant, np.zeros(3), share, ["giant"], is_complete=True)
    assert found["area_giant_by_cost"] is None
    assert found["half_giant_by_cost"] is None
    assert found["dismantling_cost"] == 0


def test_columns_and_figures_over_cost_come_with_cost_alone(priced):
    plain = priced("-s", "degree")
    assert "cost_fraction" not in plain.columns("curve")
    assert not [name for name in plain.means()[0] if "by_cost" in name]
    document = priced("-s", "degree", "--cost", "hours", "--cost-default", "5")
    curve = document.columns("curve")
    assert curve["cumulative_cost"] == [0, 0, 4, 5, 10]  # b, a, c, d
    assert curve["cost_fraction"] == [0, 0, 0.4, 0.5, 1]
    row = document.means()[0]
    giant = curve["giant"]
    weighted = 4 * giant[2] + 1 * giant[3] + 5 * giant[4]
    assert row["area_giant_by_cost"] == pytest.approx(weighted / 10)
    assert row["dismantling_cost"] == 10
    lines = collapse_chart(document).panels
    assert [panel.x_title.split(":")[0] for panel in lines] == [
        "accounts removed",
        "cost of the removals",
    ]
    assert lines[1].lines[0].x == [0, 0, 0.4, 0.5, 1]


def test_a_condition_may_name_figures_over_cost(priced):
    options = "-s", "degree", "--cost", "hours", "--cost-default", "5"
    priced(*options, "--fail-if", "degree.half_giant_by_cost > 0.9")
    priced(*options, "--until", "cost_fraction >= 0.4")
