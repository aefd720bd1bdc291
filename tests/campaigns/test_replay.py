"""A replayed log: the plan that makes the same choices, and what finds no account."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.campaigns import ARMS, campaign, frontier
from graphres.data.generators import generate
from graphres.data.reading import SuspensionLog
from graphres.errors import UsageError

GRAPH = generate("preferential", n=80, mean_followers=6, seed=3)


def logged(rows):
    rows = np.array(rows, dtype=np.int32).reshape(-1, 2)
    return SuspensionLog(rows[:, 0], rows[:, 1])


@pytest.fixture
def plan_and_log(monkeypatch):
    """A plan of one run, and the log of what it did."""

    def both(**asked):
        from graphres.campaigns import arms

        rows = []
        note = arms.PlanLog.note

        def noting(self, world, picked, numbers):
            persons = world.setting.order[picked.suspended // world.slots]
            rows.extend((a, world.day - world.parameters.from_day + 1) for a in persons.tolist())
            note(self, world, picked, numbers)

        with monkeypatch.context() as patched:
            patched.setattr(arms.PlanLog, "note", noting)
            planned = campaign(GRAPH, runs=1, suspend=("in-degree:soft@6%/day",), **asked)
        return planned, rows

    return both


@pytest.mark.parametrize("from_day", [1, 8])
def test_a_replay_is_the_plan_that_makes_the_same_choices(plan_and_log, from_day):
    asked = {"days": 25, "from_day": from_day, "quit": 0.02}
    planned, rows = plan_and_log(**asked)
    shuffled = np.random.default_rng(1).permutation(rows)
    replayed = campaign(GRAPH, runs=1, replay=logged(shuffled), **asked)
    assert sum(replayed.missed.values()) == 0
    for table in ("days", "cohorts", "returns"):
        frames = [t.frame(table) for t in (planned, replayed)]
        kept = [f[f["arm"].isin(["none", "random", "plan"])] for f in frames]
        # Which of those closed on one day goes first decides how many it still had.
        told = ["followers_before", "peak"]
        kept = [f.drop(columns=told, errors="ignore") for f in kept]
        by = list(kept[0].columns)
        one, other = (f.sort_values(by).to_csv(index=False) for f in kept)
        assert one == other


def test_what_finds_no_account_is_counted_by_reason():
    eligible = np.ones(GRAPH.n, dtype=bool)
    eligible[5] = False
    rows = [(1, 1), (1, 1), (1, 2), (2, 3), (5, 3), (3, 99)]
    trace = campaign(
        GRAPH, days=10, runs=2, replay=logged(rows), eligible=eligible, return_after="fixed:5",
        come_back=1.0,
    )  # fmt: skip
    assert trace.missed == {
        "away": 1, "gone": 0, "closed_today": 1, "protected": 1, "too_late": 1,
    }  # fmt: skip
    mean = trace.mean("plan")
    assert mean["suspended"] == 2
    assert mean["missed"] == 4
    assert trace.mean("none")["missed"] is None
    gone = campaign(GRAPH, days=10, runs=1, replay=logged([(1, 1), (1, 4)]), come_back=0.0)
    assert gone.missed["away"] + gone.missed["gone"] == 1


def test_a_person_with_several_accounts_loses_them_one_by_one():
    rows = [(4, 1), (4, 3), (4, 3), (4, 3), (4, 3)]
    trace = campaign(
        GRAPH, days=6, runs=1, replay=logged(rows), replacements=3, come_back=1.0,
        return_after="fixed:1", arms=["plan"],
    )  # fmt: skip
    days = trace.days[trace.days["arm"] == "plan"].set_index("day")
    assert days["suspended"].tolist() == [0, 1, 0, 3, 0, 0, 0]
    assert trace.missed["closed_today"] == 1


def test_other_arms_keep_their_meaning():
    rows = [(i % 20, 1 + i // 4) for i in range(60)]
    trace = campaign(GRAPH, days=20, runs=1, replay=logged(rows), return_after="fixed:1", arms=ARMS)
    assert trace.arms == list(ARMS)
    days = trace.days.pivot(index="day", columns="arm", values="suspended")
    assert (days["random"] == days["plan"]).all()
    assert (days["rotating"] == days["plan"]).all()
    assert days["all-at-once"].sum() == days["all-at-once"][1] == 20
    assert set(np.flatnonzero(trace.runs[0][1].suspensions)) == set(
        trace.setting.place[:20].tolist()
    )


@pytest.mark.parametrize(
    "wrong", [{"suspend": ("random@1/day",)}, {"pressure": 2.0}, {"waves": "3:10%"}]
)
def test_a_replay_is_alone(wrong):
    with pytest.raises(UsageError, match="replay takes the place"):
        campaign(GRAPH, days=5, runs=1, replay=logged([(1, 1)]), **wrong)


def test_a_frontier_of_a_replay():
    log = logged([(i % 80, 1 + i // 4) for i in range(160)])
    asked = {"replay": log, "days": 40, "runs": 1, "follow_rate": 0.0}
    assert frontier(GRAPH, over="find", values=[0, 0.5], **asked).status == "never held"
    with pytest.raises(UsageError, match="no rates"):
        frontier(GRAPH, over="pressure", **asked)


def test_an_empty_log_is_arm_none():
    trace = campaign(GRAPH, days=5, runs=1, replay=logged([]), arms=["blow"])
    assert trace.mean("plan")["stunting"] == 0
    assert trace.mean("all-at-once")["suspended"] == 0


def test_acts_come_after_the_log_and_pass_over_whom_it_closed():
    rows = [(i % 20, 1 + i // 4) for i in range(60)]
    asked = {"days": 20, "runs": 1, "replay": logged(rows), "return_after": "fixed:1", "arms": ARMS}
    alone = campaign(GRAPH, **asked)
    both = campaign(GRAPH, act=("private:in-degree@3/day",), **asked)
    days = both.days.pivot(index="day", columns="arm", values="persons_private")
    assert days["plan"].max() >= 3
    assert days["all-at-once"][1] >= 30
    assert days["none"].max() == 0
    closed = [t.days[t.days["arm"] == "plan"]["suspended"].tolist() for t in (alone, both)]
    assert closed[0] == closed[1]
    spent = both.days.pivot(index="day", columns="arm", values="suspended")
    assert (spent["rotating"] == spent["plan"]).all()
    everybody = logged([(person, 1) for person in range(GRAPH.n)])
    none_left = campaign(
        GRAPH, days=1, runs=1, replay=everybody, act=("private@100%/day",), arms=["plan"]
    )
    assert none_left.days["persons_private"].max() == 0
