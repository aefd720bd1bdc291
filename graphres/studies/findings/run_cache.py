"""What findings are tested on: one set of parameters, its graphs, and runs that are made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns import arms as arm
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.presets import Preset, load
from graphres.campaigns.record import ArmRun
from graphres.campaigns.runs import one_arm
from graphres.campaigns.scenario import Setting
from graphres.data.generators import generate
from graphres.graph import FollowGraph
from graphres.kernels.hashing import hash_words
from graphres.strategies import strategy
from graphres.studies.findings.doses import DoseRun
from graphres.studies.findings.levers import LeverRun

#: Days of less pressure after those that the preset tells, for what comes after, and how much of it
#: is left: no figure was found, only that it eased. Ours.
EASED_DAYS, EASED = 75, 0.25


#: Grids of frontiers where there is little time.
COARSE = {"replacements": (0, 0.5, 1, 2, 16), "find": (0, 0.01, 0.1, 1)}


def derive_seed(seed: int, *words: str | int) -> int:
    """Derive a seed from a seed and words."""
    return int(hash_words(seed, "evidence", *words)[0] >> np.uint64(1))


@dataclass(frozen=True)
class CampaignRun:
    """A run of a preset.

    Parameters
    ----------
    preset : str
    arms : tuple of str
        ``none``, then some of ``repeated`` and ``spread``.
    eases : bool
        Whether days of a quarter of the pressure follow on those of the preset.
    changes : tuple of (str, value)
        Fields of `Parameters` that differ from the preset.
    """

    preset: str = "english-2015"
    arms: tuple[str, ...] = ("none", "repeated")
    eases: bool = False
    changes: tuple[tuple[str, Any], ...] = ()

    def do(self, bench: Bench, run: int) -> dict[str, ArmRun]:
        """Every arm by name, with followers by day and person."""
        setting = bench.setting(run, bench.parameters(self))
        log = arm.PlanLog()
        last = bench.preset(self.preset).parameters.days
        decides: dict[str, Callable[[], arm.Decide]] = {
            "none": lambda: arm.nobody,
            "repeated": lambda: (
                _eased(setting, log, last) if self.eases else arm.planned(setting, log)
            ),
            "spread": lambda: arm.rotating(log),
        }
        # A draw has no use for arm spread: it goes into a note, not into any check.
        left_out = {"spread"} if bench.drawn else set()
        order = [name for name in decides if name in self.arms and name not in left_out]
        return {
            name: one_arm(setting, 0, name, decides[name](), keep=True, giant=False)
            for name in order
        }


def _eased(setting: Setting, log: arm.PlanLog, last: int) -> arm.Decide:
    """Follow the plan; after its last day go on at a part of its rates."""
    parameters = setting.parameters
    less = replace(
        setting, parameters=replace(parameters, pressure=float(parameters.pressure) * EASED)
    )
    full, part = arm.planned(setting, log), arm.planned(less, log)
    return lambda world: (full if world.day <= last else part)(world)


@dataclass(frozen=True)
class LongRun:
    """Two presets side by side over years, the plan alone, in as many runs as a frontier has."""

    presets: tuple[str, str]
    days: int

    def do(self, bench: Bench, run: int) -> tuple[ArmRun, ...]:
        """Run the plan under each preset."""
        changes = (("days", self.days),)
        runs = (CampaignRun(preset, ("repeated",), changes=changes) for preset in self.presets)
        return tuple(campaign.do(bench, run)["repeated"] for campaign in runs)


@dataclass(frozen=True)
class CollapseRun:
    """Robustness R of a run's graph under some strategies."""

    strategies: tuple[str, ...]

    def do(self, bench: Bench, run: int) -> dict[str, float]:
        """R by strategy."""
        from graphres.measures.curves import collapse

        graph, by_strategy = bench.graph(run), {}
        for spec in self.strategies:
            order = strategy(spec)(graph, seed=bench.seed_of(run))
            robustness = collapse(graph, order, measures=["giant"]).R
            assert robustness is not None
            by_strategy[spec] = robustness
        return by_strategy


