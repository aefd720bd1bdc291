"""Snapshots: fates, predictions and random waves against a twin of sets of names."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphres
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.hashing import hash_words
from graphres.studies.comparisons.snapshots import Snapshots
from graphres.studies.comparisons.waves import FIGURES, compare_wave, draw_matched_wave
from tests.reference import wave as twin

NAMES = "abcdefgh"
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1])
FOLLOWS = st.sets(PAIRS, min_size=1, max_size=20)
LATER = st.sets(
    st.tuples(st.sampled_from(NAMES + "xyz"), st.sampled_from(NAMES + "xyz")).filter(
        lambda p: p[0] != p[1]
    ),
    max_size=20,
)


@st.composite
def waves(draw):
    """Follows before and after, kept ones among them, and who was suspended."""
    before = draw(FOLLOWS)
    kept = {pair for pair in sorted(before) if draw(st.booleans())}
    after = kept | draw(LATER)
    everybody = sorted(twin.named(before))
    suspended = draw(st.sets(st.sampled_from(everybody), min_size=1))
    return before, after, suspended


def graph(pairs):
    return FollowGraph.from_pairs(sorted(pairs))


@given(waves())
def test_fates_are_those_of_the_twin(wave):
    before, after, suspended = wave
    first = graph(before)
    both = Snapshots(first, graph(after), first.index_of(sorted(suspended)).astype(np.int32))
    assert both.accounts() == twin.fates_of_accounts(before, after, suspended)
    assert both.follows() == twin.fates_of_follows(before, after, suspended)


@given(waves(), st.sets(st.sampled_from(NAMES)))
def test_predicted_and_observed_are_those_of_the_twin(wave, posting):
    before, after, suspended = wave
    first, everybody = graph(before), twin.named(before)
    sources = np.array([name in posting for name in first.ids.to_pylist()])
    found = compare_wave(
        first, graph(after), first.index_of(sorted(suspended)), sources=sources, runs=1, jobs=1
    )
    rest, there = everybody - suspended, twin.named(after)
    wanted = {
        "before": twin.figures(before, everybody, before, rest, posting),
        "predicted": twin.figures(before, rest, before, rest, posting),
        "observed": twin.figures(after, everybody & there, before, rest, posting),
        "observed_with_joined": twin.figures(after, there, before, rest, posting & everybody),
    }
    for name in FIGURES:
        for column, figures in wanted.items():
            assert found[name][column] == pytest.approx(figures[name]), (name, column)


@given(waves(), st.integers(0, 3))
def test_partners_are_the_nearest_in_followers(wave, run):
    before, _, suspended = wave
    first = graph(before)
    names = first.ids.to_pylist()
    mask = np.array([name in suspended for name in names])
    who, partner = draw_matched_wave(first, mask, seed=4, run=run)
    luck = np.argsort(np.argsort(hash_words(4, "matched wave", run, first.keys)))
    lucky = dict(zip(names, luck.tolist(), strict=True))
    followers = dict(zip(names, first.in_degree.tolist(), strict=True))
    wanted = sorted(suspended, key=lucky.__getitem__)
    found = {names[a]: names[b] for a, b in zip(who.tolist(), partner.tolist(), strict=True)}
    assert found == twin.partners(followers, wanted, lucky)


def test_random_waves_are_removals_of_partners():
    first = graphres.generate("preferential", n=80, mean_followers=4, seed=1)
    suspended = graphres.strategy("random")(first, limit=10)
    found = graphres.compare(first, first, suspended=suspended, runs=20, seed=3)
    mask = np.isin(np.arange(80), suspended)
    changes = []
    for run in range(20):
        partner = draw_matched_wave(first, mask, seed=3, run=run)[1]
        curve = graphres.collapse(first, partner, measures=["giant"])
        changes.append(curve["giant"][-1] - curve["giant"][0])
    assert len(set(changes)) > 1
    row = found["giant"]
    assert row["random_change"] == pytest.approx(np.mean(changes))
    ends = np.quantile(changes, [0.025, 0.975])
    assert [row["random_low"], row["random_high"]] == pytest.approx(ends)
    assert found.matched["draws"] == 20
    assert found.matched["apart"] < 0.5


def test_rows_workers_and_names_of_numbers_change_nothing():
    first = graphres.generate("preferential", n=60, mean_followers=4, seed=2)
    names = first.ids.to_pylist()
    follower = np.repeat(np.arange(60), first.following.lengths())
    pairs = [(names[u], names[v]) for u, v in zip(follower, first.following.targets, strict=True)]
    turned = FollowGraph.from_pairs(pairs[::-1])
    listed = sorted(names)[:9]
    one = graphres.compare(first, first, suspended=first.index_of(listed), runs=5, jobs=1)
    other = graphres.compare(turned, turned, suspended=turned.index_of(listed), runs=5, jobs=3)
    assert one.frame().equals(other.frame()) or np.allclose(
        one.frame().iloc[:, 1:], other.frame().iloc[:, 1:], rtol=1e-13
    )


def test_ties_are_compared_like_follows():
    before = FollowGraph.from_pairs([("a", "b"), ("b", "c"), ("c", "d")], directed=False)
    after = FollowGraph.from_pairs([("d", "c"), ("a", "e")], directed=False)
    found = graphres.compare(before, after, suspended=before.index_of(["b"]), runs=2)
    assert found.follows["kept"] == 1
    assert found.follows["with_suspended"] == 2
    assert found.accounts["joined"] == 1
    assert found["giant"]["observed"] == 0.5
    with pytest.raises(InputError, match="one snapshot has follows with a direction"):
        graphres.compare(before, FollowGraph.from_pairs([("a", "b")]), suspended=[0])


def test_more_suspended_than_others_have_no_random_wave_alike():
    first = FollowGraph.from_pairs([("a", "b"), ("b", "c")])
    found = graphres.compare(first, first, suspended=[0, 1], runs=3)
    assert found["giant"]["random_change"] is None
    assert found.matched["draws"] == 0
    assert found.accounts["still_there"] == 2


def test_what_is_not_told_is_an_error():
    first = FollowGraph.from_pairs([("a", "b")])
    with pytest.raises(UsageError, match="who was suspended is not told"):
        graphres.compare(first, first)
    with pytest.raises(InputError, match="nobody was suspended"):
        graphres.compare(first, first, suspended=[])
    with pytest.raises(UsageError, match="not compared with a graph"):
        graphres.compare(first, "a.json")
