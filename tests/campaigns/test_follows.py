"""Rows of follows, the giant, and the chances to find and to be followed, by definition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from graphres.campaigns import Parameters
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.data.generators import generate
from graphres.graph import FollowGraph
from graphres.kernels.campaign import layout as at
from graphres.kernels.campaign.arrays import Persons
from graphres.kernels.campaign.draws import find_above
from graphres.kernels.campaign.growth import sum_followers
from graphres.kernels.campaign.rows import find_place


@pytest.mark.parametrize("replacements", [1.0, 2.5])
@pytest.mark.parametrize(("mean", "rate"), [(1, 0.0), (3, 0.2), (12, 0.5)])
def test_giant_is_that_of_scipy(mean, rate, replacements):
    graph = generate("preferential", n=100, mean_followers=mean, seed=mean)
    made = Parameters(days=12, replacements=replacements, follow_rate=rate, unfollow=0.05)
    for struck in (0, 3, 20):
        world = World(Setting(graph, made), 0)
        for day in range(1, 13):
            one_day(world, day, struck)
            follower, followed = world.follows_today()
            n = world.setting.capacity
            matrix = coo_matrix((np.ones(len(follower)), (follower, followed)), (n, n))
            _, labels = connected_components(matrix, directed=True, connection="weak")
            present = world.persons.status == at.PRESENT
            expected = np.bincount(labels[present]).max() if present.any() else 0
            assert world.giant() == expected


def one_day(world: World, day: int, struck: int) -> None:
    world.begin(day)
    come_back(world)
    rediscover(world)
    grow(world)
    lose(world)
    accounts = world.open_accounts
    some = np.random.default_rng(day).choice(accounts, min(struck, len(accounts)), replace=False)
    suspend(world, some.astype(np.int32))


def test_rows_hold_every_follow_once_whatever_happens():
    graph = generate("preferential", n=80, mean_followers=8, seed=1)
    made = Parameters(days=40, follow_rate=2.0, find=0.05, quit=0.02, newcomers=0.5)
    world = World(Setting(graph, made), 0)
    for day in range(1, 41):
        one_day(world, day, 5)
        rows, places = world.follows.rows, world.follows.places
        for r in range(len(rows)):
            start, size = rows[r, at.START], rows[r, at.SIZE]
            row = places[start : start + size]
            held = row[row >= 0] >> at.WHOM
            assert np.count_nonzero(row != at.EMPTY) == rows[r, at.TAKEN] <= 3 * size / 4
            for p in held.tolist():
                i = find_place(rows, places, world.setting.homes, r % len(world.activity), p)
                assert start <= i < start + size
        starts = np.sort(rows[:, at.START])
        assert (np.diff(starts) > 0).all()


def graph_of(pairs: list[tuple[str, str]]) -> FollowGraph:
    """The graph of many pairs of names."""
    codes, names = pd.factorize(np.array(pairs, dtype=object).ravel())
    ends = codes.reshape(-1, 2).astype(np.int32)
    return FollowGraph.from_follows(pa.array(names), ends[:, 0].copy(), ends[:, 1].copy())[0]


@pytest.mark.parametrize(("contacts", "announcers"), [(0, 0), (3, 0), (0, 2), (5, 1)])
@pytest.mark.parametrize("weary", [1.0, 0.5])
def test_chance_to_find_is_its_formula(contacts, announcers, weary):
    """P = 1 − (1 − η₀w)(1 − η₁w)^c (1 − η₂w)^a, on the second return of p."""
    eta = (0.1, 0.06, 0.15)
    copies, pairs = 1000, []
    for k in range(copies):
        pairs += [(f"f{k}", f"p{k}"), (f"f{k}", f"other{k}")]
        for i in range(contacts):
            pairs += [(f"c{k} {i}", f"p{k}"), (f"f{k}", f"c{k} {i}")]
        pairs += [(f"f{k}", f"a{i}") for i in range(announcers)]
    graph = graph_of(pairs)
    names = graph.ids.to_pylist()
    made = Parameters(
        days=3,
        find=eta[0],
        find_contact=eta[1],
        find_announcer=eta[2],
        weary=weary,
        unfollow=0.0,
        follow_rate=0.0,
    )
    told = np.array([i for i, name in enumerate(names) if name[0] == "a"], dtype=np.int32)
    setting = Setting(graph, made, announcers=told)
    place = {name: int(setting.place[i]) for i, name in enumerate(names)}
    found, runs = 0, 3
    for run in range(runs):
        world = World(setting, run)
        for k in range(copies):
            returned(world, place[f"p{k}"], 2)
            for i in range(contacts):
                follow_again(world, place[f"c{k} {i}"], place[f"p{k}"])
        world.begin(1)
        rediscover(world)
        live = set(zip(*map(np.ndarray.tolist, world.follows_today()), strict=True))
        found += sum((place[f"f{k}"], place[f"p{k}"]) in live for k in range(copies))
    expected = (
        1
        - (1 - eta[0] * weary)
        * (1 - eta[1] * weary) ** contacts
        * (1 - eta[2] * weary) ** announcers
    )
    drawn = runs * copies
    assert abs(found / drawn - expected) < 4 * np.sqrt(expected * (1 - expected) / drawn)


def returned(world: World, p: int, times: int) -> None:
    """Let p be as if it had lost its account and come back so often."""
    world.accounts.incarnation[p] = times
    world.persons.returns[p] = times
    world.persons.oldest[p] = world.persons.newest[p] = times
    world.persons.lost[p] += world.persons.followers[p]
    world.persons.followers[p] = world.accounts.followers[p] = 0


def follow_again(world: World, f: int, p: int) -> None:
    i = find_place(world.follows.rows, world.follows.places, world.setting.homes, f, p)
    world.follows.places[i] = (int(p) << at.WHOM) | int(world.persons.newest[p])
    world.persons.followers[p] += 1
    world.persons.lost[p] -= 1
    world.accounts.followers[p] += 1


def test_contacts_and_targets_are_each_as_likely():
    """Exposure: one of those f follows, then one of those it follows and f does not, uniformly.

    Rows with and without late and ended places; draws and the look through the whole row.
    """
    contacts, targets, copies, pairs = 3, 5, 600, []
    for k in range(copies):
        pairs += [(f"f{k}", f"c{k} {i}") for i in range(contacts)]
        pairs += [(f"c{k} {i}", f"t{k} {i} {j}") for i in range(contacts) for j in range(targets)]
        pairs += [(f"f{k}", f"gone{i}") for i in range(20)]
        pairs += [(f"c{k} {i}", f"gone{j}") for i in range(contacts) for j in range(12)]
    graph = graph_of(pairs)
    names = graph.ids.to_pylist()
    made = Parameters(days=2, follow_rate=1.0, discovery="exposure=1", come_back=1.0, unfollow=0.0)
    setting = Setting(graph, made)
    seen: dict[str, int] = {}
    before = set(pairs)
    runs = 5 * copies
    for run in range(5):
        world = World(setting, run)
        suspend(world, setting.place[[i for i, name in enumerate(names) if name[0] == "g"]])
        world.begin(1)
        grow(world)
        for f, t in zip(*map(np.ndarray.tolist, world.follows_today()), strict=True):
            pair = names[setting.order[f]], names[setting.order[t]]
            if pair[0][0] == "f" and pair not in before:
                which = pair[1].partition(" ")[2]
                seen[which] = seen.get(which, 0) + 1
    assert sum(seen.values()) == runs
    assert len(seen) == contacts * targets
    expected = runs / len(seen)
    statistic = sum((count - expected) ** 2 / expected for count in seen.values())
    assert statistic < 36.1  # 0.999 quantile of chi-square with 14 degrees of freedom


@pytest.mark.parametrize("parts", [1, 7, 512])
def test_a_guide_leads_to_where_a_search_does(parts):
    rng = np.random.default_rng(parts)
    persons = Persons(*np.zeros((len(Persons._fields), 300), dtype=np.int32))
    persons.followers[:] = rng.integers(0, 4, 300)
    values, guide = np.zeros(300, dtype=np.int64), np.zeros(parts + 1, dtype=np.int32)
    sum_followers(persons, values, guide)
    assert values.tolist() == np.cumsum(persons.followers).tolist()
    for u in [*rng.random(500), *(np.arange(parts) / parts)]:
        found = find_above(float(u), int(values[-1]), values.data, guide.data)
        assert found == np.searchsorted(values, u * values[-1], side="right")
