"""Reach from its definition: worlds drawn follow by follow, messages passed on one by one."""

from __future__ import annotations

from itertools import product

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.hashing import hash_text
from graphres.spread import Spread, Worlds
from graphres.spread.model import chances
from tests.reference.measures import hash_word, pairs

Follow = tuple[int, int]


def draws_below(p: float, name: int, world: int) -> bool:
    """Whether the binary digits that world draws, bit by bit, make a number below p."""
    if p >= 1:
        return True
    digits = int(p * 2**64)
    for place in range(64):
        wanted = digits >> (63 - place) & 1
        drawn = hash_step(name, place) >> world & 1
        if wanted != drawn:
            return drawn < wanted
    return False


def hash_step(state: int, word: int) -> int:
    """`hash_word` continued by one word."""
    mask = (1 << 64) - 1
    state = ((state ^ word) + 0x9E3779B97F4A7C15) & mask
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & mask
    return state ^ (state >> 31)


def live_follows(
    graph: FollowGraph, p: dict[Follow, float], seed: int, stream: str, block: int, world: int
) -> set[Follow]:
    """Follows (follower, followed) that pass a message on in one world, independent cascade."""
    start = hash_word(seed, hash_text(stream), block)
    keys = [int(key) for key in graph.keys]
    live = set()
    for follower, followed in pairs(graph):
        name = hash_step(hash_step(start, keys[followed]), keys[follower])
        if draws_below(p[follower, followed], name, world):
            live.add((follower, followed))
    return live


def listened_to(
    graph: FollowGraph, p: dict[Follow, float], seed: int, stream: str, block: int, world: int
) -> set[Follow]:
    """The same for linear thresholds: every account listens to at most one it follows."""
    start = hash_word(seed, hash_text(stream), block)
    keys = [int(key) for key in graph.keys]
    live = set()
    for follower in range(graph.n):
        drawn = (hash_step(hash_step(start, keys[follower]), world) >> 11) / 2**53
        line = sorted(map(int, graph.following.row(follower)), key=lambda v: keys[v])
        sum_so_far = 0.0
        for followed in line:
            sum_so_far += p[follower, followed]
            if drawn < sum_so_far or (followed == line[-1] and sum_so_far > 0.999999999):
                live.add((follower, followed))
                break
    return live


def hearers(live: set[Follow], posters: set[int], there: set[int]) -> set[int]:
    """Who is told a message: posters left, then whoever follows them over live follows."""
    told = posters & there
    while True:
        more = {u for u, v in live if v in told and u in there} - told
        if not more:
            return told
        told |= more


def reached(live: set[Follow], poster: int, there: set[int]) -> int:
    """Accounts left that hear the poster, itself aside."""
    return len(hearers(live, {poster}, there) - {poster})


def reached_together(live: set[Follow], posters: set[int], there: set[int]) -> int:
    """Accounts left that hear some poster other than themselves."""
    count = 0
    for account in there:
        others = posters - {account}
        count += account in hearers(live, others, there)
    return count


def exact_reach(graph: FollowGraph, p: float, sources: list[int], removed: list[int]) -> float:
    """The mean over sources and over all 2^m worlds, each with its probability."""
    follows = pairs(graph)
    there = set(range(graph.n)) - set(removed)
    mean = 0.0
    for passes in product((False, True), repeat=len(follows)):
        chance = 1.0
        for yes in passes:
            chance *= p if yes else 1 - p
        live = {follow for follow, yes in zip(follows, passes, strict=True) if yes}
        mean += chance * sum(reached(live, s, there) for s in sources)
    return mean / len(sources) / graph.n


def split(live: set[Follow], poster: int, removed: list[int], n: int) -> tuple[int, int, int]:
    """One world's loss after removals: silenced, removed, cut."""
    everyone = set(range(n))
    before = hearers(live, {poster}, everyone) - {poster}
    if poster in removed:
        return len(before), 0, 0
    after = hearers(live, {poster}, everyone - set(removed)) - {poster}
    gone = before & set(removed)
    return 0, len(gone), len(before - after - gone)


def by_follow(graph: FollowGraph, spread: Spread) -> dict[tuple[int, int], float]:
    """The probability of every follow, one by one."""
    values, per = chances(graph, spread)
    rows = np.repeat(np.arange(graph.n), graph.in_degree)
    ends = zip(graph.followers.targets.tolist(), rows.tolist(), strict=True)
    return {(u, v): float(values[(0, u, e)[per]]) for e, (u, v) in enumerate(ends)}


def worlds_of(graph: FollowGraph, spread: Spread):
    """(poster, live follows) of every world, drawn from the definition."""
    worlds = Worlds(graph, spread)
    p = by_follow(graph, spread)
    draw = {"ic": live_follows, "lt": listened_to}[spread.model]
    if spread.together:
        places = [(0, w) for w in range(worlds.count)]
        posters = [None] * worlds.count
    else:
        places = list(zip(*(x.tolist() for x in worlds.places()), strict=True))
        posters = worlds.posters.tolist()
    return [
        (poster, draw(graph, p, spread.seed, "reach", block, bit))
        for poster, (block, bit) in zip(posters, places, strict=True)
    ]
