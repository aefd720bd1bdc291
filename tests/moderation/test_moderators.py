"""Moderators whose errors differ by group, against their definition."""

from __future__ import annotations

import math
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.hashing import uniform
from graphres.moderation.moderators import Moderator
from tests.graphs import follow_graphs

RATES = st.sampled_from([0.0, 0.1, 0.4, 0.9])


def first_number(seed, stream, run, key):
    return float(uniform(seed, stream, run, np.array([key], dtype=np.uint64))[0])


@given(follow_graphs(), st.data())
def test_errors_by_account_are_as_defined(graph, data):
    n = graph.n
    miss, alarm = (np.array(data.draw(st.lists(RATES, min_size=n, max_size=n))) for _ in "ab")
    order = np.array(data.draw(st.permutations(range(n))), dtype=np.int32)[: (n + 1) // 2]
    moderator = Moderator(miss, alarm)
    pool = [v for v in range(n) if v not in order and alarm[v] > 0]
    if alarm.any() and len(order) and not pool:
        with pytest.raises(InputError, match="nobody to hit"):
            moderator.errors(graph, order, order, seed=3, run=1)
        return
    found = moderator.errors(graph, order, order, seed=3, run=1)
    for place, account in enumerate(order.tolist()):
        key = graph.keys[account]
        assert found.missed[place] == (first_number(3, "miss", 1, key) < miss[account])
        left = 1 - first_number(3, "false alarm", 1, key)
        j = next(j for j in count() if not left <= alarm[account] ** (j + 1))
        assert found.mistakes[place] == j
    if alarm.any():
        rings = {
            v: -math.log1p(-first_number(3, "mistaken", 1, graph.keys[v])) / alarm[v] for v in pool
        }
        assert found.pool.tolist() == sorted(pool, key=lambda v: rings[v])


@given(follow_graphs(), RATES, RATES)
def test_equal_rates_by_account_are_the_single_rate(graph, miss, alarm):
    order = np.arange(graph.n // 2, dtype=np.int32)
    each = np.ones(graph.n)
    made = [Moderator(miss, alarm), Moderator(miss * each, alarm * each)]
    if alarm and len(order) == graph.n:
        return
    one, other = (m.errors(graph, order, order, seed=1, run=0) for m in made)
    assert np.array_equal(one.missed, other.missed)
    assert np.array_equal(one.mistakes, other.mistakes)
    assert np.array_equal(one.pool, other.pool)


def test_who_is_misjudged_more_often_is_hit_earlier():
    graph = FollowGraph.from_pairs([(f"a{i}", "hub") for i in range(2000)])
    alarm = np.where(np.arange(graph.n) % 2, 0.3, 0.1)
    hub = np.array([graph.ids.to_pylist().index("hub")], dtype=np.int32)
    pool = Moderator(0.0, alarm).errors(graph, hub, hub, seed=0, run=0).pool
    assert np.mean(alarm[pool[:200]] == 0.3) == pytest.approx(0.75, abs=0.1)


def test_a_rate_that_is_none():
    with pytest.raises(UsageError, match="share missed"):
        Moderator(np.array([0.1, 1.2]))
    with pytest.raises(UsageError, match="false alarms"):
        Moderator(0.0, np.array([0.1, 1.0]))
