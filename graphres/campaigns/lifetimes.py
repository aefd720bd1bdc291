"""How long accounts opened at returns last, by dose and group of their owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.campaigns.account_survival import survival
from graphres.campaigns.histories import ALL, Strata
from graphres.campaigns.record import ArmRun
from graphres.kernels.arrays import Int64

SURVIVAL = ("group", "dose", "age", "accounts", "at_risk", "closed", "surviving")


class _Lives(NamedTuple):
    """Accounts opened at returns: days open, whether closed then, and their owners' cell."""

    lifetimes: Int64
    closed: npt.NDArray[np.bool_]
    group: Int64
    dose: Int64


def survival_rows(runs: Sequence[ArmRun], places: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Rows of the table ``survival`` of one arm, all runs together: the estimate by age.

    S(a) by Kaplan & Meier, as `graphres.campaigns.account_survival.survival`; accounts open at the
    end leave without a word. A row at age 0, at every age at which an account was closed, and at
    the greatest age that any reached.

    Parameters
    ----------
    runs : sequence of ArmRun
    places : dict of str to int
        The person of day 0 by name.
    """
    strata = runs[0].strata
    assert strata is not None
    lives = _lives(runs, places)
    groups: list[tuple[str, int | None]] = [(ALL, None)]
    if list(strata.groups) != [ALL]:
        groups += [(name, i) for i, name in enumerate(strata.groups)]
    doses: list[tuple[str, int | None]] = [(ALL, None)]
    doses += [(name, i) for i, name in enumerate(strata.doses)]
    for group, g in groups:
        for dose, d in doses:
            own = np.ones(len(lives.closed), dtype=bool)
            own &= True if g is None else lives.group == g
            own &= True if d is None else lives.dose == d
            if own.any():
                yield from _curve(group, dose, lives.lifetimes[own], lives.closed[own])


def _lives(runs: Sequence[ArmRun], places: dict[str, int]) -> _Lives:
    """Those of persons of day 0."""
    columns: list[list[Any]] = [[], [], [], []]
    for own in runs:
        strata: Strata | None = own.strata
        assert strata is not None
        returns = own.returns
        for person, days, censored in zip(
            returns["person"], returns["lifetime"], returns["censored"], strict=True
        ):
            place = places.get(person)
            if place is not None:
                row = (days, not censored, strata.group[place], strata.dose[place])
                for column, value in zip(columns, row, strict=True):
                    column.append(value)
    days, closed, group, dose = columns
    return _Lives(
        np.array(days, dtype=np.int64),
        np.array(closed, dtype=bool),
        np.array(group, dtype=np.int64),
        np.array(dose, dtype=np.int64),
    )


def _curve(
    group: str, dose: str, lifetimes: Int64, closed: npt.NDArray[np.bool_]
) -> Iterator[dict[str, Any]]:
    ages, surviving = survival(lifetimes, closed)
    first = {"group": group, "dose": dose, "accounts": len(lifetimes)}
    yield {**first, "age": 0, "at_risk": len(lifetimes), "closed": 0, "surviving": 1.0}
    told = list(zip(ages.tolist(), surviving.tolist(), strict=True))
    oldest = int(lifetimes.max())
    if oldest > (told[-1][0] if told else 0):
        told.append((oldest, told[-1][1] if told else 1.0))
    for age, share in told:
        yield {
            **first,
            "age": age,
            "at_risk": int((lifetimes >= age).sum()),
            "closed": int((lifetimes[closed] == age).sum()),
            "surviving": share,
        }
