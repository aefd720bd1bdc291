"""Rows of results as estimates and curves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphres.errors import GraphresError
from graphres.strategies import strategy
from graphres.studies.comparisons.estimates import Estimate
from graphres.studies.sweeps.tasks.base import end_of, figures

Row = Mapping[str, Any]

#: Columns that tell places of a curve.
_PLACES = ("removed", "removed_fraction", "day", "at")


class FigureName(NamedTuple):
    """Of what a figure is: the part of the result, whose, and which."""

    part: str
    name: str
    figure: str


class MeasureCurve(NamedTuple):
    """One measure by places.

    Parameters
    ----------
    at : list of float
        Removals, hops or days, rising.
    runs : list of list of float
        By run, values at those places.
    low, high : list of list of float
        Intervals of every run where they are told, else empty.
    is_exact : bool
    """

    at: list[float]
    runs: list[list[float]]
    low: list[list[float]]
    high: list[list[float]]
    is_exact: bool


def is_deterministic(spec: str, *, same_seed: bool) -> bool:
    """Whether a strategy gives one order, of one seed or of all; one that is not known may not."""
    try:
        parsed = strategy(spec)
    except GraphresError:
        return False
    is_drawn = parsed.is_random or getattr(parsed, "is_timed", False)
    return not is_drawn and (same_seed or not parsed.takes_seed)


def name_row(row: Row, keys: Sequence[str]) -> str:
    """Name what a row describes, in one text."""
    return " ".join(str(row[key]) for key in keys if row[key] is not None)


def group_rows(rows: Iterable[Row], key: Callable[[Row], Any]) -> Iterator[tuple[Any, list[Row]]]:
    """Rows by a key, in order of first appearance."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    yield from groups.items()


def read_summaries(
    part: str, rows: Sequence[Row], keys: Sequence[str], is_exact: Callable[[str], bool]
) -> Iterator[tuple[FigureName, Estimate]]:
    """Yield the mean of every figure, with its interval and its value in every run."""
    for name, group in group_rows(rows, lambda row: name_row(row, keys)):
        runs = [row for row in group if row["run"] != "mean"]
        mean = next((row for row in group if row["run"] == "mean"), None)
        if mean is None:
            continue
        values = {k: v for k, v in mean.items() if k not in (*keys, "run")}
        for figure, value, low, high in figures(values):
            is_number = value is None or isinstance(value, int | float)
            if not is_number or _says_it_again(figure, mean):
                continue
            by_run = [row.get(figure) for row in runs]
            present = tuple(v for v in by_run if v is not None)
            sampled = ("reach" in figure and low != high) or ("reach" in figure and low is None)
            yield (
                FigureName(part, name, figure),
                Estimate(
                    value,
                    low,
                    high,
                    present if len(present) == len(by_run) else (),
                    is_exact=is_exact(name) and len(by_run) == 1 and not sampled,
                    is_sampled=sampled,
                ),
            )


def _says_it_again(figure: str, row: Row) -> bool:
    """Whether a figure of a collapse is told by another: R, an area, or ends of a range."""
    if figure == "area_to_K" or (figure == "area_giant" and row.get("R") is not None):
        return True
    stem, _, end = figure.rpartition("_")
    if end in ("min", "max") and stem in row:
        return True
    return row.get(figure.replace("area_to_K_", "area_")) is not None and "to_K" in figure


def read_curves(
    rows: Sequence[Row], keys: Sequence[str], place: str, is_exact: Callable[[str], bool]
) -> Iterator[tuple[FigureName, MeasureCurve]]:
    """Every measure of every strategy or arm, run by run.

    Of runs that end at different places, what all have; a measure with a value missing is left out.
    """
    for name, group in group_rows(rows, lambda row: name_row(row, keys)):
        runs = [run_rows for _, run_rows in group_rows(group, lambda row: row["run"])]
        at = [row[place] for row in min(runs, key=len)]
        runs = [run_rows[: len(at)] for run_rows in runs]
        if any([row[place] for row in run_rows] != at for run_rows in runs):
            continue
        for column in group[0]:
            if column in (*keys, "run", *_PLACES) or _is_end(column):
                continue
            values = _values(runs, column)
            if values is not None:
                low, high = (_values(runs, end_of(column, end)) or [] for end in ("low", "high"))
                certain = not column.startswith("reach") or low == high == values
                exact = is_exact(name) and len(runs) == 1 and certain
                curve = MeasureCurve(at, values, low, high, exact)
                yield FigureName("curve", name, column), curve


def place_on_shares(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[Row]:
    """Rows of curves at every hundredth of all accounts, as far as they go; in place of theirs.

    A value holds until the next one is told, so that curves of graphs of different sizes have the
    same places.
    """
    for _, run_rows in group_rows(rows, lambda row: (name_row(row, keys), row["run"])):
        shares = [row["removed_fraction"] for row in run_rows]
        if None in shares:
            continue
        for i in range(101):
            place = bisect_right(shares, i / 100 + 1e-12) - 1
            if i / 100 <= shares[-1] + 1e-12:
                yield {**run_rows[place], "removed_fraction": i / 100}


def _is_end(column: str) -> bool:
    return column.partition("[")[0].endswith(("_low", "_high"))


def _values(runs: Sequence[Sequence[Row]], column: str) -> list[list[float]] | None:
    """Return a column run by run; None if any value is missing or no number."""
    cells = [[row.get(column) for row in run] for run in runs]
    are_numbers = all(isinstance(value, int | float) for run in cells for value in run)
    return [[float(value) for value in run] for run in cells] if are_numbers else None  # type: ignore[arg-type]
