"""The matching of arm ``spread`` is that of its definition."""

from __future__ import annotations

import math

import numpy as np
import pytest

from graphres.campaigns import Parameters
from graphres.campaigns.arms import matched
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, suspend
from graphres.campaigns.targeting import draws
from graphres.data.generators import generate
from graphres.kernels.campaign.matching import find_nearest, match_alike
from tests.reference.campaign import alike

GRAPH = generate("preferential", n=40, mean_followers=5, seed=1)


def crowd(replacements: float, seed: int) -> World:
    """Persons with accounts of all ages, some suspended before."""
    world = World(Setting(GRAPH, Parameters(days=30, replacements=replacements), seed=seed), 0)
    rng = np.random.default_rng(seed)
    for day in range(1, 20):
        world.begin(day)
        come_back(world)
        grow(world)
        accounts = world.open_accounts
        suspend(world, np.sort(rng.choice(accounts, 3, replace=False)).astype(np.int32))
    return world


@pytest.mark.parametrize("replacements", [1.0, 2.5])
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_the_nearest_of_those_least_often_suspended(monkeypatch, replacements, compiled, count):
    if compiled:
        for each in (find_nearest, match_alike):
            monkeypatch.setattr(each, "_compiled", each.compiled())
    for seed in range(5):
        world = crowd(replacements, seed)
        accounts = world.open_accounts
        rng = np.random.default_rng(seed)
        likes = np.log2(1.0 + rng.integers(0, 12, count))
        ages = np.log2(1.0 + rng.choice([1, 2, 7, 1000], count))
        found = matched(world, accounts, likes, ages)
        luck = draws(world, accounts, "spread arm")
        candidates = [
            (
                a // world.slots,
                math.log2(1.0 + world.accounts.followers[a]),
                math.log2(1.0 + min(world.day - world.accounts.birth[a], 1000)),
                luck[i],
            )
            for i, a in enumerate(accounts.tolist())
        ]
        often = dict(enumerate(world.persons.suspensions.tolist()))
        assert found.tolist() == alike(candidates, often, zip(likes, ages, strict=True))
        assert len(found) == min(count, len(accounts))
