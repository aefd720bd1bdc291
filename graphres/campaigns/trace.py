"""What a campaign left: tables of days, cohorts and returns, and what sums them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.parameters import Parameters
from graphres.campaigns.record import ACT_DAYS, DAYS, RETURNS, ArmRun
from graphres.campaigns.summary import summarise
from graphres.campaigns.world import Setting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COHORTS", "TABLES", "CampaignTrace"]

COHORTS = (
    "cohort",
    "value",
    "persons",
    "suspensions",
    "audience",
    "audience_none",
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
        """The summary of an arm over all runs."""
        return next(row for row in self.summary if row["arm"] == arm and row["run"] == "mean")

    @property
    def missed(self) -> dict[str, float] | None:
        """Suspensions of a replayed log that found no account, by reason, mean over runs."""
        each = [own.missed for run in self.runs for own in run if own.missed is not None]
        if not each:
            return None
        return {reason: sum(e[reason] for e in each) / len(each) for reason in each[0]}

    def columns(self, table: str) -> Iterator[dict[str, list[Any]]]:
        """The columns of a table, one batch an arm and run."""
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
        return own.days if table == "days" else own.returns

    def names(self, table: str) -> tuple[str, ...]:
        """The columns of a table; of days also who is private or limited, where acts are done."""
        return TABLES[table] + ACT_DAYS * (table == "days" and bool(self.parameters.act))

    def frame(self, table: str) -> pd.DataFrame:
        """One of the tables ``days``, ``cohorts`` and ``returns``, tidy."""
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
                "audience": audience,
                "audience_none": without,
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
