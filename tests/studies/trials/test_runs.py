"""Strategies side by side: runs, limits, sums, and the same bytes whatever the threads."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from graphres.data.expressions import parse
from graphres.errors import ExpressionError
from graphres.graph.orders import place_checkpoints
from graphres.measures.curves import collapse
from graphres.stats.intervals import t_interval
from graphres.strategies import strategy
from graphres.studies.trials.runs import Plan, check_until, run_trials
from graphres.studies.trials.summary import summarise
from tests import graphs


def trials(specs=("in-degree", "random"), **plan):
    graph = graphs.crowded(60, 4)
    return graph, run_trials(graph, [strategy(spec) for spec in specs], Plan(**plan), jobs=2)


def test_random_strategies_run_several_times_and_others_once():
    _, found = trials(runs=3)
    assert [(t.strategy, t.run) for t in found] == [
        ("in-degree", 0),
        ("random", 0),
        ("random", 1),
        ("random", 2),
    ]
    assert found[1].summary["R"] != found[2].summary["R"]


def test_jobs_change_nothing():
    graph = graphs.crowded(60, 4)
    chosen = [strategy("random"), strategy("degree:adaptive")]
    one = run_trials(graph, chosen, Plan(runs=4), jobs=1)
    two = run_trials(graph, chosen, Plan(runs=4), jobs=4)
    assert [t.summary for t in one] == [t.summary for t in two]


def test_drawn_ties_run_as_often_as_asked():
    graph = graphs.cycle(8)
    found = run_trials(graph, [strategy("in-degree")], Plan(tie_runs=20, points=None))
    assert len(found) == 20
    assert len({tuple(t.values["giant"]) for t in found}) > 1
    mean = summarise(found)[-1]
    assert mean["R_min"] < mean["R"] < mean["R_max"]


def test_budget_and_eligible_hold_for_every_strategy():
    graph = graphs.crowded(60, 4)
    eligible = np.arange(60) % 2 == 0
    plan = Plan(eligible=eligible, limit=7, runs=2, points=None)
    chosen = [strategy(s) for s in ("random", "in-degree", "in-degree:adaptive", "pagerank")]
    for trial in run_trials(graph, chosen, plan):
        assert trial.summary["removed"] == 7
        assert trial.summary["R"] is None


def test_until_stops_at_the_first_removal_where_it_holds():
    graph, found = trials(("in-degree",), until=parse("giant <= 0.5"), points=None)
    whole = collapse(graph, strategy("in-degree")(graph))
    first = int(np.flatnonzero(whole["giant"] <= 0.5)[0])
    assert found[0].removed[-1] == first
    assert found[0].values["giant"][-1] <= 0.5 < found[0].values["giant"][-2]


def test_until_never_reached_goes_to_the_end():
    _, found = trials(("in-degree",), until=parse("giant < 0"))
    assert found[0].removed[-1] == 60


def test_until_may_only_name_what_is_measured():
    with pytest.raises(ExpressionError, match="audience"):
        check_until(parse("audience < 0.5"), ("giant", "follows"))
    check_until(parse("giant < 0.5 or removed > 3"), ("giant",))


def test_sums_use_every_removal_whatever_the_points():
    _, few = trials(("in-degree",), points=5)
    _, every = trials(("in-degree",), points=None)
    assert few[0].summary == every[0].summary
    assert few[0].removed.tolist() == [0, 12, 24, 36, 48, 60]


def test_mean_row_holds_the_t_interval():
    _, found = trials(("random",), runs=5)
    values = [t.summary["R"] for t in found]
    mean = summarise(found)[-1]
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert mean["run"] == "mean"
    assert mean["R"] == pytest.approx(np.mean(values))
    assert (mean["R_low"], mean["R_high"]) == pytest.approx((low, high))


def test_one_run_has_no_interval():
    assert t_interval([0.5]) == (None, None)


@pytest.mark.parametrize(("last", "points"), [(0, 1000), (7, 3), (1000, 1000), (2500, 1000)])
def test_checkpoints_are_rounded_up_and_end_at_the_last(last, points):
    kept = place_checkpoints(last, points)
    exact = sorted({-(-i * last // points) for i in range(points + 1)})
    assert kept.tolist() == exact
    assert kept[-1] == last
    assert place_checkpoints(last, None).tolist() == list(range(last + 1))


def test_progress_is_told_after_every_run():
    seen = []
    graph = graphs.crowded(20, 2)
    run_trials(
        graph,
        [strategy("random")],
        Plan(runs=3),
        on_progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_row_order_changes_no_random_draw():
    rng = np.random.default_rng(0)
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, 30, (90, 2))]
    from graphres.graph import FollowGraph

    named = [(f"a{u}", f"a{v}") for u, v in pairs]
    one = FollowGraph.from_pairs(named)
    other = FollowGraph.from_pairs(named[::-1])
    first = one.ids.take(strategy("random")(one, run=3)).to_pylist()
    assert other.ids.take(strategy("random")(other, run=3)).to_pylist() == first
