"""Synthetic graphs: sizes to the follow, and the shape that the options ask for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.generators import MODELS, generate, options
from graphres.data.generators.accounts import identifiers
from graphres.data.generators.pairs import add_returned_follows, draw_distinct_pairs
from graphres.data.generators.preferential_attachment import attach
from graphres.errors import UsageError
from graphres.graph import FollowGraph


def ends(graph: FollowGraph) -> tuple[np.ndarray, np.ndarray]:
    follower = np.repeat(np.arange(graph.n), graph.out_degree)
    return follower, graph.following.targets


def follows(graph: FollowGraph) -> set[tuple[int, int]]:
    follower, followed = ends(graph)
    return set(zip(follower.tolist(), followed.tolist(), strict=True))


def reciprocity(graph: FollowGraph) -> float:
    there = follows(graph)
    return sum((b, a) in there for a, b in there) / len(there)


def tail_exponent(counts: np.ndarray, top: int) -> float:
    """The estimator of Hill (1975), doi:10.1214/aos/1176343247, over the ``top`` largest."""
    largest = np.sort(counts)[::-1][: top + 1].astype(float)
    return float(1 + 1 / np.log(largest[:-1] / largest[-1]).mean())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("n", "mean"), [(40, 1.0), (300, 0.5), (1000, 20.0), (2000, 3.3), (50, 0)])
def test_there_are_exactly_the_follows_asked_for(model: str, n: int, mean: float) -> None:
    graph = generate(model, n=n, mean_followers=mean, seed=3)
    assert (graph.n, graph.m) == (n, round(n * mean))
    assert len(follows(graph)) == graph.m
    assert all(a != b for a, b in follows(graph))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["preferential", "uniform"]),
    st.integers(0, 30),
    st.floats(0, 0.7),
    st.floats(0, 1),
    st.integers(0, 9),
)
def test_dense_and_tiny_graphs_are_exact_too(
    model: str, n: int, density: float, returned: float, seed: int
) -> None:
    mean = density * max(n - 1, 0) / 2
    graph = generate(model, n=n, mean_followers=mean, reciprocity=returned, seed=seed)
    assert len(follows(graph)) == graph.m == round(n * mean)
    pairs_both_ways = sum((b, a) in follows(graph) for a, b in follows(graph)) // 2
    assert pairs_both_ways == min(round(graph.m * returned / 2), graph.m // 2)


def test_a_complete_graph_is_within_reach() -> None:
    graph = generate("uniform", n=30, mean_followers=29, reciprocity=1)
    assert graph.m == 30 * 29


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("asked", [0.0, 0.25, 0.8])
def test_the_share_of_follows_returned_is_the_share_asked_for(model: str, asked: float) -> None:
    graph = generate(model, n=800, mean_followers=12, reciprocity=asked, seed=2)
    assert reciprocity(graph) == pytest.approx(asked, abs=0.002)


@pytest.mark.parametrize("exponent", [2.2, 2.5, 3.0])
def test_preferential_attachment_has_the_tail_asked_for(exponent: float) -> None:
    graph = generate("preferential", n=60_000, mean_followers=10, exponent=exponent, seed=5)
    shift = (exponent - 2) * 10  # the law is k^-exponent in k + a: see Price (1976)
    assert tail_exponent(graph.in_degree + shift, 1200) == pytest.approx(exponent, abs=0.15)
    assert graph.in_degree.max() > 30 * graph.in_degree.mean()


def test_the_tail_of_followed_accounts_has_its_own_exponent() -> None:
    wide, narrow = (
        generate("preferential", n=20_000, following_exponent=tail, reciprocity=0, seed=5)
        for tail in (2.3, 4.5)
    )
    assert tail_exponent(wide.out_degree, 200) < 2.7 < 3.5 < tail_exponent(narrow.out_degree, 200)


def test_uniform_followers_are_close_to_poisson() -> None:
    counts = generate("uniform", n=5000, mean_followers=16, seed=1).in_degree
    assert counts.var() == pytest.approx(16, rel=0.1)


@pytest.mark.parametrize(("insularity", "outer"), [(0.95, 0.5), (0.7, 0.7), (1.0, 0.3)])
def test_the_core_is_as_insular_as_asked_for(insularity: float, outer: float) -> None:
    graph = generate(
        "communities", n=2000, core=0.2, insularity=insularity, outer_insularity=outer, seed=4
    )
    community = graph.accounts["community"].to_numpy()
    follower, followed = (community[end] for end in ends(graph))
    assert (community == "core").mean() == 0.2
    assert (followed[follower == "core"] == "core").mean() == pytest.approx(insularity, abs=0.01)
    assert (follower[followed == "core"] == "core").mean() == pytest.approx(insularity, abs=0.01)
    others = follower != "core"
    assert (followed == follower)[others].mean() == pytest.approx(outer, abs=0.01)


def test_follows_that_leave_a_community_never_stay() -> None:
    graph = generate("communities", n=120, mean_followers=5, core=0.3, outer_insularity=0, seed=1)
    community = graph.accounts["community"].to_numpy()
    follower, followed = (community[end] for end in ends(graph))
    assert not ((follower == followed) & (follower != "core")).any()


def test_two_communities_need_no_third() -> None:
    graph = generate("communities", communities=2, core=0.5, insularity=0.9, outer_insularity=0.8)
    community = graph.accounts["community"]
    assert sorted(community.unique()) == ["c1", "core"]


def test_communities_share_a_language_and_a_platform() -> None:
    accounts = generate("communities", n=3000, communities=3, core=0.3, seed=1).accounts
    for column in ("lang", "platform"):
        shares = accounts.groupby("community")[column].value_counts(normalize=True)
        assert shares.groupby("community").max().min() > 0.7


def test_earlier_accounts_have_earlier_dates_and_more_followers() -> None:
    graph = generate("preferential", n=5000, seed=1)
    joined = graph.accounts["joined"]
    oldest = joined <= joined.quantile(0.1)
    assert graph.in_degree[oldest].mean() > 3 * graph.in_degree[~oldest].mean()
    place = np.arange(graph.n)
    assert abs(np.corrcoef(place, joined.astype("int64"))[0, 1]) < 0.05


@pytest.mark.parametrize("model", MODELS)
def test_the_same_call_gives_the_same_graph_and_another_seed_another(model: str) -> None:
    one, same, other = (generate(model, n=300, mean_followers=5, seed=s) for s in (1, 1, 2))
    assert follows(one) == follows(same) != follows(other)
    assert one.accounts.equals(same.accounts)
    assert one.ids.equals(other.ids)


def test_followers_from_outside_change_no_follow() -> None:
    plain = generate(n=2000, seed=1)
    graph = generate(n=2000, seed=1, followers_outside=1.5)
    assert plain.followers_total is None
    assert graph.followers_total is not None
    assert follows(plain) == follows(graph)
    assert (graph.followers_total >= graph.in_degree).all()
    assert graph.followers_total.sum() / graph.m == pytest.approx(2.5, rel=0.05)


def test_two_platforms_are_joined_by_persons_alone() -> None:
    graph = generate("preferential", n=1001, two_platforms=0.4, seed=1)
    accounts = graph.accounts
    platform = accounts["platform"].to_numpy()
    follower, followed = ends(graph)
    assert (platform[follower] == platform[followed]).all()
    assert (platform == "alpha").sum() == 501
    persons = accounts.groupby("person")
    assert (persons["platform"].nunique() == persons.size()).all()
    assert (persons["lang"].nunique() == 1).all()
    assert (persons.size() == 2).mean() == pytest.approx(0.4, abs=0.001)


@pytest.mark.parametrize(
    ("model", "given"),
    [
        ("preferential", {"exponent": 2}),
        ("preferential", {"exponent": float("nan")}),
        ("preferential", {"exponent": "2.5"}),
        ("preferential", {"following_exponent": 1.5}),
        ("preferential", {"reciprocity": 1.1}),
        ("preferential", {"insularity": 0.5}),
        ("communities", {"communities": 1}),
        ("communities", {"communities": 2.5}),
        ("communities", {"core": -0.1}),
        ("communities", {"core": 0}),
        ("communities", {"insularity": 2}),
        ("communities", {"communities": 200}),
        ("communities", {"exponent": 1}),
        ("uniform", {"reciprocity": -1}),
        ("uniform", {"n": -1}),
        ("uniform", {"n": 2.5}),
        ("uniform", {"n": 10, "mean_followers": 10}),
        ("uniform", {"n": 10, "mean_followers": 9}),
        ("uniform", {"mean_followers": -1}),
        ("uniform", {"mean_followers": float("inf")}),
        ("uniform", {"two_platforms": 3}),
        ("uniform", {"followers_outside": -1}),
        ("unifrom", {}),
    ],
)
def test_options_out_of_range_are_refused_in_one_line(model: str, given: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as caught:
        generate(model, **{"n": 300, **given})
    assert "\n" not in str(caught.value)


def test_a_near_miss_is_recognised() -> None:
    with pytest.raises(UsageError, match="did you mean uniform"):
        generate("unifrom")
    with pytest.raises(UsageError, match="did you mean exponent"):
        generate("preferential", exponet=3)


@pytest.mark.parametrize("model", MODELS)
def test_every_option_has_help_and_a_default_that_works(model: str) -> None:
    listed = options(model)
    assert all(option.help for option in listed)
    assert MODELS[model](**{option.name: option.default for option in listed}) == MODELS[model]()


def test_identifiers_are_of_equal_length() -> None:
    names = identifiers(1000).to_pylist()
    assert (names[0], names[-1], len(set(names))) == ("a0001", "a1000", 1000)


# Slow twins: the same draws, one at a time.


@given(st.integers(0, 40), st.integers(1, 60), st.floats(0.01, 50), st.integers(0, 5))
def test_pointer_doubling_is_the_process_step_by_step(
    before: int, count: int, weight: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    earlier = rng.integers(0, 3, before).astype(np.int32)
    present = 3 + np.cumsum(rng.random(count) < 0.3)
    fixed = np.where(rng.random(count) < 0.2, present, -1).astype(np.int32)
    found = attach(np.random.default_rng(9), earlier, present, weight, fixed)

    sequence = earlier.tolist()
    draws = np.random.default_rng(9).random(count)
    for draw, accounts, account in zip(draws, present.tolist(), fixed.tolist(), strict=True):
        step = len(sequence)
        x = draw * (step + weight * accounts)
        if account >= 0:
            sequence.append(account)
        elif x < step:
            sequence.append(sequence[int(x)])
        else:
            sequence.append(min(int((x - step) / weight), accounts - 1))
    assert found.tolist() == sequence


def test_recurrence_is_in_proportion_to_times_so_far_and_weight() -> None:
    present = np.full(1, 2)
    earlier = np.array([0, 0, 0, 1], np.int32)
    fixed = np.full(1, -1, np.int32)
    last = [
        attach(np.random.default_rng(seed), earlier, present, 2.0, fixed)[-1]
        for seed in range(4000)
    ]
    assert np.mean(last) == pytest.approx((1 + 2) / (4 + 2 * 2), abs=0.03)


@given(st.integers(2, 12), st.floats(0, 1), st.integers(0, 9))
def test_pairs_are_distinct_and_as_many_as_wanted(n: int, part: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    wanted = int(part * n * (n - 1) / 2)

    def draw(count: int) -> tuple[np.ndarray, np.ndarray]:
        return tuple(rng.integers(0, n, (2, count), dtype=np.int32))

    follower, followed = draw_distinct_pairs(draw, wanted, n)
    assert len({frozenset(pair) for pair in zip(follower, followed, strict=True)}) == wanted
    assert (follower != followed).all()
    both = add_returned_follows(rng, follower, followed, wanted // 2)
    assert len(set(zip(*both, strict=True))) == wanted + wanted // 2
