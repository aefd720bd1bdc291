"""What became of persons: their accounts in turn, out of the record of returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.campaigns.record import ArmRun


class Return(NamedTuple):
    """One account opened at a return. ``before`` is what the account lost before was followed by.

    ``ages`` are followers at ages 1, 7, 14 and 30, None where it did not get so old.
    """

    incarnation: int
    day: int
    before: int
    ages: tuple[int | None, int | None, int | None, int | None]
    lifetime: int
    censored: bool


def careers(arm: ArmRun, persons: Container[str]) -> list[list[Return]]:
    """List the returns of each of these persons, in the order of incarnations.

    Persons who arrived later are left out: they had no level before the pressure. O(returns).
    """
    table = arm.returns
    by_person: defaultdict[str, list[Return]] = defaultdict(list)
    for i, person in enumerate(table["person"]):
        if person in persons:
            by_person[person].append(
                Return(
                    table["incarnation"][i],
                    table["day"][i],
                    table["followers_before"][i],
                    (
                        table["followers_1"][i],
                        table["followers_7"][i],
                        table["followers_14"][i],
                        table["followers_30"][i],
                    ),
                    table["lifetime"][i],
                    table["censored"][i],
                )
            )
    return [sorted(by_person[person]) for person in sorted(by_person)]


def slope(values: Sequence[float]) -> float:
    """Least squares slope of log₂(1 + value) a step.

    Examples
    --------
    >>> slope([7, 3, 1])
    -1.0
    """
    y = np.log2(1 + np.asarray(values, dtype=np.float64))
    x = np.arange(len(y)) - (len(y) - 1) / 2
    return float(x @ y / (x @ x))


def level(arm: ArmRun, column: str, first: int, last: int) -> float:
    """Average a column over some days, both included; 0 for days without an open account."""
    values = [0.0 if v is None else float(v) for v in arm.days[column][first : last + 1]]
    return float(np.mean(values))


def change(arm: ArmRun, column: str, first: int, last: int) -> float:
    """By what share a column changes from day ``first`` to ``last``, on its straight line.

    Least squares, so that one day's chance counts little. NaN where the line starts at or below 0.
    """
    y = np.array([np.nan if v is None else v for v in arm.days[column][first : last + 1]])
    return float("nan") if np.isnan(y).any() else relative_change(y)


def relative_change(values: npt.ArrayLike) -> float:
    """By what share values change from the first to the last on their least squares line.

    Examples
    --------
    >>> round(relative_change([10.0, 11.0, 12.0]), 6)
    0.2
    """
    y = np.asarray(values, dtype=np.float64)
    tilt, start = np.polyfit(np.arange(len(y), dtype=np.float64), y, 1)
    return float(tilt * (len(y) - 1) / start) if start > 0 else float("nan")


def find_often_hit(arm: ArmRun, times: int = 2) -> npt.NDArray[np.bool_]:
    """Return which persons of day 0 were suspended at least so often."""
    mask: npt.NDArray[np.bool_] = arm.suspensions >= times
    return mask


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of some values."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share))
