"""Levers side by side: exact expectations, identities, budgets, chance, platforms, the frontier."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres import Grouping, Spread, collapse, intervene, reach, strategy
from graphres.errors import UsageError
from graphres.interventions import Assumptions, Layers
from graphres.interventions import greedy_blocking as saving
from graphres.interventions.linked_accounts import by_person
from graphres.interventions.pareto import frontier
from graphres.spread import reach_curve
from tests import graphs
from tests.reference.interventions import World, expected
from tests.reference.measures import pairs

MANY = 64 * 256
TINY = graphs.make(5, [(1, 0), (2, 1), (3, 2), (3, 0), (4, 3), (0, 4), (2, 4)])


def rows(found):
    return {row["intervention"]: row for row in found.rows()}


def test_suspend_is_collapse_on_the_same_seed():
    graph = graphs.crowded(300, 6)
    spread = Spread(probability=0.2, seed=3)
    found = rows(intervene(graph, ["suspend:pagerank"], budget=25, spread=spread))
    order = strategy("pagerank")(graph, limit=25)
    curve = collapse(graph, order, measures=["reach"], spread=spread)
    assert found["none"]["reach"] == curve["reach"][0]
    assert found["suspend:pagerank"]["reach"] == curve["reach"][25]
    ends = reach_curve(graph, order, spread)
    assert found["suspend:pagerank"]["reach_low"] == pytest.approx(ends.low[25], abs=1e-15)
    assert found["suspend:pagerank"]["reach_high"] == pytest.approx(ends.high[25], abs=1e-15)


def test_groups_are_those_of_reach_and_a_new_audience_is_outside_the_posters():
    graph = graphs.crowded(200, 5)
    groups = Grouping.by("side", [v % 2 for v in range(200)])
    even = np.arange(200) % 2 == 0
    spread = Spread(probability=0.3, sources=even)
    found = rows(intervene(graph, ["private"], budget=5, spread=spread, groups=groups))
    now = reach(graph, spread, groups=groups)
    assert found["none"]["reach[0]"] == pytest.approx(now.by_group["0"].mean)
    assert found["none"]["new_audience"] == pytest.approx(now.by_group["1"].mean)


@settings(max_examples=30)
@given(graphs.follow_graphs(largest=10), st.sampled_from([0.3, 1.0]))
def test_private_everywhere_is_one_hop_and_no_limit_left_is_passing_nothing_on(graph, p):
    spread = Spread(probability=p, worlds=64)
    everyone = ["private", "limit:in-degree,factor=0", "suspend", "counter:in-degree,probability=0"]
    found = rows(intervene(graph, everyone, budget=graph.n, spread=spread, runs=1))
    one_hop = reach(graph, spread).by_hop[:1]
    assert found["private"]["reach"] == pytest.approx(one_hop[0].mean if one_hop else 0.0)
    assert found["limit:in-degree,factor=0"]["reach"] == 0
    assert found["suspend"]["reach"] == 0


def test_what_is_limited_to_nothing_hears_and_does_not_pass_on():
    graph = graphs.path(4)  # 0 follows 1 follows 2 follows 3
    spread = Spread(1.0, sources=np.array([False, False, False, True]))
    target = np.array([False, True, False, False])
    texts = ["limit:in-degree,factor=0", "suspend"]
    found = rows(intervene(graph, texts, budget=1, spread=spread, eligible=target))
    assert [found[text]["reach"] for text in ("none", *texts)] == [0.75, 0.5, 0.25]
    assert found["suspend"]["saved"] == 1, "who is suspended is not saved"


def test_a_counter_message_that_nobody_passes_on_saves_the_speaker_alone():
    graph = graphs.star(5)
    spread = Spread(1.0, sources=np.arange(6) == 0)
    leaf = np.arange(6) == 3
    text = "counter:in-degree,probability=0"
    found = rows(intervene(graph, [text], budget=1, spread=spread, eligible=leaf))
    assert found[text]["saved"] == 1
    assert found[text]["reach"] == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("suspend", lambda live: World(live, gone={0})),
        ("private", lambda live: World(live, private={0})),
        ("limit:[list:{list}],factor=0", lambda live: World({f for f in live if f[1] != 0})),
        (
            "counter:[list:{list}],delay=1",
            lambda live: World(live, begins={0: 1}, prefers=range(5), immune=range(5)),
        ),
        ("crowd:size=1,recall=1,precision=1,threshold=1", lambda live: World(live, gone={0})),
        (
            "flood:participants=1,answer=1,private=1",
            lambda live: World(
                live,
                answered={f for f in pairs(TINY) if f[1] == 0},
                private={0},
                prefers=range(5),
                immune=range(5),
            ),
        ),
        ("platform:x", lambda live: World({f for f in live if f[1] in (2, 4)})),
        (
            "private + platform:x",
            lambda live: World({f for f in live if f[1] in (2, 4)}, private={0}),
        ),
    ],
)
def test_means_over_sampled_worlds_are_those_over_all(text, made, tmp_path):
    (tmp_path / "list.csv").write_text("account 0\n")
    text = text.format(list=tmp_path / "list.csv")
    only = np.arange(5) == 0
    spread = Spread(probability=0.5, worlds=MANY)
    layers = Layers.by_followed(TINY, ["x", "x", "y", "x", "y"]) if "platform" in text else None
    found = intervene(TINY, [text], budget=1, spread=spread, eligible=only, layers=layers)
    reach_now, saved = expected(TINY, 0.5, made, range(5))
    row = rows(found)[text]
    assert row["reach"] == pytest.approx(reach_now, abs=0.012)
    assert row["saved"] == pytest.approx(saved, abs=0.05)


def test_a_limit_is_every_world_of_the_lesser_probability():
    def chance(follow):
        return 0.5 * (0.4 if follow[1] == 0 else 1.0)

    text = "limit:in-degree,factor=0.4"
    only = np.arange(5) == 0
    found = intervene(TINY, [text], budget=1, spread=Spread(0.5, worlds=MANY), eligible=only)
    before, _ = expected(TINY, 0.5, World, range(5))
    after, _ = expected(TINY, chance, World, range(5))
    assert rows(found)[text]["reach"] == pytest.approx(after, abs=0.012)
    assert rows(found)[text]["saved"] == pytest.approx(5 * (before - after), abs=0.05)


def test_who_could_save_whom_is_found_once_for_all_budgets_and_runs(monkeypatch):
    made = []
    real = saving._known
    monkeypatch.setattr(saving, "_known", lambda *asked: made.append(asked) or real(*asked))
    graph = graphs.crowded(100, 5)
    texts = ["counter:greedy", "0.5*suspend:random + 0.5*counter:greedy", "counter:greedy,delay=1"]
    spread = Spread(0.3, worlds=64)
    found = intervene(graph, texts, budget=6, budgets=[2, 6], runs=3, spread=spread)
    assert len(made) == 2
    alone = rows(intervene(graph, texts[:1], budget=6, spread=spread))[texts[0]]
    together = [row for row in found.rows() if row["intervention"] == texts[0]]
    assert together[-1]["reach"] == alone["reach"]


def test_limits_have_their_probability():
    graph = graphs.star(400)
    spread = Spread(0.5, sources=np.arange(401) == 0, worlds=1024)
    found = rows(intervene(graph, ["limit:in-degree,factor=0.4"], budget=1, spread=spread))
    assert found["limit:in-degree,factor=0.4"]["reach"] == pytest.approx(0.2, abs=0.005)


def test_floods_have_their_probability():
    graph = graphs.star(400)
    spread = Spread(0.5, sources=np.arange(401) == 0, worlds=1024)
    text = "flood:in-degree,participants=2,answer=0.5,private=0"
    found = rows(intervene(graph, [text], budget=1, spread=spread))
    assert found[text]["counter_reach"] == pytest.approx(0.75 * 400 / 401, abs=0.005)
    assert found[text]["reach"] == pytest.approx(0.5 * 0.25, abs=0.005)
    weak = intervene(graph, [text], budget=1, spread=spread, assumed=Assumptions("message"))
    assert rows(weak)[text]["reach"] == rows(weak)["none"]["reach"]


def test_a_crowd_errs_and_spares_the_protected():
    graph = graphs.crowded(400, 4)
    text = "crowd:size=40,recall=0.5,precision=0.1,threshold=3"
    spread = Spread(0.2, worlds=1024)
    found = rows(intervene(graph, [text], budget=10, spread=spread))[text]
    from scipy.stats import binom

    error = 0.5 * 10 * 0.9 / (0.1 * 390)
    assert found["collateral"] == pytest.approx(390 * binom.sf(2, 40, error), rel=0.01)
    spared = intervene(graph, [text], budget=10, spread=spread, protected=np.arange(400) >= 0)
    assert rows(spared)[text]["collateral"] == 0
    assert rows(spared)[text]["reach"] == rows(spared)["none"]["reach"]


def test_certain_worlds_are_enumerated_only_where_nothing_is_drawn():
    graph = graphs.karate()
    sure = intervene(graph, ["suspend", "private", "counter"], budget=2, spread=Spread(1.0))
    assert (sure.is_exact, sure.worlds) == (True, 34)
    drawn = intervene(graph, ["limit"], budget=2, spread=Spread(1.0))
    assert (drawn.is_exact, drawn.worlds) == (False, 256)


def test_budgets_split_and_nobody_is_acted_on_twice():
    graph = graphs.crowded(100, 5)
    text = "0.3*suspend:in-degree + 0.7*private:in-degree"
    found = rows(intervene(graph, [text], budget=11))
    assert found[text]["cost"] == 11
    cost = np.where(np.arange(100) == int(np.argmax(graph.in_degree)), 50.0, 2.0)
    found = rows(intervene(graph, ["suspend"], budget=11, cost=cost))
    assert found["suspend"]["cost"] == 10


def test_random_choices_are_run_several_times():
    graph = graphs.crowded(100, 5)
    found = intervene(graph, ["suspend:random"], budget=10, runs=4)
    assert len(found.outcomes[1].by_run) == 4


def test_differences_are_paired():
    graph = graphs.crowded(150, 5)
    found = intervene(graph, ["suspend", "suspend:[in-degree]"], budget=5, spread=Spread(0.2))
    same = [pair for pair in found.compared() if pair.other != "none"]
    assert [pair.reach for pair in same] == [(0.0, 0.0, 0.0)]
    lt = Spread("wc", model="lt")
    with pytest.raises(UsageError, match="linear thresholds"):
        intervene(graph, ["counter:in-degree,probability=0.5"], budget=5, spread=lt)
    with pytest.raises(UsageError, match="given twice"):
        intervene(graph, ["suspend", "suspend"], budget=5)


@pytest.mark.parametrize("jobs", [1, 3])
def test_threads_and_the_order_of_interventions_change_nothing(jobs):
    graph = graphs.crowded(150, 5)
    texts = ["flood", "crowd", "limit", "counter:greedy,delay=1"]
    one = rows(intervene(graph, texts, budget=5, jobs=1))
    other = rows(intervene(graph, texts[::-1], budget=5, jobs=jobs))
    assert one == other


def test_a_lost_platform_takes_its_follows_and_steps_are_told_apart():
    graph = graphs.make(6, [(1, 0), (2, 0), (3, 0), (5, 4), (1, 4)])
    layers = Layers.by_followed(graph, ["a", "a", "a", "b", "b", "b"])
    spread = Spread(1.0)
    text = "platform:a then platform:b"
    found = rows(intervene(graph, [text], budget=0, spread=spread, layers=layers))
    assert [round(36 * row["reach"]) for row in found.values()] == [5, 2, 0]
    moved = "platform:a,migrate=1"
    found = rows(intervene(graph, [moved], budget=0, spread=spread, layers=layers))
    assert found[moved]["reach"] == found["none"]["reach"]


@pytest.mark.parametrize(("elsewhere", "share"), [(False, 0.09), (True, 0.3)])
def test_moved_accounts_keep_followers_who_moved_or_were_there(elsewhere, share):
    leaves = 300
    ends = [(leaf, 0) for leaf in range(1, leaves + 1)]
    more = [(leaf, leaves + 1) for leaf in range(1, leaves + 1)] if elsewhere else []
    graph = graphs.make(leaves + 3, [*ends, *more, (leaves + 2, leaves + 1)])
    layers = Layers.by_followed(graph, ["a"] + ["b"] * (leaves + 2))
    spread = Spread(1.0, sources=np.arange(graph.n) == 0, worlds=4096)
    text = "platform:a,migrate=0.3"
    found = rows(intervene(graph, [text], budget=0, spread=spread, layers=layers))
    assert found[text]["reach"] * graph.n / leaves == pytest.approx(share, abs=0.03)


def test_a_tie_stands_on_the_platforms_of_both_its_accounts():
    graph = graphs.make(4, [(0, 1), (1, 2), (2, 3)], directed=False)
    layers = Layers.by_followed(graph, ["a", "a", "b", "b"])
    texts = ["platform:a", "platform:b"]
    found = rows(intervene(graph, texts, budget=0, spread=Spread(1.0), layers=layers))
    assert [round(16 * row["reach"]) for row in found.values()] == [12, 6, 6]
    joined, layers = by_person(graph, layers, ["p", None, None, "p"])
    assert (joined.directed, joined.m) == (False, 3)
    assert layers.of.tolist() == [1, 2, 1, 3, 2, 3]


def test_who_moves_and_posts_more_is_heard_by_one_of_its_posts():
    leaves = 400
    graph = graphs.make(leaves + 2, [(leaf, 0) for leaf in range(1, leaves + 2)])
    layers = Layers.by_followed(graph, ["a"] + ["b"] * (leaves + 1))
    layers = Layers(("a", "b"), layers.of)
    spread = Spread(0.2, sources=np.arange(graph.n) == 0, worlds=4096)
    texts = [f"platform:a,migrate=1,activity={a}" for a in (1, 2, 3.5)]
    found = rows(intervene(graph, texts, budget=0, spread=spread, layers=layers))
    shares = [found[text]["reach"] * graph.n / (leaves + 1) for text in texts]
    assert shares == pytest.approx([1 - 0.8**a for a in (1, 2, 3.5)], abs=0.005)
    lt = replace(spread, model="lt")
    with pytest.raises(UsageError, match="know no activity"):
        intervene(graph, texts[1:], budget=0, spread=lt, layers=layers)


def test_one_account_of_a_person_or_all_of_them():
    graph = graphs.make(6, [(1, 0), (2, 0), (4, 3), (5, 3)])
    layers = Layers.by_followed(graph, ["a", "a", "a", "b", "b", "b"])
    joined, layers = by_person(graph, layers, ["p", None, None, "p", None, None])
    assert (joined.n, joined.m, layers.of.tolist()) == (5, 4, [1, 1, 2, 2])
    spread = replace(Spread(1.0), sources=np.arange(5) == 0)
    texts = ["suspend", "suspend:in-degree,across=all"]
    found = rows(intervene(joined, texts, budget=1, spread=spread, layers=layers))
    assert [found[t]["reach"] for t in ("none", *texts)] == [0.8, 0.4, 0.0]


def test_what_no_other_beats():
    graph = graphs.crowded(200, 5)
    found = intervene(
        graph, ["suspend", "private", "suspend:random"], budget=10, budgets=[5, 10], runs=2
    )
    stays = dict(zip([(o.name, o.budget) for o in found.outcomes], frontier(found), strict=True))
    assert stays["none", 0.0]
    for outcome in found.outcomes:
        better = [
            other
            for other in found.outcomes
            if (other.budget or 0) <= (outcome.budget or 0)
            and found.reach(other).mean < found.reach(outcome).mean
        ]
        assert stays[outcome.name, outcome.budget] == (not better)


def test_sets_of_savers_that_are_cut_are_told_and_cut_evenly(monkeypatch):
    graph = graphs.crowded(300, 6)
    spread = Spread(0.4, worlds=256)
    whole = intervene(graph, ["counter:greedy", "counter"], budget=5, spread=spread)
    assert whole.warnings == ()
    monkeypatch.setattr(saving, "_ENTRIES", 100_000)
    found = intervene(graph, ["counter:greedy", "counter"], budget=5, spread=spread)
    (warning,) = found.warnings
    done, asked = (int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d{3}", warning)[:2])
    assert 0 < done < asked
    reach = [rows(each)["counter:greedy"]["reach"] for each in (whole, found)]
    assert reach[1] < 1.3 * reach[0]
    sizes = [np.ones(4, np.int64), np.array([2, 2], np.int64), np.ones(0, np.int64)]
    cut = saving._evenly(
        [
            saving._Sets(np.arange(4, dtype=np.int32), sizes[0], 4),
            saving._Sets(np.arange(4, dtype=np.int32), sizes[1], 8),
            saving._Sets(np.arange(0, dtype=np.int32), sizes[2], 0),
        ]
    )
    assert [each.savers.tolist() for each in cut] == [[0], [0, 1, 2, 3], []]


@pytest.mark.parametrize(("participants", "turning"), [(0, 0.0), (1, 0.25), (2, 0.4375)])
def test_every_participant_of_a_flood_is_one_more_to_drive_it_private(participants, turning):
    only = np.arange(5) == 0
    spread = Spread(probability=0.5, worlds=MANY)
    private = 1 - 0.75**20  # so that one participant does with a quarter
    text = f"flood:participants={participants},answer=0,private={private!r}"
    found = rows(intervene(TINY, [text], budget=1, spread=spread, eligible=only))
    open_, _ = expected(TINY, 0.5, World, range(5))
    closed, _ = expected(TINY, 0.5, lambda live: World(live, private={0}), range(5))
    wanted = turning * closed + (1 - turning) * open_
    assert found[text]["reach"] == pytest.approx(wanted, abs=0.006)


def test_a_list_shorter_than_the_budget_counts_as_what_it_is(tmp_path):
    (tmp_path / "list.csv").write_text("account 1\naccount 2\naccount 3\n")
    text = f"counter:[list:{tmp_path / 'list.csv'}]"
    found = intervene(graphs.crowded(60, 4), [text, "suspend"], budget=10, spread=Spread(0.2))
    assert [row["budget"] for row in found.rows()] == [0.0, 3, 10]
    assert [(c.other, c.budget) for c in found.compared()] == [
        ("none", 3),
        ("none", 10),
        (text, 10),
    ]
    assert "acts on 3 accounts" in found.warnings[0]
    assert intervene(graphs.star(4), ["suspend"], budget=10).warnings == ()
