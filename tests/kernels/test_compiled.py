"""A kernel interpreted and compiled writes the same bytes; compiling waits until it pays."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from types import FunctionType

import numpy as np
import pytest
from hypothesis import given, settings

from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.interventions import intervene
from graphres.kernels import compiled
from graphres.kernels.compiled import Kernel, kernel
from graphres.kernels.hashing import hash_words
from graphres.measures import COLUMNS
from graphres.measures.curves import collapse
from graphres.moderation.moderators import Moderator
from graphres.moderation.selection import Rules, select
from graphres.spread import Spread, reach_curve
from graphres.strategies import Choice, strategy
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.local_search import improve_order
from graphres.strategies.reach_losses import SampledLosses
from graphres.strategies.set_search import find_cheaper_set
from graphres.strategies.time_limit import TimeLimit
from tests import graphs
from tests.conftest import all_kernels


@pytest.fixture
def forced(monkeypatch):
    """Make every kernel run one way."""

    def force(way: str) -> None:
        due = way == "compiled"
        monkeypatch.setattr(Kernel, "_is_due", lambda self, arguments: due)
        for each in all_kernels():
            monkeypatch.setattr(each, "_compiled", each.compiled() if due else None)

    return force


SPREADS = (
    Spread(probability=0.3, worlds=64),
    Spread(probability="wc", model="lt", worlds=64),
    Spread(probability=0.1, together=True, worlds=64),
)

LEVERS = ("flood", "counter:greedy,delay=1", "counter:degree,probability=0.3 + private", "limit")


def reach_parts(graph: FollowGraph, order: np.ndarray, spread: Spread) -> list[np.ndarray]:
    few = replace(spread, sources=np.arange(graph.n) % 7 == 0)
    curve = reach_curve(graph, order, few)
    parts = curve.mean, curve.low, curve.high, curve.step_silenced, curve.step_removed
    return [*parts, curve.silenced, curve.removed, curve.sample.area_by_world]


DISMANTLERS = (
    "betweenness:pivots=8",
    "bpd",
    "core-hd",
    "k-core",
    "collective-influence:l=1",
    "collective-influence:l=3",
    "degree+reinsert@0.1",
)


def chosen(graph: FollowGraph, spec: str) -> list[np.ndarray]:
    ranking = strategy(spec).ranking(graph, limit=10)
    return [ranking.order, ranking.scores]


def searched(graph: FollowGraph) -> list[np.ndarray]:
    """A set and an order after a few steps of search, with prices."""
    line = np.arange(graph.n, dtype=np.int32)
    prices = Budget.of_costs(0.5 + np.arange(graph.n) % 3)
    choice = Choice(line, graph.n, 0, 0, Spread(), 1, prices)
    ground, size = DismantlingTask.of(graph, choice), max(1, graph.n // 10)
    order = improve_order(graph, ground, line, choice, TimeLimit(steps=3))
    return [find_cheaper_set(ground, line, size, choice, TimeLimit(steps=3)), order]


def everything(n: int, pairs: np.ndarray, directed: bool) -> list[bytes]:
    """The bytes of a graph, of its adaptive orders and of every curve."""
    ids = graphs.make(n, []).ids
    values = np.linspace(0, 1, len(pairs))
    graph, _ = FollowGraph.from_follows(
        ids, pairs[:, 0].copy(), pairs[:, 1].copy(), directed=directed, probability=values
    )
    assert graph.probability is not None
    parts = [*graph.followers, *graph.following, graph.probability]
    for spec in ("in-degree:adaptive", "out-degree:adaptive", "degree:adaptive", "pagerank"):
        order = strategy(spec)(graph)
        parts.append(order)
        parts.extend(collapse(graph, order, measures=COLUMNS).values.values())
        parts.extend(part for spread in SPREADS for part in reach_parts(graph, order, spread))
    parts.append(strategy("followers-union")(graph))
    prices = Budget.of_costs(0.5 + np.arange(n) % 3, n / 4)
    for spec in ("followers-union", "degree+reinsert@0.1"):
        parts.append(strategy(spec)(graph, prices=prices))
    parts.extend(searched(graph) if n <= 40 else [])
    rules = Rules(limit=n // 2, moderator=Moderator(0.2, 0.2))
    parts.append(select(strategy("in-degree"), graph, rules).order)
    parts.extend(part for spec in DISMANTLERS for part in chosen(graph, spec))
    for spread in (Spread(0.1, worlds=64), Spread("wc", worlds=64, together=True)):
        losses = SampledLosses(graph, spread, "choose")
        parts.append(losses.count(np.arange(n).astype(np.uint8) % 5))
    found = intervene(graph, LEVERS, budget=5, spread=Spread(0.1, worlds=64), jobs=1)
    parts.extend(run for outcome in found.outcomes for run in outcome.by_run)
    return [part.tobytes() for part in parts]


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize(
    ("n", "mean"),
    [(1, 3), (40, 2), (700, 4), (200, 15), pytest.param(700, 30, marks=pytest.mark.long)],
)
def test_interpreted_and_compiled_give_the_same_bytes(forced, n, mean, directed):
    rng = np.random.default_rng(n + mean)
    pairs = rng.integers(0, n, (n * mean, 2)).astype(np.int32) // rng.integers(1, 3, (n * mean, 1))
    pairs = pairs.astype(np.int32)
    forced("interpreted")
    slow = everything(n, pairs, directed)
    forced("compiled")
    assert everything(n, pairs, directed) == slow


def test_squares_beyond_32_bits_agree(forced):
    """A component of 70,000 accounts has a square over 2³²."""
    n = 70_000
    pairs = np.stack([np.arange(n), (np.arange(n) + 1) % n], axis=1).astype(np.int32)
    order = np.arange(0, n, n // 2, dtype=np.int32)
    graph, _ = FollowGraph.from_follows(
        graphs.make(n, []).ids, pairs[:, 0].copy(), pairs[:, 1].copy()
    )
    forced("interpreted")
    slow = collapse(graph, order)
    forced("compiled")
    fast = collapse(graph, order)
    assert slow["susceptibility"].tolist() == fast["susceptibility"].tolist()
    assert slow["susceptibility"][2] > 2**32 / 8 / n


@settings(max_examples=25)
@given(graphs.graphs_and_orders(largest=30))
def test_compiled_curves_agree_on_random_graphs(case):
    graph, order = case
    slow = collapse(graph, order, measures=COLUMNS).values
    before = {each: each._compiled for each in all_kernels()}
    try:
        for each in before:
            each._compiled = each.compiled()
        fast = collapse(graph, order, measures=COLUMNS).values
    finally:
        for each, compiled in before.items():
            each._compiled = compiled
    for name in COLUMNS:
        assert slow[name].tobytes() == fast[name].tobytes(), name


@pytest.fixture
def probe(monkeypatch, tmp_path):
    """A kernel that says which way it ran, with nothing paid yet and nothing cached."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(Kernel, "total_interpreted", 0.0)

    @kernel(interpret_ns_per_element=1e7, compile_seconds=2.5)  # a hundred elements cost a second
    def probe(values):
        values[0] = 0

    ways = []
    monkeypatch.setattr(probe, "interpret", lambda *a: ways.append("interpreted"))
    monkeypatch.setattr(probe, "compiled", lambda: lambda *a: ways.append("compiled"))
    probe.ways = ways
    return probe


