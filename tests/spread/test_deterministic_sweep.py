"""Reach where every follow passes the message on: held to the general sweep and to networkx."""

from __future__ import annotations

import inspect
from dataclasses import fields

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.graph import FollowGraph
from graphres.graph.orders import back_order
from graphres.kernels.cascade.deterministic_sweep import certain_sweep
from graphres.kernels.compiled import Kernel
from graphres.spread import Grouping, Spread, Worlds
from graphres.spread import deterministic_sweep as certain
from graphres.spread.counts import BlockCounts
from graphres.spread.sweep import sweep_block
from graphres.strategies import strategy
from tests import graphs
from tests.conftest import all_kernels
from tests.reference import measures as reference

#: Modules of the kernels that run here, interpreted and compiled.
_SWEEPING = (
    "graphres.kernels.cascade.deterministic_sweep",
    "graphres.kernels.cascade.reach_sweep",
    "graphres.kernels.cascade.scc_anchor",
    "graphres.kernels.components.strong",
)

#: Follows looked at before an anchor is chosen: at every chance, seldom, as it is, never.
patiences = st.sampled_from([0, 1, 3, 10, None, 10**9])


def by_groups(graph: FollowGraph, count: int) -> Grouping | None:
    values = [str(account * 7 % count) for account in range(graph.n)] if count else []
    return Grouping.by("colour", values) if count else None


