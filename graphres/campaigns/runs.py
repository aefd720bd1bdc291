"""Runs of arms: the loop over days, and runs side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from graphres.campaigns import arms as arm
from graphres.campaigns.aligned import align
from graphres.campaigns.attention import Meetings
from graphres.campaigns.histories import strata_of, sum_by_dose
from graphres.campaigns.parameters import ARMS
from graphres.campaigns.record import ArmRun, Recorder
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.engine.memory import need_memory
from graphres.engine.pool import map_in_order
from graphres.engine.signals import allow_time
from graphres.kernels.arrays import Int32
from graphres.kernels.compiled import expect_calls

OnProgress = Callable[[int, int], None]

#: What a person's day takes in two arms, and what one who arrives takes in all.
_BYTES_A_DAY = 10
_BYTES_AN_ARRIVAL = 200


def needed_arms(asked: Sequence[str]) -> list[str]:
    """The arms to run: those asked for and those that they are measured by, in order.

    Examples
    --------
    >>> needed_arms(["rotating"])
    ['none', 'rotating', 'plan']
    """
    needed = {"none", *asked}
    if needed - {"none"}:
        needed.add("plan")
    return [name for name in ARMS if name in needed]


def run_all(
    setting: Setting,
    asked: Sequence[str],
    runs: int,
    *,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    keep_finished: bool = False,
) -> tuple[list[list[ArmRun]], bool]:
    """Every run with all its arms, and whether Ctrl-C cut it short.

    Parameters
    ----------
    setting : Setting
    asked : sequence of str
        Arms.
    runs : int
    jobs : int, optional
        Threads; the number of cores when absent.
    on_progress : callable, optional
        Called with (done, total) after every run.
    keep_finished : bool
        Whether Ctrl-C ends the work with the runs finished so far, if there are any.
    """
    _need_memory(setting, min(jobs or os.cpu_count() or 1, runs))
    _prepare(setting)
    finished: list[list[ArmRun]] = []
    work = partial(one_run, setting, asked, rounds=runs * len(needed_arms(asked)))
    try:
        for arms in map_in_order(work, range(runs), jobs=jobs, on_progress=on_progress):
            finished.append(arms)
    except KeyboardInterrupt:
        if not (keep_finished and finished):
            raise
        allow_time()
        return finished, True
    return finished, False


def _need_memory(setting: Setting, at_once: int) -> None:
    """Refuse more persons and days than memory holds: two arms keep the days of every person."""
    made = setting.parameters
    cells = setting.n * (made.days + 1)
    arrivals = made.newcomers * made.days
    need_memory(
        at_once * (_BYTES_A_DAY * cells + _BYTES_AN_ARRIVAL * arrivals),
        f"{setting.n + arrivals:,.0f} persons for {made.days:,} days, {at_once} runs at once,",
        do="lower --days, --newcomers or --jobs",
    )


def _prepare(setting: Setting) -> None:
    """Compute once, before threads share it, what all runs look up."""
    for name, value in vars(Setting).items():
        if isinstance(value, cached_property):
            getattr(setting, name)


def one_run(setting: Setting, asked: Sequence[str], run: int, rounds: int = 1) -> list[ArmRun]:
    """All arms of one run, those of ``ARMS`` in order; ``rounds`` as in `one_arm`."""
    with expect_calls(rounds):
        return _all_arms(setting, needed_arms(asked), run, rounds)


def _all_arms(setting: Setting, needed: Sequence[str], run: int, rounds: int) -> list[ArmRun]:
    plan = arm.Plan(setting)
    meetings = Meetings() if setting.parameters.attention == "lost" else None
    beside: dict[str, Any] = {"track": True, "meetings": meetings, "rounds": rounds}
    none = one_arm(setting, run, "none", arm.nobody, **beside)
    assert none.history is not None
    daily = none.history.followers
    beside["reference"] = daily
    found = {"none": _summed(setting, none, daily)}
    if "plan" in needed:
        own = one_arm(setting, run, "plan", plan.decide(), **beside)
        found["plan"] = _summed(setting, replace(own, missed=plan.missed), daily)
        decides = plan.others()
        for name in [name for name in needed if name in decides]:
            own = one_arm(setting, run, name, decides[name](), **beside)
            found[name] = _summed(setting, own, daily)
    return [found[name] for name in needed]


def _summed(setting: Setting, own: ArmRun, none: Int32) -> ArmRun:
    """A run with its days summed by group and dose, in place of every person's."""
    assert own.history is not None
    strata = strata_of(setting, own.arm, own.run, own.history.suspensions)
    by_dose = sum_by_dose(own.history, none, strata)
    aligned = None if own.arm == "none" else align(own.history, strata)
    return replace(own, history=None, by_dose=by_dose, aligned=aligned, strata=strata)


def one_arm(
    setting: Setting,
    run: int,
    name: str,
    decide: arm.Decide,
    *,
    reference: Int32 | None = None,
    keep: bool = False,
    giant: bool = True,
    track: bool = False,
    meetings: Meetings | None = None,
    rounds: int = 1,
) -> ArmRun:
    """One run of one arm, day by day: return, rediscovery, growth, loss, suspension, record.

    ``rounds``: how many like it are to come, by which compiling is foreseen to pay or not.
    """
    world = World(setting, run)
    world.meetings, world.is_without = meetings, name == "none"
    recorder = Recorder(world, reference=reference, keep=keep, giant=giant, track=track)
    recorder.day()
    with expect_calls(rounds * setting.parameters.days):
        for day in range(1, setting.parameters.days + 1):
            _one_day(world, day, decide, recorder)
    return recorder.done(name)


def _one_day(world: World, day: int, decide: arm.Decide, recorder: Recorder) -> None:
    world.begin(day)
    come_back(world)
    rediscover(world)
    grow(world)
    lose(world)
    if world.parameters.from_day <= day <= world.parameters.last_pressed:
        picked = decide(world)
        recorder.closed(*suspend(world, picked.suspended))
        for channel, accounts in picked.acts:
            world.standing.act(world, channel, accounts)
    recorder.day()
