"""Attention that is lost with those suspended, beside its twin in plain Python."""

from __future__ import annotations

import pytest

from graphres.campaigns import Parameters, campaign, frontier
from graphres.campaigns.arms import channels_of
from graphres.campaigns.attention import Meetings
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.campaigns.targeting import Carried, Picked, plan_of_day
from graphres.errors import UsageError
from tests.campaigns.test_twin import GRAPH, same, twin_of

LOST = {"attention": "lost", "follow_rate": 1.3, "return_after": "4"}


def test_the_twin_agrees_draw_by_draw():
    made = Parameters(days=14, suspend=("in-degree:soft@5/day",), newcomers=0.4, **LOST)
    setting = Setting(GRAPH, made, seed=5)
    meetings = Meetings()
    none, world = World(setting, 1), World(setting, 1)
    none.meetings, none.is_without, world.meetings = meetings, True, meetings
    alone, twin = twin_of(made, 5, 1), twin_of(made, 5, 1)
    twin.without = alone
    channels, _ = channels_of(made)
    carried = [Carried() for _ in channels]
    for day in range(1, made.days + 1):
        for each in (none, world):
            each.begin(day)
            for step in (come_back, rediscover, grow, lose):
                step(each)
        alone.step()
        twin.step()
        same(none, alone)
        same(world, twin)
        chosen = plan_of_day(world, channels, None, carried)
        suspend(world, Picked.of(channels, chosen).suspended)
        twin.act(twin.choose())
        same(world, twin)
    assert world.persons.suspensions.sum() > 30


def test_less_spills_over_and_none_is_untouched():
    asked = {"days": 25, "runs": 3, "dose": (0, 2, 4), "come_back": 0.3, "follow_rate": 0.8}
    told = [campaign(GRAPH, attention=kind, **asked) for kind in ("conserved", "lost")]
    gain = [next(r for r in t.effects if r["dose"] == "hit")["spill_over"] for t in told]
    assert gain[1] < gain[0]
    none = [t.days[t.days["arm"] == "none"] for t in told]
    assert none[0].equals(none[1])


def test_nobody_suspended_loses_no_attention():
    asked = {"days": 12, "runs": 1, "suspend": ("random@0/day",), "follow_rate": 1.0}
    days = campaign(GRAPH, attention="lost", **asked).days
    arms = [days[days["arm"] == arm].drop(columns="arm").to_numpy() for arm in ("none", "plan")]
    assert arms[0].tolist() == arms[1].tolist()


def test_what_makes_no_sense_is_refused():
    with pytest.raises(UsageError):
        Parameters(attention="found")
    with pytest.raises(UsageError, match="no arm none"):
        frontier(GRAPH, over="find", days=40, attention="lost")