def blocks_of(worlds: Worlds, order, groups, kept, patience=None) -> list[BlockCounts]:
    """What every block counts, with anchors chosen after so many follows."""
    usual = certain.sweep_certain

    def hurried(*asked):
        return usual(*asked, patience=patience)

    order = np.array(order, dtype=np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graphres.spread.sweep.sweep_certain", hurried)
        return [sweep_block(worlds, b, order, groups, kept) for b in range(worlds.blocks)]


def assert_general(graph, order, groups, kept, patience, sources=None) -> None:
    """Every number is the one that worlds with drawn follows give, to the bit."""
    worlds = Worlds(graph, Spread(probability=1.0, sources=sources))
    assert worlds.are_certain
    found = blocks_of(worlds, order, groups, kept, patience)
    worlds.are_certain = False
    expected = blocks_of(worlds, order, groups, kept)
    for block, other in zip(found, expected, strict=True):
        for field in fields(BlockCounts):
            value, wanted = getattr(block, field.name), getattr(other, field.name)
            assert value.dtype == wanted.dtype
            np.testing.assert_array_equal(value, wanted, err_msg=field.name)


@settings(max_examples=150)
@given(graphs.graphs_and_orders(largest=25), st.integers(0, 3), patiences, st.data())
def test_all_counts_are_those_of_the_general_sweep(case, groups, patience, data):
    graph, order = case
    kept = sorted(data.draw(st.sets(st.integers(0, len(order)), min_size=1)))
    grouping = by_groups(graph, groups)
    assert_general(graph, order, grouping, np.array(kept), patience)


@pytest.mark.parametrize("patience", [0, 40, 700, None])
@pytest.mark.parametrize("spec", ["in-degree", "random"])
@pytest.mark.parametrize(("mean", "groups"), [(1.3, 2), (3, 0), (12, 3)])
def test_crowds_of_several_blocks_agree(spec, mean, groups, patience):
    graph = graphs.crowded(300, mean, seed=3)
    order = strategy(spec)(graph)
    for length in (20, graph.n):
        kept = np.unique([0, length // 3, length])
        assert_general(graph, order[:length], by_groups(graph, groups), kept, patience)


@pytest.mark.parametrize("patience", [0, 100, None])
def test_communities_that_meet_late_agree(patience):
    """Three crowds, and accounts between them that come back last: anchors change."""
    rng = np.random.default_rng(5)
    place = rng.integers(0, 100, (3, 400, 2)) + 100 * np.arange(3)[:, None, None]
    between = [(300, 5), (105, 300), (301, 150), (220, 301), (302, 260), (10, 302)]
    graph = graphs.make(303, [*map(tuple, place.reshape(-1, 2).tolist()), *between])
    order = [300, 301, 302, *rng.permutation(300).tolist()]
    assert_general(graph, order, None, np.array([0, 3]), patience, np.arange(303) % 5 == 0)


@settings(max_examples=60)
@given(graphs.graphs_and_orders(largest=14), patiences)
def test_every_world_reaches_what_networkx_does(case, patience):
    graph, order = case
    worlds = Worlds(graph, Spread(probability=1.0))
    every = np.arange(len(order) + 1)
    counted = blocks_of(worlds, order, None, every, patience)
    for k in every:
        left = reference.as_networkx(graph)
        left.remove_nodes_from(order[:k])
        told = left.reverse()  # from the followed to the follower
        reached = [len(nx.descendants(told, s)) if s in told else 0 for s in worlds.posters]
        assert counted[0].by_world[0, k, : worlds.count].tolist() == reached
        assert counted[0].total[0, k] == sum(reached)


@pytest.mark.parametrize("patience", [0, None])
def test_the_whole_graph_tells_who_is_reached_in_which_world(patience):
    graph = graphs.crowded(60, 2, seed=1)
    worlds = Worlds(graph, Spread(probability=1.0))
    back, posted = back_order(graph.n, np.arange(60, dtype=np.int32)), worlds.posted(0)
    counts = BlockCounts.none(1, 60, 1)
    asked = (np.zeros(60, np.int32), np.array([0]), 60, counts.of_sweep)
    found = certain.sweep_certain(graph, back, posted, *asked, patience=patience)
    told = reference.as_networkx(graph).reverse()
    for world, poster in enumerate(worlds.posters):
        hears = np.flatnonzero(found >> np.uint64(world) & np.uint64(1))
        assert set(hears.tolist()) == nx.descendants(told, poster), world


def test_the_anchor_is_of_the_largest_component_of_those_present():
    graph = graphs.make(9, [(0, 1), (1, 0), *((i, 2 + (i - 1) % 5) for i in range(2, 7)), (7, 8)])
    everyone = np.ones(9, np.uint8)
    largest = max(nx.strongly_connected_components(reference.as_networkx(graph)), key=len)
    assert certain._in_largest(graph, everyone) in largest
    everyone[4] = 0  # breaks the larger ring
    assert certain._in_largest(graph, everyone) in (0, 1)


@pytest.mark.parametrize(("n", "mean"), [(1, 0), (40, 2), (300, 6)])
def test_interpreted_and_compiled_give_the_same_bytes(monkeypatch, n, mean):
    graph = graphs.crowded(n, mean)
    worlds = Worlds(graph, Spread(probability=1.0))
    given = (worlds, strategy("in-degree")(graph), by_groups(graph, 2), np.array([0, n]))
    made = []
    for due in (False, True):
        monkeypatch.setattr(Kernel, "_is_due", lambda *_, due=due: due)
        for each in all_kernels():
            if each.__wrapped__.__module__.startswith(_SWEEPING):
                monkeypatch.setattr(each, "_compiled", each.compiled() if due else None)
        counted = blocks_of(*given, patience=30)
        made.append([getattr(b, f.name).tobytes() for b in counted for f in fields(b)])
    assert made[0] == made[1]


def test_what_worlds_share_is_not_flooded_again(monkeypatch):
    """60 accounts follow each other; a poster whom one of them follows comes back last."""
    everyone = [(u, v) for u in range(60) for v in range(60)]
    graph = graphs.make(61, [*everyone, (7, 60)])
    order = np.array([60, *range(60)], dtype=np.int32)
    calls = []

    def observed(*given):
        named = inspect.signature(certain_sweep.function).bind(*given).arguments
        before = named["own"].sum()
        certain_sweep(*given)
        calls.append((int(named["own"].sum() - before), int(named["state"][3])))

    monkeypatch.setattr(certain, "certain_sweep", observed)
    blocks_of(Worlds(graph, Spread(probability=1.0)), order, None, np.array([0]), patience=100)
    assert len(calls) == 2
    assert calls[0][0] > 0
    assert calls[1] == (0, 1)  # only the last poster's own follower is looked at, and shared


def test_only_worlds_in_which_all_follows_are_live_are_certain():
    graph = graphs.karate()

    def of(**given) -> bool:
        return Worlds(graph, Spread(**given)).are_certain

    assert of(probability=1.0)
    assert not of(probability=0.0)
    assert not of(probability=0.5)
    assert not of(probability="wc")
    assert not of(probability=1.0, model="lt")


def test_no_words_of_follows_are_made(monkeypatch):
    """8 bytes a follow are what drawn worlds take; these take none."""
    worlds = Worlds(graphs.karate(), Spread(probability=1.0))
    monkeypatch.setattr(worlds, "live", lambda block: pytest.fail("follows were drawn"))
    assert blocks_of(worlds, [0, 33], None, np.array([0, 2]))[0].total[0, 0] == 34 * 33