def test_interpreted_until_the_rent_reaches_the_price(probe):
    for _ in range(4):
        probe(np.zeros(99))
    assert probe.ways == ["interpreted", "interpreted", "compiled", "compiled"]


def test_a_cached_kernel_is_loaded_once_numba_pays(probe, monkeypatch):
    monkeypatch.setattr(probe, "is_cached", lambda: True)
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    for _ in range(3):
        probe(np.zeros(40))
    assert probe.ways == ["interpreted", "compiled", "compiled"]


def test_the_cache_is_looked_at_again_when_as_much_has_been_paid(probe, monkeypatch):
    looks = []
    monkeypatch.setattr(probe, "is_cached", lambda: looks.append(probe._interpreted))
    monkeypatch.setattr(Kernel, "total_interpreted", 1.0)
    for _ in range(9):
        probe(np.zeros(10))
    assert looks == pytest.approx([0.1, 0.3, 0.7])


def test_what_other_kernels_paid_counts_for_the_start_of_numba(probe, monkeypatch):
    monkeypatch.setattr(probe, "is_cached", lambda: True)
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    monkeypatch.setattr(Kernel, "total_interpreted", 0.5)
    probe(np.zeros(40))
    assert probe.ways == ["compiled"]


def test_calls_that_are_expected_pay_from_the_first_on(probe):
    with compiled.expect_calls(4):
        probe(np.zeros(60))
    with compiled.expect_calls(3):
        probe(np.zeros(60))
    assert probe.ways == ["compiled", "compiled"]  # 0.6 s and 4 or 3 times as much to come
    probe.ways.clear()
    probe._interpreted = 0.0
    probe(np.zeros(60))
    assert probe.ways == ["interpreted"]


def test_what_the_last_call_took_is_expected_of_the_next_ones(probe, monkeypatch):
    clock = iter([0.0, 1.0])
    monkeypatch.setattr(compiled.time, "perf_counter", lambda: next(clock))
    with compiled.expect_calls(2):
        probe(np.zeros(1))
        probe(np.zeros(1))
    assert probe.ways == ["interpreted", "compiled"]


def test_who_waits_is_told_before_what_is_not_cached_is_compiled(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    told = []
    monkeypatch.setattr(Kernel, "on_compile", lambda: told.append(1))
    monkeypatch.setattr(compiled, "_compile", lambda function: function)
    new, old = (Kernel(lambda values: None, 1, 1) for _ in range(2))
    monkeypatch.setattr(old, "is_cached", lambda: True)
    for each in (new, old, new):
        each.compiled()
    assert told == [1]


def test_an_interpreted_kernel_calls_others_as_python():
    @kernel(interpret_ns_per_element=1, compile_seconds=1)
    def inner(values):
        return type(values).__name__

    outer = FunctionType(_calls_inner.__code__, {**globals(), "inner": inner})
    called = Kernel(outer, 1, 1)
    assert called.interpret(np.zeros(3)) == "memoryview"
    assert inner._interpreted == 0


def _calls_inner(values):
    return inner(values)  # noqa: F821


def test_a_small_call_is_interpreted_even_where_numba_runs(probe):
    probe(np.zeros(1))
    assert probe.ways == ["interpreted"]


def test_compiled_form_is_cached_where_asked(tmp_path):
    code = (
        "import numpy as np\n"
        "from graphres.kernels.csr import count_rows as k\n"
        "out = np.zeros(3, np.int64)\n"
        "k.compiled()(np.array([0, 1, 1], np.int32), out)\n"
        "assert out.tolist() == [0, 1, 3], out\n"
        "print(k.is_cached())"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "kernels")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"


def test_hash_words_broadcast():
    assert hash_words(1, np.arange(3, dtype=np.uint64)).shape == (3,)
