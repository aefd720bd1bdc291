"""Tables of persons by dose: what each row counts is said in docs/method-campaign.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from graphres.campaigns.aligned import OFFSETS
from graphres.campaigns.histories import ALL, DoseDays
from graphres.campaigns.record import ArmRun
from graphres.kernels.arrays import Int64
from graphres.stats.intervals import jackknife_ratio

DOSES = (
    "group",
    "dose",
    "persons",
    "suspensions_mean",
    "present_share",
    "followers_start",
    "followers_7",
    "followers_30",
    "followers_end",
    "followers_end_none",
    "ratio",
    "ratio_low",
    "ratio_high",
)
TRAJECTORIES = ("day", "group", "dose", "persons", "present", "followers", "followers_none")
EVENTS = ("group", "k", "offset", "persons", "present", "followers", "followers_matched")

Cell = tuple[str, str, slice, slice]


def _cells(groups: Sequence[str], doses: Sequence[str]) -> Iterator[Cell]:
    """Every group with every dose, those of all first."""
    everything = slice(None)
    by_group = [(ALL, everything)]
    if list(groups) != [ALL]:
        by_group += [(name, slice(i, i + 1)) for i, name in enumerate(groups)]
    by_dose = [(ALL, everything), *((name, slice(i, i + 1)) for i, name in enumerate(doses))]
    for group, rows in by_group:
        for dose, columns in by_dose:
            yield group, dose, rows, columns


def dose_rows(runs: Sequence[ArmRun], before: int) -> list[dict[str, Any]]:
    """Rows of the table ``doses`` of one arm: all runs of it together.

    Parameters
    ----------
    runs : sequence of ArmRun
    before : int
        The day before the first suspension.
    """
    sums = [own.by_dose for own in runs if own.by_dose is not None]
    cells = _cells(sums[0].groups, sums[0].doses)
    rows = [_dose_row(sums, before, cell) for cell in cells]
    return [row for row in rows if row["persons"]]


def _dose_row(runs: Sequence[DoseDays], before: int, cell: Cell) -> dict[str, Any]:
    group, dose, rows, columns = cell

    def by_run(values: Sequence[Int64]) -> list[int]:
        return [int(each[rows, columns].sum()) for each in values]

    persons = by_run([run.persons for run in runs])
    end = by_run([run.followers[-1] for run in runs])
    end_none = by_run([run.followers_none[-1] for run in runs])
    ratio, low, high = jackknife_ratio(end, end_none)
    count = sum(persons)
    return {
        "group": group,
        "dose": dose,
        "persons": count / len(runs),
        "suspensions_mean": _over(sum(by_run([run.suspensions for run in runs])), count),
        "present_share": _over(sum(by_run([run.present[-1] for run in runs])), count),
        "followers_start": _over(sum(by_run([run.followers[before] for run in runs])), count),
        **{f"followers_{age}": _aged(runs, age, rows, columns) for age in runs[0].aged},
        "followers_end": _over(sum(end), count),
        "followers_end_none": _over(sum(end_none), count),
        "ratio": ratio,
        "ratio_low": None if low is None else max(low, 0.0),
        "ratio_high": high,
    }


def _aged(runs: Sequence[DoseDays], age: int, rows: slice, columns: slice) -> float | None:
    followers, accounts = (
        sum(int(run.aged[age][i][rows, columns].sum()) for run in runs) for i in (0, 1)
    )
    return _over(followers, accounts)


def _over(total: int, count: int) -> float | None:
    return total / count if count else None


def trajectory_columns(own: ArmRun) -> dict[str, list[Any]]:
    """Columns of the table ``trajectories`` of one run of an arm: sums over persons, by day."""
    sums = own.by_dose
    assert sums is not None
    columns: dict[str, list[Any]] = {name: [] for name in TRAJECTORIES}
    days = list(range(len(sums.followers)))
    for group, dose, rows, places in _cells(sums.groups, sums.doses):
        persons = int(sums.persons[rows, places].sum())
        if persons == 0:
            continue
        held = {
            "day": days,
            "group": [group] * len(days),
            "dose": [dose] * len(days),
            "persons": [persons] * len(days),
            "present": sums.present[:, rows, places].sum(axis=(1, 2)).tolist(),
            "followers": sums.followers[:, rows, places].sum(axis=(1, 2)).tolist(),
            "followers_none": sums.followers_none[:, rows, places].sum(axis=(1, 2)).tolist(),
        }
        for name, column in columns.items():
            column += held[name]
    return columns


def event_columns(own: ArmRun) -> dict[str, list[Any]]:
    """Columns of the table ``events`` of one run of an arm: sums over persons, by offset."""
    columns: dict[str, list[Any]] = {name: [] for name in EVENTS}
    sums = own.aligned
    if sums is None:
        return columns
    for group, _, rows, _ in _cells(sums.groups, ()):
        persons = sums.persons[:, :, rows].sum(axis=2)
        held = {
            "persons": persons,
            "present": sums.present[:, :, rows].sum(axis=2),
            "followers": sums.followers[:, :, rows].sum(axis=2),
            "followers_matched": sums.matched[:, :, rows].sum(axis=2),
        }
        k, offset = np.nonzero(persons)
        columns["group"] += [group] * len(k)
        columns["k"] += (k + 1).tolist()
        columns["offset"] += OFFSETS[offset].tolist()
        for name, values in held.items():
            columns[name] += values[k, offset].tolist()
    return columns
