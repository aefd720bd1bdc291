"""What a campaign left: tables of days, cohorts and returns, and what sums them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.dose_tables import (
    DOSES,
    EVENTS,
    TRAJECTORIES,
    dose_rows,
    event_columns,
    trajectory_columns,
)
from graphres.campaigns.effects import balance, dose_effects, level_change
from graphres.campaigns.evenings import DAYS, act_days
from graphres.campaigns.lifetimes import SURVIVAL, survival_rows
from graphres.campaigns.parameters import OLD_ARMS, Parameters
from graphres.campaigns.record import RETURNS, ArmRun
from graphres.campaigns.scenario import Setting
from graphres.campaigns.summary import summarise

if TYPE_CHECKING:
    import pandas as pd


COHORTS = (
    "cohort",
    "value",
    "persons",
    "suspensions",
    "follower_days",
    "follower_days_none",
    "stunting",
    "followers_end",
    "followers_end_inside",
    "followers_end_outside",
)

#: The tables of a trace and their columns.
TABLES = {
    "days": ("arm", "run", *DAYS),
    "cohorts": ("arm", "run", *COHORTS),
    "returns": ("arm", "run", *RETURNS),
    "doses": ("arm", *DOSES),
    "trajectories": ("arm", "run", *TRAJECTORIES),
    "events": ("arm", "run", *EVENTS),
    "survival": ("arm", *SURVIVAL),
}


@dataclass(frozen=True, eq=False, repr=False)
class CampaignTrace:
    """The finished runs of a campaign.

    Parameters
    ----------
    setting : Setting
    runs : sequence of sequence of ArmRun
        A run's arms.
    was_interrupted : bool
        Whether Ctrl-C cut it short, so that there are fewer runs than asked for.
    """

    setting: Setting = field(repr=False)
    runs: Sequence[Sequence[ArmRun]]
    was_interrupted: bool = False

    @property
    def parameters(self) -> Parameters:
        """What it was run with."""
        return self.setting.parameters

    @property
    def arms(self) -> list[str]:
        """The arms that were run."""
        return [each.arm for each in self.runs[0]] if self.runs else []

    @cached_property
    def summary(self) -> list[dict[str, Any]]:
        """Rows of `graphres.campaigns.summary.summarise`."""
        return summarise(self.runs, self.parameters)

    def mean(self, arm: str) -> dict[str, Any]:
        """The summary of an arm, by its present or its old name, over all runs."""
        name = OLD_ARMS.get(arm, arm)
        return next(row for row in self.summary if row["arm"] == name and row["run"] == "mean")

    @property
    def dose_is(self) -> str:
        """What the dose of a person is in arm ``plan``: ``ordered``, ``logged`` or ``counted``."""
        if self.parameters.dose:
            return "ordered"
        return "counted" if self.setting.replay is None else "logged"

    def runs_of(self, arm: str) -> list[ArmRun]:
        """All runs of an arm."""
        return [own for run in self.runs for own in run if own.arm == arm]

    @cached_property
    def effects(self) -> list[dict[str, Any]]:
        """Rows of `graphres.campaigns.effects.dose_effects` by arm."""
        pressed = [arm for arm in self.arms if arm != "none"]
        return [{"arm": arm, **row} for arm in pressed for row in dose_effects(self.runs_of(arm))]

    @cached_property
    def levels(self) -> list[dict[str, Any]]:
        """By arm, whether the mean of all persons is flat at the end of the pressure."""
        made = self.parameters
        return [{"arm": arm, **level_change(self.runs_of(arm), made)} for arm in self.arms]

    @property
    def balance(self) -> dict[str, float | None] | None:
        """How alike the accounts hit in arms ``plan`` and ``rotating`` are; None without both."""
        if "rotating" not in self.arms:
            return None
        return balance(self.runs_of("plan"), self.runs_of("rotating"))

    @property
    def missed(self) -> dict[str, float] | None:
        """Suspensions of a replayed log that found no account, by reason, mean over runs."""
        each = [own.missed for run in self.runs for own in run if own.missed is not None]
        if not each:
            return None
        return {reason: sum(e[reason] for e in each) / len(each) for reason in each[0]}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        names = self.names(table)
        return [
            dict(zip(names, row, strict=True))
            for batch in self.columns(table)
            for row in zip(*(batch[name] for name in names), strict=True)
        ]

    def columns(self, table: str) -> Iterator[dict[str, list[Any]]]:
        """The columns of a table, a batch an arm and run; of ``doses`` and ``survival`` an arm."""
        if table in ("doses", "survival"):
            for arm in self.arms:
                rows = self._doses(arm) if table == "doses" else self._survival(arm)
                yield {name: [row[name] for row in rows] for name in TABLES[table]}
            return
        for arm in self.arms:
            for run in self.runs:
                each = next(own for own in run if own.arm == arm)
                none = next(own for own in run if own.arm == "none")
                held = self._table(table, each, none)
                count = len(next(iter(held.values())))
                yield {"arm": [arm] * count, "run": [each.run] * count, **held}

    def _table(self, table: str, own: ArmRun, none: ArmRun) -> dict[str, list[Any]]:
        if table == "cohorts":
            return self._cohorts(own, none)
        if table == "trajectories":
            return trajectory_columns(own)
        if table == "events":
            return event_columns(own)
        return own.days if table == "days" else own.returns

    def _doses(self, arm: str) -> list[dict[str, Any]]:
        rows = dose_rows(self.runs_of(arm), self.parameters.from_day - 1)
        return [{"arm": arm, **row} for row in rows]

    def _survival(self, arm: str) -> list[dict[str, Any]]:
        places = {name: i for i, name in enumerate(self.setting.names[: self.setting.n])}
        return [{"arm": arm, **row} for row in survival_rows(self.runs_of(arm), places)]

    def names(self, table: str) -> tuple[str, ...]:
        """The columns of a table; of days also what acts have done, where there are any."""
        return TABLES[table] + (act_days(self.parameters.act) if table == "days" else ())

    def frame(self, table: str) -> pd.DataFrame:
        """One of ``TABLES``, tidy."""
        import pandas as pd

        batches = list(self.columns(table))
        names = self.names(table)
        return pd.DataFrame({n: [v for batch in batches for v in batch[n]] for n in names})

    @property
    def days(self) -> pd.DataFrame:
        """A row an arm, run and day; day 0 is the start."""
        return self.frame("days")

    @property
    def cohorts(self) -> pd.DataFrame:
        """A row an arm, run and cohort of the persons of day 0."""
        return self.frame("cohorts")

    @property
    def returns(self) -> pd.DataFrame:
        """A row an account opened at a return; ``censored`` ones were open at the end."""
        return self.frame("returns")

    @property
    def doses(self) -> pd.DataFrame:
        """A row an arm, group and dose, all runs together; ``all`` stands for every one."""
        return self.frame("doses")

    @property
    def survival(self) -> pd.DataFrame:
        """A row an arm, group, dose and age at which accounts opened at returns were closed."""
        return self.frame("survival")

    @property
    def trajectories(self) -> pd.DataFrame:
        """A row an arm, run, group, dose and day: sums over persons, beside arm ``none``."""
        return self.frame("trajectories")

    @property
    def events(self) -> pd.DataFrame:
        """A row an arm, run, group, number of suspension and day from it."""
        return self.frame("events")

    def _cohorts(self, own: ArmRun, none: ArmRun) -> dict[str, list[Any]]:
        often = np.minimum(own.suspensions, 2)
        kinds = np.array(["never", "once", "repeatedly"], dtype=object)[often]
        members = [
            ("suspended", value, kinds == value) for value in ("never", "once", "repeatedly")
        ]
        labels = self.setting.labels
        if labels is not None:
            known = labels[: self.setting.n]
            members += [("group", value, known == value) for value in sorted(set(known))]
        rows: dict[str, list[Any]] = {name: [] for name in COHORTS}
        for cohort, value, mask in members:
            audience, without = int(own.audience[mask].sum()), int(none.audience[mask].sum())
            row = {
                "cohort": cohort,
                "value": value,
                "persons": int(mask.sum()),
                "suspensions": int(own.suspensions[mask].sum()),
                "follower_days": audience,
                "follower_days_none": without,
                "stunting": 1 - audience / without if without else None,
                "followers_end": float(own.last[mask].mean()) if mask.any() else None,
                **_by_side(own, mask),
            }
            for name in COHORTS:
                rows[name].append(row[name])
        return rows

    def __repr__(self) -> str:
        """Arms, runs and days, in one line."""
        return (
            f"<CampaignTrace {len(self.arms)} arms, {len(self.runs)} runs, "
            f"{self.parameters.days} days>"
        )


def _by_side(own: ArmRun, mask: npt.NDArray[np.bool_]) -> dict[str, float | None]:
    """Followers of a person's own group, and all others, on the last day."""
    if own.inside is None or not mask.any():
        return {"followers_end_inside": None, "followers_end_outside": None}
    inside = float(own.inside[mask].mean())
    outside = float((own.last - own.inside)[mask].mean())
    return {"followers_end_inside": inside, "followers_end_outside": outside}
