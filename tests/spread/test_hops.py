"""Reach now: hop by hop, group by group, and who carries the message on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.spread import Grouping, Spread, reach, reach_curve
from graphres.spread.hops import HOPS
from graphres.spread.sample import joint_mean
from tests import graphs
from tests.reference.reach import worlds_of


def by_hop(live: set[tuple[int, int]], poster: int) -> tuple[dict[int, int], set[int]]:
    """Hop at which every account hears, and the accounts that tell somebody new."""
    hop, front, carriers = {poster: 0}, {poster}, set()
    while front:
        told = {(u, v) for u, v in live if v in front and u not in hop}
        carriers |= {v for _, v in told}
        for u, v in told:
            hop.setdefault(u, hop[v] + 1)
        front = {u for u, _ in told}
    return hop, carriers


@settings(max_examples=40)
@given(graphs.follow_graphs(largest=9), st.sampled_from([0.3, 0.7, 1.0]), st.integers(0, 3))
def test_hops_and_carriers_are_those_of_every_world(graph, p, seed):
    spread = Spread(probability=p, worlds=64, seed=seed)
    found = reach(graph, spread)
    drawn = worlds_of(graph, spread)
    hops = np.zeros((graph.n + 1, len(drawn)))
    carries, hears = np.zeros((2, graph.n))
    for world, (poster, live) in enumerate(drawn):
        hop, carriers = by_hop(live, poster)
        carries[list(carriers)] += 1
        for account, h in hop.items():
            hops[h, world] += 1
            hears[account] += account != poster
    far = int(np.flatnonzero(hops[1:].any(axis=1)).max(initial=-1)) + 1
    expected = [joint_mean([row / graph.n], is_exact=found.is_exact) for row in hops[1 : far + 1]]
    assert [h.mean for h in found.by_hop] == pytest.approx([mean for mean, _, _ in expected])
    assert [h.low for h in found.by_hop] == pytest.approx([max(low, 0) for _, low, _ in expected])
    assert [h.high for h in found.by_hop] == pytest.approx([min(high, 1) for *_, high in expected])
    np.testing.assert_allclose(found.carries, carries / len(drawn))
    np.testing.assert_allclose(found.hears, hears / len(drawn))


@given(graphs.follow_graphs())
def test_it_is_the_start_of_the_curve(graph):
    spread = Spread(probability=0.4, worlds=64)
    found = reach(graph, spread)
    curve = reach_curve(graph, np.zeros(0, dtype=np.int32), spread)
    assert found.whole.mean == curve.mean[0]
    assert (found.whole.low, found.whole.high) == (curve.low[0], curve.high[0])
    assert sum(hop.mean for hop in found.by_hop) == pytest.approx(found.whole.mean)


def test_far_hops_share_the_last_row():
    n = 50
    only_end = np.arange(n) == n - 1
    found = reach(graphs.path(n), Spread(probability=1.0, sources=only_end))
    assert len(found.by_hop) == HOPS - 1
    assert found.by_hop[0].mean == 1 / n
    assert found.by_hop[-1].mean == pytest.approx((n - 1 - (HOPS - 2)) / n)


def test_groups_are_counted_and_threads_change_nothing():
    graph = graphs.crowded(200, 4)
    groups = Grouping.by("side", ["in" if i % 3 else "out" for i in range(200)])
    spread = Spread(probability=0.3, worlds=192)
    one, two = (reach(graph, spread, groups=groups, jobs=jobs) for jobs in (1, 3))
    assert one.by_hop == two.by_hop
    assert one.by_group == two.by_group
    assert sum(g.mean for g in one.by_group.values()) == pytest.approx(one.whole.mean)
    assert 0 <= one.whole.low < one.whole.mean < one.whole.high <= 1


def test_together_sources_that_hear_of_another_count():
    graph = graphs.path(3)  # 0 follows 1, 1 follows 2
    both = np.array([False, True, True])
    found = reach(graph, Spread(probability=1.0, sources=both, together=True))
    assert found.whole.mean == pytest.approx(2 / 3)
    assert found.worlds == 1
