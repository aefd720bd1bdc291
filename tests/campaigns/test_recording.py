"""An evening is written down by a few kernels, and as NumPy would; a day is a few calls."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.campaigns import ARMS, Parameters
from graphres.campaigns.aligned import MOST_EVENTS, OFFSETS, align
from graphres.campaigns.evenings import quantile
from graphres.campaigns.histories import History, Strata
from graphres.campaigns.record import Recorder
from graphres.campaigns.runs import one_run
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.data.generators import generate
from graphres.kernels import hashing
from graphres.kernels.campaign import layout as at
from graphres.kernels.compiled import Kernel

GRAPH = generate("preferential", n=60, mean_followers=6, seed=4)

#: Calls of kernels on a day, steps, plan and record together.
MOST_CALLS = 18


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.sampled_from([0.5, 0.9]))
@settings(max_examples=60)
def test_quantiles_are_those_of_numpy(values, share):
    ordered = np.sort(np.array(values, dtype=np.int32))
    assert quantile(ordered, share) == np.quantile(ordered, share)


def test_nobody_has_no_quantile():
    assert quantile(np.zeros(0, dtype=np.int32), 0.5) is None


def test_a_day_is_a_few_calls_and_hashes_no_text_again(monkeypatch):
    setting = Setting(GRAPH, Parameters(days=30), seed=1)
    one_run(setting, list(ARMS), 0)
    calls, texts = Counter(), Counter()
    usual, hashed = Kernel.__call__, hashing.hash_ids

    def counted(self, *arguments):
        calls[self.__name__] += 1
        return usual(self, *arguments)

    def hash_ids(lengths, data):
        texts[data] += 1
        return hashed(lengths, data)

    monkeypatch.setattr(Kernel, "__call__", counted)
    monkeypatch.setattr(hashing, "hash_ids", hash_ids)
    one_run(setting, list(ARMS), 1)
    assert sum(calls.values()) <= len(ARMS) * 30 * MOST_CALLS
    assert max(calls.values()) <= len(ARMS) * 31
    assert sum(texts.values()) == 0


@pytest.mark.parametrize("replacements", [1.0, 2.5])
def test_an_evening_is_what_there_is_to_see(replacements):
    made = Parameters(days=40, replacements=replacements, newcomers=0.5, find=0.1, return_after="1")
    world = World(Setting(GRAPH, made, seed=2), 0)
    none = np.full((41, GRAPH.n), 9, dtype=np.int32)
    recorder = Recorder(world, reference=none, keep=True, track=True)
    recorder.day()
    parts, aged = Counter(), np.zeros((2, 2, GRAPH.n), dtype=np.int64)
    rng = np.random.default_rng(0)
    for day in range(1, 41):
        world.begin(day)
        come_back(world)
        rediscover(world)
        grow(world)
        lose(world)
        chosen = rng.choice(world.open_accounts, 3, replace=False).astype(np.int32)
        recorder.closed(*suspend(world, chosen))
        recorder.day()
        add_parts(world, none[day], parts)
        add_ages(world, aged)
        see(world, recorder)
    own = recorder.done("plan")
    assert own.history is not None
    assert own.parts == dict(parts)
    assert [own.history.aged[age].tolist() for age in (7, 30)] == aged.tolist()
    assert own.audience.tolist() == own.history.followers[1:].sum(axis=0).tolist()
    assert own.history.followers.tolist() == own.daily.tolist()
    assert len(own.returns["person"]) == sum(own.days["opened"])


def add_parts(world: World, none: np.ndarray, parts: Counter[str]) -> None:
    persons = world.persons
    for p in range(GRAPH.n):
        missing = int(none[p] - persons.followers[p])
        if persons.first[p] == 0:
            parts["spill_over"] += missing
        elif persons.status[p] != at.PRESENT:
            parts["away"] += missing
        else:
            parts["lost"] += int(persons.lost[p])
            parts["regrowth"] += missing - int(persons.lost[p])


def add_ages(world: World, aged: np.ndarray) -> None:
    for account in world.open_accounts:
        person, age = account // world.slots, world.day - world.accounts.birth[account]
        returned = world.accounts.incarnation[account] > 0
        if returned and age in (7, 30) and person < GRAPH.n:
            aged[int(age == 30), :, person] += world.accounts.followers[account], 1


def see(world: World, recorder: Recorder) -> None:
    """The row of today, as NumPy counts it."""
    held = world.accounts.followers[world.open_accounts]
    row = {
        name: column[world.day]
        for name, column in recorder.evenings.columns().items()
        if len(column) > world.day
    }
    assert row["accounts"] == len(held)
    assert row["persons_away"] == (world.persons.status == at.AWAY).sum()
    assert row["follows"] == world.persons.followers.sum()
    assert row["followers_mean"] == held.mean()
    assert row["followers_mean_persons"] == world.persons.followers[: GRAPH.n].sum() / GRAPH.n
    assert row["followers_median"] == np.quantile(held, 0.5)
    assert row["followers_p90"] == np.quantile(held, 0.9)
    assert row["giant_share"] == world.giant() / world.arrived


def test_lining_up_agrees_with_its_twin():
    rng = np.random.default_rng(3)
    n, days = 30, 50
    own = History(
        rng.integers(0, 6, (days + 1, n), dtype=np.int32), rng.random((days + 1, n)) < 0.7
    )
    for day in range(1, days + 1):
        own.struck.append((day, rng.integers(0, 12, rng.integers(0, 4)).astype(np.int32)))
    strata = Strata(("a", "b"), ("0",), rng.integers(0, 2, n), np.zeros(n, dtype=np.int64))
    found = align(own, strata)
    shape = (MOST_EVENTS, len(OFFSETS), 2)
    persons, followers, matched = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    often: Counter[int] = Counter()
    never = np.flatnonzero(own.suspensions == 0)
    for day, struck in own.struck:
        for p in struck.tolist():
            often[p] += 1
            if often[p] > MOST_EVENTS:
                continue
            had = own.followers[day - 1, p]
            levels = sorted(set(own.followers[day - 1, never].tolist()))
            level = min(levels, key=lambda value: (abs(value - had), value))
            alike = [v for v in never if own.followers[day - 1, v] == level]
            for o, offset in enumerate(OFFSETS):
                if 0 <= day + offset <= days:
                    cell = often[p] - 1, o, strata.group[p]
                    persons[cell] += 1
                    followers[cell] += own.followers[day + offset, p]
                    matched[cell] += own.followers[day + offset, alike].mean()
    assert found.persons.tolist() == persons.tolist()
    assert found.followers.tolist() == followers.tolist()
    assert found.matched == pytest.approx(matched)
