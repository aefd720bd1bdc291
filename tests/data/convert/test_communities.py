"""Communities: found again in rows of another order, named by size, and a group where asked."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from graphres.data.convert.communities import find_communities
from graphres.graph import FollowGraph
from graphres.spread.listeners import group_by_community, listeners

igraph = pytest.importorskip("igraph", reason="no igraph")


def cliques(*sizes: int) -> list[tuple[str, str]]:
    """Follows within groups of these sizes, and one from each group to the next."""
    groups = [[f"{group}-{i}" for i in range(size)] for group, size in enumerate(sizes)]
    within = [(a, b) for group in groups for a in group for b in group if a < b]
    return within + [(one[0], other[0]) for one, other in pairwise(groups)]


def by_name(graph: FollowGraph, seed: int = 0) -> dict[str, int]:
    return dict(zip(graph.ids.to_pylist(), find_communities(graph, seed).tolist(), strict=True))


def test_communities_are_the_groups_the_largest_first():
    found = by_name(FollowGraph.from_pairs(cliques(5, 8, 6)))
    assert {name: {"1": 0, "2": 1, "0": 2}[name[0]] for name in found} == found


@pytest.mark.parametrize("seed", [0, 7])
def test_rows_in_another_order_give_the_same_communities(seed):
    rng = np.random.default_rng(3)
    pairs = [(f"u{a}", f"u{b}") for a, b in rng.integers(0, 60, (150, 2)).tolist() if a != b]
    shuffled = pairs.copy()
    random.Random(1).shuffle(shuffled)
    first = by_name(FollowGraph.from_pairs(pairs), seed)
    assert by_name(FollowGraph.from_pairs(shuffled), seed) == first
    assert len(set(first.values())) > 2


def test_drawing_communities_leaves_the_random_numbers_of_others_alone():
    random.seed(5)
    expected = random.random()
    random.seed(5)
    find_communities(FollowGraph.from_pairs(cliques(3, 4)))
    assert random.random() == expected


def test_the_smallest_communities_are_one_group():
    graph = FollowGraph.from_pairs(cliques(5, 6, 4, 3))
    groups = group_by_community(graph, most=2)
    assert groups.names == ("community 1", "community 2", "smaller communities")
    assert groups.sizes.tolist() == [6, 5, 7]


def test_a_column_called_community_wins_and_a_note_says_so(caplog):
    graph = FollowGraph.from_pairs(cliques(3, 4))
    table = pd.DataFrame({"community": ["x", "y"] * 3 + ["x"]})
    with caplog.at_level(logging.INFO, logger="graphres"):
        groups = listeners(replace(graph, attributes=table), "community")
        assert groups is not None
        assert groups.names == ("x", "y")
    assert "column 'community' of the account table" in caplog.text
    found = listeners(graph, "community")
    assert found is not None
    assert found.names == ("community 1", "community 2")


def test_a_graph_without_accounts_has_no_community():
    graph = FollowGraph.from_pairs([])
    assert find_communities(graph).tolist() == []
    assert group_by_community(graph).names == ()
