"""Frontiers: how much of what holds a network's audience under pressure is enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns import arms as arm
from graphres.campaigns.crossings import STEPS, Crossing, Curve, bisected
from graphres.campaigns.frontier_points import Frontier, Point
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.runs import one_arm
from graphres.campaigns.scenario import Setting
from graphres.campaigns.validation import check_runs, labels_of, parameters_of, platforms_of
from graphres.close_matches import suggest
from graphres.data.reading.suspensions import SuspensionLog
from graphres.engine.pool import Pool
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.graph.orders import find_account_numbers, make_account_mask

#: What a frontier can be over, and the grid of its whole plausible range.
FRONTIERS = {
    "replacements": (0, 0.1, 0.2, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 16),
    "find": (0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1),
    "pressure": (0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50),
}

_LATE = 30


def frontier(
    graph: FollowGraph,
    parameters: Parameters | None = None,
    *,
    over: str,
    runs: int = 10,
    seed: int = 0,
    jobs: int | None = None,
    eligible: npt.NDArray[np.bool_] | None = None,
    announcers: npt.ArrayLike | None = None,
    group: str | None = None,
    replay: SuspensionLog | None = None,
    layer: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    values: Sequence[float] | None = None,
    **changes: Any,
) -> Frontier:
    """How much of one lever holds the audience of the last 30 days where it was before.

    The share held is the mean audience (distinct followers of the persons of day 0) of the last 30
    days over that of the evening before the first suspension, in arm ``plan``, as a ratio of
    sums over runs. It is measured on a grid, then each bracket in which it crosses 1 is halved
    until it is at most a quarter of the interval of its crossing, or eight times. All values are
    measured on common random numbers. The interval of a crossing is of the values at which that of
    the share held, by `jackknife_ratio`, holds 1.

    Parameters
    ----------
    graph : FollowGraph
    parameters : Parameters, optional
        Its fields can also be given by name.
    over : str
        ``replacements``, ``find`` (the daily hazard of rediscovery), or ``pressure`` (a factor on
        the rates of all channels and waves).
    runs, seed, jobs, eligible, announcers, group, replay, layer, on_progress
        As of `campaign`.
    values : sequence of float, optional
        The grid; ``FRONTIERS[over]`` when absent.

    Returns
    -------
    Frontier

    Raises
    ------
    UsageError
        For what is no frontier, a grid of fewer than two values, fewer than 30 days of pressure,
        and what `campaign` raises.
    InputError
        When nobody is followed before the pressure begins.

    Notes
    -----
    O((grid + 8 · brackets) · runs) runs of one arm. The distinct audience counts a follower of
    several accounts of one person once, so that replacements beyond the first add no audience by
    themselves.

    Examples
    --------
    >>> from graphres.data.generators import generate
    >>> graph = generate("preferential", n=60, mean_followers=6, seed=3)
    >>> found = frontier(graph, over="pressure", days=40, follow_rate=0.05, runs=2,
    ...                  values=[0, 1, 4])
    >>> found.status, found.points[0].opened_per_suspended
    ('crossed', None)
    """
    made = parameters_of(parameters, changes, is_replayed=replay is not None)
    check_runs(runs)
    grid = check_frontier(over, made, values)
    heard = None if announcers is None else find_account_numbers(graph, announcers, "announcers")
    setting = Setting(
        graph,
        made,
        seed,
        make_account_mask(graph, eligible, "eligible"),
        heard,
        labels_of(graph, group, seed),
        replay,
        layer=platforms_of(graph, made, layer),
    )
    scan = _Scan(setting, over, runs, jobs, on_progress, len(grid))
    curve = bisected(scan.measure, scan.curve, grid)
    return scan.result(curve)


def check_frontier(
    over: str, made: Parameters, values: Sequence[float] | None = None
) -> list[float]:
    """The grid of a frontier that makes sense; `UsageError` for one that does not."""
    if over not in FRONTIERS:
        raise UsageError(f"no frontier {over!r}", do=suggest(over, FRONTIERS))
    if over == "find" and made.refollow is not None:
        raise UsageError(
            "refollow replaces find, so that there is no frontier of it", do="leave refollow out"
        )
    if over == "pressure" and not (made.suspend or made.act):
        raise UsageError("a replay has no rates to multiply", do="ask for another frontier")
    if over == "pressure" and isinstance(made.pressure, str):
        raise UsageError("a schedule of pressure has no frontier", do="give a factor, or none")
    if made.attention == "lost":
        raise UsageError("a frontier runs no arm none to lose attention by", do="leave it out")
    if made.days < made.from_day + _LATE - 1:
        raise UsageError(
            f"days={made.days} leaves fewer than {_LATE} days from from_day={made.from_day} on",
            do=f"give at least days={made.from_day + _LATE - 1}",
        )
    grid = sorted({float(value) for value in (FRONTIERS[over] if values is None else values)})
    if len(grid) < 2:
        raise UsageError("a frontier needs a grid", do="give at least two values")
    for value in (grid[0], grid[-1]):
        _with(made, over, value)
    return grid


def _with(made: Parameters, over: str, value: float) -> Parameters:
    lever: dict[str, Any] = {over: value}
    return replace(made, **lever)


class _Scan:
    """Runs of arm ``plan`` at one value after the other."""

    def __init__(
        self,
        setting: Setting,
        over: str,
        runs: int,
        jobs: int | None,
        on_progress: Callable[[int, int], None] | None,
        grid: int,
    ) -> None:
        self.setting, self.over, self.runs, self.jobs = setting, over, runs, jobs
        self.on_progress = on_progress
        self.total, self.done = (grid + STEPS) * runs, 0
        #: By value: late and early audience, suspended and opened, shape (4, runs).
        self.found: dict[float, npt.NDArray[np.float64]] = {}

    def measure(self, values: Sequence[float]) -> None:
        """Run all runs at some values, side by side."""
        with Pool(self.jobs) as pool:
            settings = [self._at(value) for value in values]
            futures = [
                [pool.submit(_held, setting, run) for run in range(self.runs)]
                for setting in settings
            ]
            for value, row in zip(values, futures, strict=True):
                self.found[value] = np.array([self._noted(f.result()) for f in row]).T

    def _at(self, value: float) -> Setting:
        made = _with(self.setting.parameters, self.over, value)
        return replace(self.setting, parameters=made)

    def _noted(self, result: tuple[float, float, int, int]) -> tuple[float, float, int, int]:
        self.done += 1
        self.total = max(self.total, self.done)
        if self.on_progress:
            self.on_progress(self.done, self.total)
        return result

    def curve(self) -> Curve:
        """The share held at all values measured so far."""
        values = sorted(self.found)
        table = np.array([self.found[value] for value in values])
        if not table[:, 1].sum(axis=1).all():
            raise InputError(
                "nobody is followed before the pressure begins, so there is no audience to hold",
                do="give a graph with follows, or a later from_day",
            )
        return Curve(values, table[:, 0], table[:, 1])

    def result(self, curve: Curve) -> Frontier:
        """What was found."""
        values = curve.values.tolist()
        opened = [self._opened(value) for value in values]
        points = tuple(
            Point(value, ratio, *ends, made)
            for value, ratio, ends, made in zip(
                values, curve.ratios.tolist(), curve.intervals(), opened, strict=True
            )
        )
        crossings = tuple(curve.crossings())
        at = None
        if len(crossings) == 1:
            at = _interpolated(values, opened, crossings[0].value)
        if self.on_progress:
            self.on_progress(self.done, self.done)
        return Frontier(self.over, points, crossings, _status(points, crossings), at, self.runs)

    def _opened(self, value: float) -> float | None:
        _, _, suspended, opened = self.found[value].sum(axis=1)
        return float(opened / suspended) if suspended else None


def _held(setting: Setting, run: int) -> tuple[float, float, int, int]:
    own = one_arm(setting, run, "plan", arm.planned(setting, arm.PlanLog()), giant=False)
    return own.held_late, own.held_before, sum(own.days["suspended"]), sum(own.days["opened"])


def _status(points: Sequence[Point], crossings: Sequence[Crossing]) -> str:
    if len(crossings) == 1:
        return "crossed"
    if crossings:
        return "several"
    return "always held" if points[0].held_share >= 1 else "never held"


def _interpolated(
    values: Sequence[float], figures: Sequence[float | None], at: float
) -> float | None:
    """A figure between the two values nearest to ``at``; None where either has none."""
    right = min(max(int(np.searchsorted(values, at)), 1), len(values) - 1)
    left_figure, right_figure = figures[right - 1], figures[right]
    if left_figure is None or right_figure is None:
        return None
    share = (at - values[right - 1]) / (values[right] - values[right - 1])
    return left_figure + share * (right_figure - left_figure)
