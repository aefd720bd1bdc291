"""Lines of the figure of a campaign: followers by day, and around a suspension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.charts.chart_spec import ChartLine
from graphres.report.document import Columns, Document
from graphres.report.kinds.campaign import ALL
from graphres.report.kinds.campaign.wording import suspensions_of
from graphres.stats.intervals import mean_band

#: What the lines are held against.
WITHOUT = "without suspensions"
MATCHED = "never suspended, nearest in followers"

#: Suspensions of a person that are drawn, the first ones.
_MOST_LINES = 4

#: x, and persons, followers, and followers to set beside, of one run.
Sums = tuple[Float64, Float64, Float64, Float64]


def day_lines(document: Document) -> tuple[list[ChartLine], ChartLine | None]:
    """Return followers of a person by day in arm ``plan``, a line a dose or group; and without any.

    A line a group where groups were asked for and doses were not ordered.
    """
    table = _of_plan(document.columns("trajectories"))
    groups = [name for name in dict.fromkeys(table.get("group", ())) if name != ALL]
    is_ordered = document.parts.get("finding", {}).get("dose_is") == "ordered"
    by, constant = ("group", "dose") if groups and not is_ordered else ("dose", "group")
    lines, without = [], None
    for name, runs in _by_name(table, by, constant, "day", "followers_none"):
        if name == ALL:
            without = _mean_line(WITHOUT, runs, place=3)
        else:
            lines.append(_mean_line(suspensions_of(name) if by == "dose" else name, runs, place=2))
    return lines, without


def aligned_lines(document: Document) -> tuple[list[ChartLine], ChartLine | None]:
    """Return followers around each suspension in arm ``plan``, and of the matched to the first."""
    table = _of_plan(document.columns("events"))
    table = _rows(table, [g == ALL for g in table.get("group", ())])
    table = _rows(table, [k <= _MOST_LINES for k in table.get("k", ())])
    named = {**table, "k": [f"suspension {k}" for k in table.get("k", ())]}
    named["all"] = [ALL] * len(named["k"])
    runs = list(_by_name(named, "k", "all", "offset", "followers_matched"))
    lines = [_mean_line(name, sums, place=2) for name, sums in runs]
    matched = _mean_line(MATCHED, runs[0][1], place=3) if runs else None
    return lines, matched if matched is not None and matched.y else None


def survival_lines(document: Document) -> list[ChartLine]:
    """Return the share of accounts opened at returns open at an age, a line a dose or group."""
    table = _of_plan(document.columns("survival"))
    groups = {name for name in table.get("group", ()) if name != ALL}
    by, constant = ("group", "dose") if groups else ("dose", "group")
    curves: dict[str, tuple[list[float], list[float]]] = {}
    columns = (table.get(column, ()) for column in (by, constant, "age", "surviving"))
    for name, rest, age, surviving in zip(*columns, strict=True):
        if rest == ALL and name != ALL:
            x, y = curves.setdefault(str(name), ([], []))
            x.append(float(age))
            y.append(float(surviving))
    named = {name if groups else suspensions_of(name): curve for name, curve in curves.items()}
    return [ChartLine(name, x, y) for name, (x, y) in named.items() if len(x) > 1]


def _of_plan(table: Columns) -> Columns:
    return _rows(table, [arm == "plan" for arm in table.get("arm", ())])


def _rows(table: Columns, keep: Sequence[bool]) -> Columns:
    return {
        name: [value for value, is_kept in zip(column, keep, strict=True) if is_kept]
        for name, column in table.items()
    }


def _by_name(
    table: Columns, by: str, constant: str, x: str, comparison: str
) -> Iterator[tuple[str, list[Sums]]]:
    """Yield the names of a column with their runs; of ``constant`` the rows that stand for all."""
    runs: dict[str, dict[object, list[tuple[float, ...]]]] = {}
    columns = (
        table.get(c, ()) for c in (by, constant, "run", x, "persons", "followers", comparison)
    )
    for name, rest, run, *values in zip(*columns, strict=True):
        if rest == ALL:
            row = tuple(np.nan if value is None else float(value) for value in values)
            runs.setdefault(str(name), {}).setdefault(run, []).append(row)
    for name, by_run in runs.items():
        yield name, [_sums(rows) for rows in by_run.values()]


def _sums(rows: Sequence[tuple[float, ...]]) -> Sums:
    at, persons, followers, comparison = (np.array(column) for column in zip(*rows, strict=True))
    return at, persons, followers, comparison


def _mean_line(name: str, runs: Sequence[Sums], place: int) -> ChartLine:
    """Return the mean over runs of a sum a person, where all runs have it."""
    shared = sorted(set.intersection(*(set(run[0].tolist()) for run in runs)))
    at = np.array(shared)
    values = np.stack([(run[place] / run[1])[np.isin(run[0], at)] for run in runs])
    mean, low, high = mean_band(values)
    is_finite = np.isfinite(mean)
    at, mean, low, high = at[is_finite], mean[is_finite], low[is_finite], high[is_finite]
    if not len(at) or not bool(np.any(high > low)):
        return ChartLine(name, at.tolist(), mean.tolist())
    return ChartLine(name, at.tolist(), mean.tolist(), low.clip(min=0).tolist(), high.tolist())