@dataclass(frozen=True)
class FrontierRun:
    """A frontier of a preset on the first run's graph, at a multiple of its pressure."""

    over: str
    preset: str = "english-2015"
    pressure: float = 1.0
    changes: tuple[tuple[str, Any], ...] = ()

    def do(self, bench: Bench, run: int) -> Any:
        """Compute a `Frontier`, of as many runs as the bench has for it; once, for run 0."""
        from graphres.campaigns.frontiers import frontier

        base = bench.parameters(CampaignRun(self.preset, changes=self.changes))
        parameters = replace(base, pressure=float(base.pressure) * self.pressure)
        graph = bench.graph(0)
        return frontier(
            graph,
            parameters,
            over=self.over,
            runs=bench.scan_runs,
            values=COARSE[self.over] if bench.coarse else None,
            seed=bench.seed_of(0),
            jobs=1,
            announcers=find_announcers(parameters, graph),
        )


RequiredRun = CampaignRun | CollapseRun | DoseRun | LongRun | FrontierRun | LeverRun


@dataclass(frozen=True, eq=False)
class Bench:
    """One set of parameters and its runs.

    Parameters
    ----------
    seed : int
    runs, scan_runs : int
        Runs of campaigns, and of every value of a frontier.
    accounts : int, optional
        Accounts of the graphs of campaigns, in place of the recipe's.
    coarse : bool
        Whether frontiers are over few values.
    fixed_graph : FollowGraph, optional
        The graph of all runs, in place of drawn ones.
    drawn : mapping of str to float
        Parameters in place of those of the first preset.
    """

    seed: int = 0
    runs: int = 1
    scan_runs: int = 1
    accounts: int | None = None
    coarse: bool = False
    fixed_graph: FollowGraph | None = None
    drawn: Mapping[str, float] = field(default_factory=dict)
    #: What was made so far, by need and run.
    results: dict[tuple[RequiredRun, int], Any] = field(default_factory=dict)

    def seed_of(self, run: int) -> int:
        """Return the seed of a run; its campaigns share it, so that they stay in step."""
        return derive_seed(self.seed, run)

    @cached_property
    def _graphs(self) -> dict[tuple[int, bool], FollowGraph]:
        return {}

    def graph(self, run: int, *, full_size: bool = False) -> FollowGraph:
        """Return the graph of a run; of the recipe's own size if ``full_size``."""
        if self.fixed_graph is not None:
            return self.fixed_graph
        place = (run, full_size or self.accounts is None)
        if place not in self._graphs:
            recipe = dict(self.preset("english-2015").graph)
            if not place[1]:
                recipe["n"] = self.accounts
            self._graphs[place] = generate(recipe.pop("model"), seed=self.seed_of(run), **recipe)
        return self._graphs[place]

    def preset(self, name: str) -> Preset:
        """Load a preset with this bench's parameters."""
        return load(name, self.drawn)

    def parameters(self, campaign: CampaignRun) -> Parameters:
        """Return the parameters of a campaign."""
        preset = self.preset(campaign.preset)
        base = preset.parameters
        size = self.accounts if self.fixed_graph is None else self.fixed_graph.n
        changes: dict[str, Any] = {}
        if size is not None:  # recruits are so many of the recipe's accounts
            changes["newcomers"] = base.newcomers * size / preset.graph["n"]
        changes |= dict(campaign.changes)
        if campaign.eases:
            changes["days"] = base.days + EASED_DAYS
        return replace(base, **changes)

    def setting(self, run: int, parameters: Parameters) -> Setting:
        """Return what a run's arms share."""
        graph = self.graph(run)
        return Setting(
            graph, parameters, self.seed_of(run), announcers=find_announcers(parameters, graph)
        )

    def make(self, need: RequiredRun, run: int) -> None:
        """Run what is needed, unless it was."""
        if (need, run) not in self.results:
            self.results[need, run] = need.do(self, run)

    def tasks(self, need: RequiredRun) -> list[tuple[RequiredRun, int]]:
        """List the runs to make for a need."""
        runs = {FrontierRun: 1, LongRun: self.scan_runs}.get(type(need), self.runs)
        return [(need, run) for run in range(runs)]

    def results_of(self, need: RequiredRun) -> list[Any]:
        """Return the results for a need, run by run."""
        for task in self.tasks(need):
            self.make(*task)
        return [self.results[task] for task in self.tasks(need)]


def find_announcers(parameters: Parameters, graph: FollowGraph) -> npt.NDArray[np.int32] | None:
    """Find the accounts that ``STRATEGY@N`` or ``STRATEGY@N%`` names on the first graph."""
    if parameters.announcers is None:
        return None
    name, _, size = parameters.announcers.rpartition("@")
    share = size.endswith("%")
    number = float(size.rstrip("%")) * (graph.n / 100 if share else 1)
    return strategy(name)(graph, limit=max(1, round(number)))
