"""``Q`` or ``COL:GROUP=Q,…,*=Q``: how often moderators err, for all or by a column's groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.close_matches import suggest
from graphres.data.convert.columns import account_column
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64

#: What stands for all groups that are not named, and for accounts without one.
REST = "*"


@dataclass(frozen=True)
class GroupRates:
    """A rate for each of some groups of a column, and one for the rest, if that was said."""

    column: str
    rates: Mapping[str, float]
    rest: float | None


def parse_rate(text: str, option: str, *, is_below_one: bool = False) -> float | GroupRates:
    """Understand a rate, or rates by group.

    Raises
    ------
    UsageError
        For what is neither, a group named twice, and a rate out of range.

    Examples
    --------
    >>> parse_rate("0.1", "--miss")
    0.1
    >>> parse_rate("lang:en=0.1,ar=0.3,*=0", "--miss")
    GroupRates(column='lang', rates={'en': 0.1, 'ar': 0.3}, rest=0.0)
    """
    column, colon, listed = text.partition(":")
    if not colon:
        return _rate(text, text, option, is_below_one)
    rates: dict[str, float] = {}
    for part in listed.split(","):
        group, equals, value = (each.strip() for each in part.rpartition("="))
        if not column.strip() or not equals or not group:
            raise _refused(text, option)
        if group in rates:
            raise UsageError(f"{option} names {group!r} twice", where=text, do="name it once")
        rates[group] = _rate(value, text, option, is_below_one)
    rest = rates.pop(REST, None)
    return GroupRates(column.strip(), rates, rest)


def _rate(value: str, text: str, option: str, is_below_one: bool) -> float:
    try:
        rate = float(value)
    except ValueError:
        raise _refused(text, option) from None
    if not 0 <= rate <= 1 or (is_below_one and rate == 1):
        top = "under 1" if is_below_one else "to 1"
        raise UsageError(f"{option}: {value} is out of range", do=f"give a number from 0 {top}")
    return rate


def _refused(text: str, option: str) -> UsageError:
    return UsageError(
        f"{option} takes a number or COL:GROUP=Q,GROUP=Q,*=Q, not {text!r}",
        do=f"write {option} 0.1, or {option} lang:en=0.1,ar=0.3,*=0.2",
    )


def rates_by_account(
    graph: FollowGraph, given: float | str | None, option: str, *, is_below_one: bool = False
) -> float | Float64:
    """Return the rate of all accounts, or one for each.

    Raises
    ------
    InputError
        For a column or a group that the account table does not have, and for accounts that no rate
        was given for.
    """
    found = 0.0 if given is None else given
    if isinstance(found, str):
        parsed = parse_rate(found, option, is_below_one=is_below_one)
        return parsed if isinstance(parsed, float) else _spread(graph, parsed, option)
    return found


def _spread(graph: FollowGraph, rates: GroupRates, option: str) -> Float64:
    column = account_column(graph, rates.column, f"use for {option}")
    groups = column.astype(object).where(column.notna(), None).map(_text)
    there = sorted(groups.dropna().unique())
    made = np.full(graph.n, np.nan)
    for group, rate in rates.rates.items():
        members = (groups == group).to_numpy()
        if not members.any():
            fault = f"no account has {group!r} in column {rates.column!r}"
            raise InputError(fault, do=suggest(group, there[:10]))
        made[members] = rate
    left = np.isnan(made)
    if rates.rest is None and left.any():
        first = groups[int(np.flatnonzero(left)[0])]
        whose = f"of {first!r}" if isinstance(first, str) else "without a value"
        raise InputError(
            f"{option} gives no rate to accounts {whose} in column {rates.column!r}",
            do=f"name every group, or add {REST}=Q for the rest, such as {REST}=0",
        )
    made[left] = 0.0 if rates.rest is None else rates.rest
    return made


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
