"""What replacements do to followers, where so many accounts are closed a day, or such a share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from graphres.campaigns import arms as arm
from graphres.campaigns.channels import parse_channel
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.runs import one_arm
from graphres.campaigns.scenario import Setting
from graphres.engine.pool import Pool
from graphres.stats.intervals import jackknife_ratio


@dataclass(frozen=True)
class Capacity:
    """The change that replacements make at one kind of capacity.

    Parameters
    ----------
    closing : str
        ``count``: so many accounts a day; ``share``: a share of the open ones.
    a_day : float
        Accounts a day, or the share.
    ratio, low, high : float or None
        Follower-days with the replacements over those with 1; interval over runs.
    """

    closing: str
    a_day: float
    ratio: float | None
    low: float | None
    high: float | None


def at_both_capacities(made: Parameters, accounts: int) -> dict[str, tuple[float, Parameters]]:
    """Return the plan at rates in accounts a day and in shares, alike at the start.

    Parameters
    ----------
    made : Parameters
        Fitted to the graph.
    accounts : int
        Accounts of the start.

    Examples
    --------
    >>> plans = at_both_capacities(Parameters(suspend=("random@2%/day",)), 500)
    >>> {kind: (a_day, plan.suspend) for kind, (a_day, plan) in plans.items()}
    {'count': (10.0, ('random@10/day',)), 'share': (0.02, ('random@2%/day',))}
    """
    plans, total = {}, Fraction(0)
    specs: dict[str, list[str]] = {"count": [], "share": []}
    for spec in made.suspend:
        channel, name = parse_channel(spec), spec.rpartition("@")[0]
        count = channel.count + round(channel.share * accounts)
        total += count
        specs["count"].append(f"{name}@{_decimal(count)}/day")
        specs["share"].append(f"{name}@{_decimal(min(100 * count / accounts, Fraction(100)))}%/day")
    for kind, a_day in (("count", total), ("share", total / accounts)):
        plans[kind] = (float(a_day), replace(made, suspend=tuple(specs[kind])))
    return plans


def _decimal(value: Fraction) -> str:
    return f"{float(value):.12f}".rstrip("0").rstrip(".")


def replacement_effect(
    setting: Setting,
    runs: int,
    *,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Capacity]:
    """Return what the replacements of a setting do at both kinds of capacity, beside one for one.

    Follower-days of the persons of day 0 in arm ``plan``, as a ratio of sums over runs on the same
    random numbers. 4 runs of one arm a run.
    """
    plans = at_both_capacities(setting.parameters, setting.n)
    asked = setting.parameters.replacements
    with Pool(jobs) as pool:
        futures = {
            (kind, opened): [
                pool.submit(_follower_days, replace(setting, parameters=at), run)
                for run in range(runs)
            ]
            for kind, (_, plan) in plans.items()
            for opened, at in ((o, replace(plan, replacements=o)) for o in (asked, 1.0))
        }
        found: dict[tuple[str, float], list[int]] = {key: [] for key in futures}
        for done, (key, each) in enumerate((k, f) for k, row in futures.items() for f in row):
            found[key].append(each.result())
            if on_progress:
                on_progress(done + 1, 4 * runs)
    return [
        Capacity(kind, a_day, *jackknife_ratio(found[kind, asked], found[kind, 1.0]))
        for kind, (a_day, _) in plans.items()
    ]


def _follower_days(setting: Setting, run: int) -> int:
    decide = arm.planned(setting, arm.PlanLog())
    return int(one_arm(setting, run, "plan", decide, giant=False).audience.sum())
