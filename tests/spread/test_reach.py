"""Reach at every removal: world by world against the definition, and against exact expectations."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.measures import measure
from graphres.measures.base import MeasureSetting
from graphres.measures.curves import collapse
from graphres.spread import Grouping, Spread, Worlds, reach_curve
from graphres.spread.sweep import sweep_block
from graphres.stats.intervals import world_interval
from graphres.strategies import strategy
from tests import graphs
from tests.reference import measures as reference
from tests.reference import reach as reference_reach

probabilities = st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.9, 1.0, "wc"])


def order_of(accounts) -> np.ndarray:
    return np.array(accounts, dtype=np.int32)


@settings(max_examples=40)
@given(graphs.graphs_and_orders(largest=9), probabilities, st.integers(0, 3), st.data())
def test_every_world_is_its_definition_at_every_removal(case, p, seed, data):
    graph, order = case
    sources = sorted(data.draw(st.sets(st.integers(0, graph.n - 1), min_size=1)))
    model = data.draw(st.sampled_from(["ic", "lt"]))
    mask = np.isin(np.arange(graph.n), sources)
    spread = Spread(probability=p, model=model, worlds=64, seed=seed, sources=mask)
    every = np.arange(len(order) + 1)
    curve = reach_curve(graph, order_of(order), spread, kept=every)
    drawn = reference_reach.worlds_of(graph, spread)
    expected = [
        [
            reference_reach.reached(live, poster, set(range(graph.n)) - set(order[:k]))
            for poster, live in drawn
        ]
        for k in every
    ]
    bits = curve.worlds
    block, bit = Worlds(graph, spread).places()
    np.testing.assert_array_equal(curve.sample.by_world[:, block * 64 + bit], expected)
    np.testing.assert_allclose(curve.mean, np.mean(expected, axis=1) / graph.n, atol=1e-12)
    area = np.sum(expected[1:], axis=0) if len(order) else np.zeros(bits)
    np.testing.assert_array_equal(curve.sample.area_by_world[block * 64 + bit], area)


@settings(max_examples=40)
@given(graphs.graphs_and_orders(largest=9), st.sampled_from([0.3, 0.6, 1.0]), st.data())
def test_losses_split_exactly_world_by_world(case, p, data):
    graph, order = case
    spread = Spread(probability=p, worlds=64)
    curve = reach_curve(graph, order_of(order), spread)
    drawn = reference_reach.worlds_of(graph, spread)
    for k in range(len(order) + 1):
        parts = [reference_reach.split(live, s, order[:k], graph.n) for s, live in drawn]
        whole = len(drawn) * graph.n
        silenced, removed, cut = (sum(part) / whole for part in zip(*parts, strict=True))
        assert curve.silenced[k] == pytest.approx(silenced)
        assert curve.removed[k] == pytest.approx(removed)
        assert curve.cut[k] == pytest.approx(cut, abs=1e-11)


@settings(max_examples=40)
@given(graphs.graphs_and_orders(largest=8), st.sampled_from([0.3, 0.7, 1.0]), st.data())
def test_sources_that_post_together_hear_of_one_another(case, p, data):
    graph, order = case
    sources = data.draw(st.sets(st.integers(0, graph.n - 1), min_size=1))
    mask = np.isin(np.arange(graph.n), sorted(sources))
    spread = Spread(probability=p, worlds=64, sources=mask, together=True)
    curve = reach_curve(graph, order_of(order), spread)
    drawn = reference_reach.worlds_of(graph, spread)
    for k in range(len(order) + 1):
        there = set(range(graph.n)) - set(order[:k])
        counts = [reference_reach.reached_together(live, sources, there) for _, live in drawn]
        assert curve.mean[k] == pytest.approx(np.mean(counts) / graph.n), k
    left = curve.silenced + curve.removed + curve.cut + curve.mean
    np.testing.assert_allclose(left, curve.mean[0], atol=1e-11)
    assert np.all(curve.cut >= -1e-11)


class AllWorlds(Worlds):
    """All 2^m worlds of fair coins, one poster."""

    def __init__(self, graph: FollowGraph, poster: int) -> None:
        only = np.arange(graph.n) == poster
        super().__init__(graph, Spread(probability=0.5, sources=only))
        self.follows = len(graph.followers.targets)
        self.count = max(64, 2**self.follows)

    def places(self):
        world = np.arange(self.count)
        return world // 64, world % 64

    def posted(self, block):
        made = np.zeros(self.graph.n, dtype=np.uint64)
        made[self.sources] = np.uint64(2**64 - 1)
        return made

    def live(self, block):
        live = super().live(block)
        live.drawn[:] = 1
        for e in range(self.follows):
            worlds = range(64 * block, 64 * block + 64)
            live.live[e] = sum(1 << w for w, world in enumerate(worlds) if world >> e & 1)
        return live


@settings(max_examples=15)
@given(st.integers(2, 5), st.data())
def test_the_sweep_over_all_worlds_is_the_exact_expectation(n, data):
    follow = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda f: f[0] != f[1])
    graph = graphs.make(n, data.draw(st.lists(follow, min_size=1, max_size=8, unique=True)))
    order = data.draw(st.permutations(range(n)))
    total = np.zeros(n + 1)
    for poster in range(n):
        worlds = AllWorlds(graph, poster)
        for block in range(worlds.blocks):
            found = sweep_block(worlds, block, order_of(order), None, np.array([0]))
            total += found.total[0] / worlds.count
    for k in range(n + 1):
        exact = reference_reach.exact_reach(graph, 0.5, list(range(n)), order[:k])
        assert total[k] / n / n == pytest.approx(exact)


@pytest.mark.parametrize("p", [0.1, 0.3, 0.8])
def test_sampled_means_lie_about_the_exact_expectation(p):
    graph = graphs.make(6, [(1, 0), (2, 0), (3, 1), (3, 2), (4, 3), (0, 4), (5, 3), (0, 5)])
    curve = reach_curve(graph, order_of([3, 0]), Spread(probability=p, worlds=64 * 200))
    for k in range(3):
        exact = reference_reach.exact_reach(graph, p, list(range(6)), [3, 0][:k])
        apart = curve.high[k] - curve.low[k]  # about four standard errors
        assert abs(curve.mean[k] - exact) < apart + 1e-12


@given(graphs.graphs_and_orders())
def test_certain_follows_reach_all_who_can_be_reached(case):
    graph, order = case
    curve = reach_curve(graph, order_of(order), Spread(probability=1.0))
    assert curve.is_exact
    whole = reference.as_networkx(graph).reverse()
    for k in range(len(order) + 1):
        left = whole.copy()
        left.remove_nodes_from(order[:k])
        exact = sum(len(nx.descendants(left, s)) for s in left) / graph.n**2
        assert curve.mean[k] == pytest.approx(exact)
        assert curve.low[k] == curve.high[k] == curve.mean[k]


@given(graphs.graphs_and_orders())
def test_no_follow_passes_on_at_probability_0(case):
    graph, order = case
    assert not reach_curve(graph, order_of(order), Spread(probability=0.0)).mean.any()


@settings(max_examples=25)
@given(graphs.graphs_and_orders(), st.integers(0, 5))
def test_more_removals_never_raise_reach_in_any_world(case, seed):
    graph, order = case
    every = np.arange(len(order) + 1)
    spread = Spread(probability=0.4, seed=seed, worlds=64)
    curve = reach_curve(graph, order_of(order), spread, kept=every)
    assert np.all(np.diff(curve.sample.by_world, axis=0) <= 0)


def named(pairs: list[tuple[int, int]]) -> FollowGraph:
    return FollowGraph.from_pairs([(f"a{u}", f"a{v}") for u, v in pairs])


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_rows_threads_and_strategies_change_no_draw(model):
    rng = np.random.default_rng(1)
    pairs = [(int(u), int(v)) for u, v in rng.integers(0, 40, (160, 2))]
    one, other = named(pairs), named(pairs[::-1])
    spread = Spread(probability=0.3, model=model, worlds=192)
    first = strategy("in-degree")(one)
    same = other.index_of(one.ids.take(first).to_pylist()).astype(np.int32)
    found = reach_curve(one, first, spread, jobs=1)
    again = reach_curve(other, same, spread, jobs=3)
    assert found.mean.tobytes() == again.mean.tobytes()
    assert found.low.tobytes() == again.low.tobytes()
    assert found.high.tobytes() == again.high.tobytes()
    assert reach_curve(one, first[::-1].copy(), spread).mean[0] == found.mean[0]


@pytest.mark.parametrize("sources", [1, 3, 40, 63, 64, 65, 100, 300])
@pytest.mark.parametrize("worlds", [64, 256])
def test_sources_have_equally_many_worlds_but_for_one(sources, worlds):
    graph = graphs.crowded(300, 4)
    mask = np.arange(300) < sources
    made = Worlds(graph, Spread(worlds=worlds, sources=mask))
    counts = np.bincount(made.posters, minlength=300)[:sources]
    assert counts.sum() == worlds
    assert counts.max() - counts.min() <= 1
    posted = [made.posted(block) for block in range(made.blocks)]
    assert sum(int(word).bit_count() for block in posted for word in block) == worlds


def test_certain_worlds_beyond_a_few_thousand_sources_are_sampled():
    assert Worlds(graphs.path(4096), Spread(probability=1.0)).are_enumerated
    sampled = Worlds(graphs.path(4097), Spread(probability=1.0))
    assert not sampled.are_enumerated
    assert sampled.count == 256


def test_groups_of_listeners_sum_to_the_whole():
    graph = graphs.crowded(80, 4)
    groups = Grouping.by("side", ["in" if i % 3 else None for i in range(80)])
    curve = reach_curve(graph, order_of(range(80)), Spread(probability=0.4), groups=groups)
    assert list(curve.groups) == ["(none)", "in"]
    parts = sum(group.mean for group in curve.groups.values())
    np.testing.assert_allclose(parts, curve.mean, atol=1e-12)
    assert 0 < curve.groups["in"].mean[0] < curve.mean[0]


def test_a_group_counts_its_own_listeners():
    graph = graphs.star(9)  # the hub, account 0, is heard by all others
    groups = Grouping.by("half", ["a" if i < 5 else "b" for i in range(10)])
    only_hub = np.arange(10) == 0
    spread = Spread(probability=1.0, sources=only_hub)
    curve = reach_curve(graph, order_of([9, 0]), spread, groups=groups)
    assert curve.groups["a"].mean.tolist() == [0.4, 0.4, 0.0]
    assert curve.groups["b"].mean.tolist() == [0.5, 0.4, 0.0]


def test_what_a_removal_takes_away_has_its_own_interval():
    graph = graphs.crowded(60, 4)
    order = strategy("in-degree")(graph)
    curve = reach_curve(graph, order, Spread(probability=0.3), kept=np.array([0, 1, 2, 5, 60]))
    lost = -np.diff(curve.sample.by_world, axis=0)[:2] / graph.n
    np.testing.assert_allclose(curve.steps[1:3], lost.mean(axis=1), atol=1e-12)
    low, high = curve.step_ends()
    np.testing.assert_allclose((low[1:3], high[1:3]), world_interval(lost))
    assert np.isnan(low[3:]).all()
    assert np.isnan(high[3:]).all()
    assert low[0] == high[0] == 0


def test_intervals_are_those_of_the_worlds_kept():
    graph = graphs.crowded(60, 4)
    groups = Grouping.by("half", ["a" if i < 30 else "b" for i in range(60)])
    kept = np.array([0, 10, 40])
    spread = Spread(probability=0.3)
    curve = reach_curve(graph, order_of(range(60)), spread, groups=groups, kept=kept)
    low, high = world_interval(curve.sample.by_world / graph.n)
    np.testing.assert_allclose(curve.whole.low_kept, low)
    np.testing.assert_allclose(curve.high[kept], high)
    # Between the places kept an interval is as wide as at the last one.
    assert curve.high[25] - curve.mean[25] == pytest.approx(high[1] - curve.mean[10])
    assert np.all(curve.low <= curve.mean)
    assert np.all(curve.groups["a"].low <= curve.groups["a"].high)
    every = reach_curve(graph, order_of(range(60)), spread, groups=groups, kept=np.arange(61))
    assert every.groups["b"].high[10] == curve.groups["b"].high[10]


def test_column_of_probabilities():
    ids = graphs.make(3, []).ids
    follower, followed = (np.array(x, dtype=np.int32) for x in ([1, 2], [0, 1]))
    graph, _ = FollowGraph.from_follows(ids, follower, followed, probability=np.array([1.0, 0.0]))
    curve = reach_curve(graph, order_of([]), Spread(probability="col"))
    assert curve.mean.tolist() == [pytest.approx(1 / 9)]
    with pytest.raises(InputError, match="col:NAME"):
        reach_curve(graphs.path(3), order_of([]), Spread(probability="col"))


def test_nobody_to_post_is_said():
    with pytest.raises(InputError, match="no account may post"):
        Worlds(graphs.path(3), Spread(sources=np.zeros(3, dtype=bool)))


@pytest.mark.parametrize(
    "wrong", [{"model": "sir"}, {"probability": 1.5}, {"probability": "x"}, {"worlds": 100}]
)
def test_an_impossible_spread_is_refused(wrong):
    with pytest.raises(UsageError):
        Spread(**wrong)


def test_reach_is_a_measure_of_a_curve():
    graph = graphs.crowded(60, 4)
    order = strategy("in-degree")(graph)
    curve = collapse(graph, order, measures=["giant", "reach"], spread=Spread(probability=0.3))
    assert curve["reach"][0] > curve["reach"][30] > curve["reach"][-1] == 0
    frame = curve.to_frame()
    assert np.all(frame["reach_low"] <= frame["reach"])
    assert np.all(frame["reach"] <= frame["reach_high"])
    figures = curve.summary()
    assert figures["area_reach_low"] < figures["area_reach"] < figures["area_reach_high"]
    assert figures["worlds"] == 256
    assert figures["worlds_to_halve"] == 1024
    cut = curve.reach.cut
    assert figures["reach_cut_max"] == cut.max()
    alone = collapse(graph, order, measures=["reach"], sources=np.arange(60) < 3)
    assert alone.reach.sources == 3


def test_an_empty_graph_has_no_reach():
    curve = collapse(graphs.make(0, []), [], measures=["reach"])
    assert curve.summary()["area_reach_low"] is None
    assert np.isnan(curve.columns()["reach_low"]).all()


def test_a_curve_may_stop_early():
    graph = graphs.crowded(60, 4)
    order = strategy("in-degree")(graph)
    kept = np.arange(61)
    whole = collapse(graph, order, measures=["reach"], checkpoints=kept)
    short = collapse(graph, order[:20], measures=["reach"], checkpoints=kept[:21])
    cut = whole.cut_to(20)
    np.testing.assert_array_equal(cut["reach"], short["reach"])
    np.testing.assert_array_equal(cut.reach.low, short.reach.low)
    np.testing.assert_array_equal(cut.reach.high, short.reach.high)
    np.testing.assert_array_equal(cut.reach.sample.area_by_world, short.reach.sample.area_by_world)
    np.testing.assert_array_equal(cut.reach.cut, short.reach.cut)


def test_measures_take_a_setting():
    graph = graphs.path(3)
    setting = MeasureSetting(Spread(probability=1.0, sources=np.array([False, False, True])))
    values = measure(graph, order_of([0]), ["reach", "audience"], setting)
    assert values["reach"].tolist() == [pytest.approx(2 / 3), pytest.approx(1 / 3)]
