"""Every world of every lever is what its rules say."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.errors import UsageError
from graphres.graph.layers import Layers
from graphres.interventions import Assumptions, Ground, Scene, intervention
from graphres.interventions.cascade import cascade
from graphres.interventions.random_bits import chance_words
from graphres.kernels.hashing import hash_words
from graphres.spread import Spread, Worlds
from tests import graphs
from tests.reference.interventions import World, spread
from tests.reference.reach import draws_below, hash_step

TEXTS = [
    "suspend",
    "private",
    "limit:in-degree,factor=0.5",
    "flood:in-degree,participants=3,answer=0.3,private=0.5",
    "counter",
    "counter:in-degree,delay=1",
    "counter:in-degree,delay=1,probability=0.7",
    "counter:in-degree,delay=2,probability=0.1 + private",
    "crowd:size=4,recall=0.5,precision=0.5,threshold=2",
    "counter + private + flood:in-degree,participants=2,answer=0.5,private=0.3",
    "platform:x,migrate=0.5",
    "platform:x,migrate=0.5 then platform:y,migrate=0.5 then suspend",
    "platform:x,migrate=0.6,activity=2.5 then platform:y,migrate=0.7,activity=4",
    "counter:greedy",
]


def bit_set(words: np.ndarray, bit: int) -> set[int]:
    return set(np.flatnonzero((words >> np.uint64(bit)) & np.uint64(1)).tolist())


def targets(graph):
    return graph.followers.targets


def follows_in(graph, words: np.ndarray, bit: int) -> set[tuple[int, int]]:
    followed = np.repeat(np.arange(graph.n), graph.in_degree)
    ends = list(zip(graph.followers.targets.tolist(), followed.tolist(), strict=True))
    if len(words) == 0:
        return set(ends)
    return {ends[e] for e in bit_set(words, bit)}


@settings(max_examples=150)
@given(
    graphs.follow_graphs(largest=8),
    st.sampled_from(TEXTS),
    st.sampled_from(["counter", "message", "random"]),
    st.sampled_from([0.0, 0.4, 1.0]),
    st.sampled_from([0.0, 0.4, 1.0]),
    st.sampled_from([0.3, 0.6, 1.0, "wc"]),
    st.integers(0, 3),
    st.integers(0, 4),
)
def test_every_world_is_its_definition(graph, text, ties, immunity, backlash, p, seed, budget):
    made = Spread(probability=p, worlds=64, seed=seed)
    worlds = Worlds(graph, made, are_sampled=True)
    names = [("x", "y", "z")[v % 3] for v in range(graph.n)]
    layers = Layers.by_followed(graph, names) if "platform" in text else None
    if layers is not None and not {"x", "y"} <= set(layers.names):
        return
    nobody = np.zeros(graph.n, dtype=bool)
    scene = Scene(graph, made, ~nobody, nobody, layers=layers, ties=ties)
    ground = Ground(graph, seed, "reach", 0, layers)
    intervention(text).choose(scene, budget, 0).apply(ground, scene)
    assumed = Assumptions(ties, immunity, backlash)
    posted = worlds.posted(0)
    taken = cascade(graph, worlds.live(0), posted, ground, assumed)
    live = worlds.drawn(0)
    for worlds_in, times, stream in ground.louder:
        chance = np.full(len(live), p) if p != "wc" else 1 / graph.out_degree[targets(graph)]
        col = replace(graph, probability=1 - (1 - chance) ** (times - 1))
        more = Worlds(col, Spread("col", worlds=64, seed=seed), stream, are_sampled=True).drawn(0)
        live = live | (more & np.repeat(worlds_in, graph.in_degree))
    counter = live
    if ground.counter_probability is not None:
        chosen = Worlds(graph, Spread(ground.counter_probability, worlds=64, seed=seed))
        counter = chosen.drawn(0)
    prefers = {"counter": 1.0, "message": 0.0, "random": 0.5}[ties]
    reactions = [
        ground.draw(chance, what)
        for chance, what in ((prefers, "tie"), (immunity, "immunity"), (backlash, "backlash"))
    ]
    for bit in range(64):
        there = follows_in(graph, ground.follows(), bit)
        answered = follows_in(graph, ground.answers, bit) if len(ground.answers) else set()
        world = World(
            follows_in(graph, live, bit) & there,
            follows_in(graph, counter, bit) & there,
            answered & there,
            bit_set(ground.gone, bit),
            bit_set(ground.private, bit),
            ground.begins,
            *(bit_set(words, bit) for words in reactions),
        )
        message, against = spread(world, bit_set(posted, bit))
        assert bit_set(taken.message, bit) == message
        assert bit_set(taken.counter, bit) == against


@given(st.floats(0, 1), st.integers(0, 2**63), st.integers(0, 63))
def test_chances_compare_digits(p, key, bit):
    keys = np.array([key], dtype=np.uint64)
    name = int(hash_words(5, "reach", "what", 2, keys)[0])
    drawn = int(chance_words(p, keys, 5, "reach", "what", 2)[0]) >> bit & 1
    assert drawn == draws_below(p, hash_step(0, name), bit)


def test_a_larger_chance_keeps_the_worlds_of_a_smaller_one():
    keys = np.arange(500, dtype=np.uint64)
    small, large = (chance_words(p, keys, 0, "reach", "x", 0) for p in (0.3, 0.35))
    assert not np.any(small & ~large)
    assert abs(np.bitwise_count(small).mean() / 64 - 0.3) < 0.02


@settings(max_examples=60)
@given(graphs.follow_graphs(largest=7), st.sampled_from(["counter", "message"]), st.integers(0, 2))
def test_greedy_saves_most_at_first_and_is_within_its_bound(graph, ties, delay):
    made = Spread(probability=0.5, worlds=64)
    worlds = Worlds(graph, made, "choose")
    nobody = np.zeros(graph.n, dtype=bool)
    scene = Scene(graph, made, ~nobody, nobody, ties=ties)

    def saved(accounts) -> int:
        total = 0
        for block in range(worlds.blocks):
            posted = worlds.posted(block)
            start = cascade(
                graph, worlds.live(block), posted, Ground(graph, 0, "choose", block), Assumptions()
            )
            spoken = Ground(graph, 0, "choose", block)
            spoken.speak(np.array(accounts, dtype=np.int32), delay, None)
            after = cascade(graph, worlds.live(block), posted, spoken, Assumptions(ties))
            total += int(np.bitwise_count(start.message & ~after.message).sum())
        return total

    for budget in (1, 2, 3):
        if budget > graph.n:
            continue
        lever = intervention(f"counter:greedy,delay={delay}").levers[0]
        mine = saved(lever.choose(scene, budget, 0, nobody))
        best = max(saved(some) for some in combinations(range(graph.n), budget))
        assert mine >= (1 - (1 - 1 / budget) ** budget) * best - 1e-9
        assert budget > 1 or mine == best


def test_two_counter_messages_need_one_probability():
    graph = graphs.star(3)
    ground = Ground(graph, 0, "reach", 0)
    ground.speak(np.array([1], np.int32), 0, 0.3)
    with pytest.raises(UsageError, match="different probability"):
        ground.speak(np.array([2], np.int32), 0, None)


def test_answers_beside_a_private_account_may_be_passed_on():
    graph = graphs.path(3)  # 0 follows 1 follows 2
    ground = Ground(graph, 0, "reach", 0)
    ground.answer(np.array([2], np.int32), 1.0)
    ground.make_private(np.array([2], np.int32))
    posted = np.array([0, 0, 1], np.uint64)
    live = Worlds(graph, Spread(1.0)).live(0)
    taken = cascade(graph, live, posted, ground, Assumptions("counter"))
    assert [taken.message.tolist(), taken.counter.tolist()] == [[0, 0, 1], [1, 1, 0]]


def test_who_has_taken_the_message_after_all_says_nothing_against_it():
    graph = graphs.make(6, [(0, 1), (0, 2), (0, 4), (2, 3), (5, 0)])
    ground = Ground(graph, 0, "reach", 0)
    ground.make_private(np.array([1, 2], np.int32))
    ground.speak(np.array([1], np.int32), 0, None)
    ground.speak(np.array([4], np.int32), 1, None)
    posted = np.array([0, 0, 0, 1, 0, 0], np.uint64)
    live = Worlds(graph, Spread(1.0)).live(0)
    taken = cascade(graph, live, posted, ground, Assumptions(immunity=0.0))
    assert bit_set(taken.message, 0) == {0, 2, 3}
    assert bit_set(taken.counter, 0) == {0, 1, 4}
