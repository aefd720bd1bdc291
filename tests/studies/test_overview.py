"""What one wants to know first: each figure is that of the study it comes from."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.data.generators import generate
from graphres.data.reading import read_follows
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.interventions import intervene
from graphres.spread import Spread, reach_curve
from graphres.studies.overview import LEVERS, overview
from graphres.studies.overview import effort as efforts


def small() -> FollowGraph:
    return generate("preferential", n=60, mean_followers=5, seed=3)


def test_the_figures_are_those_of_the_studies() -> None:
    graph = small()
    result = overview(graph, 3, jobs=1)
    spread = Spread(result.levels[result.middle].probability, worlds=256)
    assert result.levers.rows() == intervene(graph, LEVERS, budget=3, spread=spread, jobs=1).rows()
    followers = graph.in_degree[result.leaders.order]
    assert followers.tolist() == sorted(graph.in_degree.tolist(), reverse=True)[:5]
    targeted = result.removals[result.middle][0]
    assert targeted.removed[-1] == 3
    assert targeted.order is not None
    assert targeted.values["reach"][0] == pytest.approx(
        reach_curve(graph, targeted.order, spread, jobs=1).mean[0]
    )
    following = graph.out_degree[result.reverse_leaders]
    assert following.tolist() == sorted(graph.out_degree.tolist(), reverse=True)[:5]


def test_the_same_whatever_the_threads() -> None:
    one, other = (overview(small(), 3, seed=7, jobs=jobs) for jobs in (1, 2))
    assert one.levels == other.levels
    assert one.levers.rows() == other.levers.rows()
    for a, b in zip(one.curves, other.curves, strict=True):
        assert np.array_equal(a.values["reach"], b.values["reach"])
    assert one.campaign is not None
    assert other.campaign is not None
    assert one.campaign.rows("doses") == other.campaign.rows("doses")


def test_a_large_graph_gets_less_and_no_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efforts, "_SMALL", 10)
    reduced = overview(small(), 3, jobs=1)
    assert reduced.campaign is None
    assert reduced.stability is None
    assert reduced.effort.worlds < efforts.FULL.worlds
    monkeypatch.setattr(efforts, "_MEDIUM", 20)
    assert len(overview(small(), 3, jobs=1).levels) == 1


def test_what_cannot_be_overlooked_is_refused() -> None:
    with pytest.raises(InputError, match="no account"):
        overview(FollowGraph.from_pairs([]), 1)
    for budget in (0, 61):
        with pytest.raises(UsageError, match="out of range"):
            overview(small(), budget)


def test_a_graph_without_follows_has_no_campaign(tmp_path) -> None:
    table = tmp_path / "self.csv"
    table.write_text("follower,followed\na,a\nb,b\n")
    graph, _ = read_follows(table)
    assert overview(graph, 1, jobs=1).campaign is None
