"""The day loop and its twin in plain Python agree, draw by draw."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.campaigns import Parameters
from graphres.campaigns.arms import channels_of
from graphres.campaigns.fitting import fit_to_graph
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.campaigns.targeting import Carried, Picked, plan_of_day
from graphres.data.generators import generate
from graphres.kernels.campaign import layout as at
from tests.reference.campaign import Twin

GRAPH = generate("preferential", n=50, mean_followers=6, seed=11)
STATUS = {"absent": at.ABSENT, "present": at.PRESENT, "away": at.AWAY, "gone": at.GONE}

CASES = {
    "defaults": {"suspend": ("in-degree:soft@6%/day",)},
    "no growth, contacts": {
        "suspend": ("in-degree@2.5/day",),
        "follow_rate": 0.0,
        "find": 0.02,
        "find_contact": 0.2,
    },
    "announcers": {
        "suspend": ("random@8%/day",),
        "find": 0.0,
        "find_contact": 0.0,
        "find_announcer": 0.1,
        "unfollow": 0.05,
    },
    "channels": {
        "suspend": ("returned@5%/day", "young:days=3@30%/day", "random@0.7/day"),
        "return_after": "fixed:2",
        "weary": 0.5,
        "find": 0.3,
    },
    "share": {
        "suspend": ("in-degree:soft@10%/day",),
        "refollow": 0.7,
        "refollow_after": 2,
        "weary": 0.8,
    },
    "everything": {
        "suspend": ("in-degree:soft@6%/day", "returned@10%/day"),
        "replacements": 2.4,
        "find": 0.05,
        "find_contact": 0.02,
        "newcomers": 0.4,
        "quit": 0.05,
        "discourage": 0.7,
        "heal": 9.0,
        "follow_rate": 1.3,
        "unfollow": 0.02,
        "discovery": "exposure=0.4,popular=0.3,random=0.3",
    },
    "few come back": {"suspend": ("random@3/day",), "replacements": 0.4, "return_after": "1"},
    "private": {
        "act": ("private:in-degree:soft@8%/day", "suspend:random@3/day"),
        "find": 0.2,
        "find_contact": 0.1,
        "return_after": "1",
    },
    "limited": {
        "act": ("limit:in-degree,factor=0.4@2.5/day", "limit:random,factor=0@1/day"),
        "suspend": ("returned@5%/day",),
        "discourage": 0.8,
        "follow_rate": 1.5,
    },
    "a platform": {"act": ("platform:x@30%/day", "private:random@1/day"), "return_after": "1"},
    "counter-speech and a flood": {
        "act": ("counter:in-degree:soft,delay=1@3%/day", "flood:random,participants=7@8%/day"),
        "suspend": ("in-degree:soft@5%/day",),
        "return_after": "1",
        "find": 0.1,
    },
    "a crowd": {
        "act": (
            "crowd:in-degree,size=2,recall=0.8,precision=0.1,threshold=2@4/day",
            "private:random@1/day",
        ),
        "suspend": ("random@1/day",),
        "replacements": 1.6,
        "return_after": "1",
    },
    "all acts": {
        "suspend": ("in-degree:soft@8%/day",),
        "act": ("private:random@3%/day", "limit:in-degree:soft@4%/day", "platform:y@1/day"),
        "replacements": 2.4,
        "return_after": "1",
        "find": 0.1,
        "refollow": 0.5,
        "refollow_after": 1,
        "newcomers": 0.4,
        "quit": 0.05,
        "follow_rate": 1.3,
    },
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("run", [0, 3])
def test_the_twin_agrees_draw_by_draw(name, run):
    made = fit_to_graph(Parameters(days=16, **CASES[name]), GRAPH.n, GRAPH.m)
    announcers = np.array([0, 7, 20], dtype=np.int32)
    layer = np.array([("x", "y", None)[v % 3] for v in range(GRAPH.n)], dtype=object)
    world = World(Setting(GRAPH, made, seed=5, announcers=announcers, layer=layer), run)
    twin = twin_of(made, 5, run, announcers, layer)
    channels, _ = channels_of(made)
    carried = [Carried() for _ in channels]
    same(world, twin)
    for day in range(1, made.days + 1):
        world.begin(day)
        come_back(world)
        rediscover(world)
        grow(world)
        lose(world)
        twin.step()
        same(world, twin)
        chosen = plan_of_day(world, channels, None, carried)
        planned = twin.choose()
        assert [
            (channel.act, spelt(world, account))
            for channel, accounts in zip(channels, chosen, strict=True)
            for account in accounts
        ] == [
            ("suspend" if act in ("platform", "crowd") else act, account)
            for act, account, _ in planned
        ]
        picked = Picked.of(channels, chosen)
        closed, _ = suspend(world, picked.suspended)
        for channel, accounts in picked.acts:
            world.standing.act(world, channel, accounts)
        assert [spelt(world, account) for account in closed] == twin.act(planned)
        same(world, twin)


def spelt(world, account):
    """An account as the twin names it."""
    return account // world.slots, account % world.slots


def twin_of(made, seed, run, announcers=(), layer=()):
    names = GRAPH.ids.to_pylist()
    keys = dict(zip(names, map(int, GRAPH.keys), strict=True))
    rows = [(names[u], names[v]) for u in range(GRAPH.n) for v in GRAPH.following.row(u)]
    platforms = dict(zip(names, layer, strict=False))
    return Twin(keys, rows, made, seed, run, [names[a] for a in announcers], platforms)


def same(world: World, twin: Twin) -> None:
    """What the world keeps is what the twin counts afresh: persons and follows are conserved."""
    follower, followed = world.follows_today()
    pairs = set(zip(follower.tolist(), followed.tolist(), strict=True))
    assert len(pairs) == len(follower) == world.persons.followers.sum()
    assert pairs == {(f, p) for (f, p), link in twin.links.items() if link.slots and twin.here(f)}
    followers = [0] * len(twin.all)
    for _, p in pairs:
        followers[p] += 1
    lost = [0] * len(twin.all)
    for (f, p), link in twin.links.items():
        lost[p] += not link.slots and twin.here(f)
    for p, person in enumerate(twin.all):
        assert world.persons.status[p] == STATUS[person.status], p
        assert world.persons.open[p] == sum(1 << s for s in person.accounts), p
        assert world.persons.followers[p] == followers[p], p
        if person.status == "present":
            assert world.persons.lost[p] == lost[p], p
        assert world.persons.suspensions[p] == person.suspensions
        assert world.persons.returns[p] == person.returns
        assert world.activity[p] == person.activity
        if person.accounts:
            assert world.standing.private[p] == person.private
            assert world.standing.limited[p] == person.limited
            assert world.standing.speaking[p] == person.speaking
            assert world.standing.flooded[p] == person.flooded
        for slot, account in person.accounts.items():
            a = p * world.slots + slot
            assert world.accounts.followers[a] == twin.held(p, slot)
            assert world.accounts.birth[a] == account.birth
            assert world.accounts.incarnation[a] == account.incarnation
            if account.incarnation:
                assert world.accounts.previous[a] == account.previous
