"""``Q`` or ``COL:GROUP=Q,…,*=Q``: how often moderators err, for all or by a column's groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.options.columns import find_labels, find_members

#: What stands for all groups that are not named, and for accounts without one.
REST = "*"


@dataclass(frozen=True)
class GroupRates:
    """A rate for each of some groups of a column, and one for the rest, if there is one.

    ``text`` is what was typed.
    """

    column: str
    rates: Mapping[str, float]
    rest: float | None
    text: str = field(default="", repr=False, compare=False)


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
    column, colon, by_group = text.partition(":")
    if not colon:
        return _parse_number(text, text, option, is_below_one)
    rates: dict[str, float] = {}
    for part in by_group.split(","):
        group, equals, value = (field.strip() for field in part.rpartition("="))
        if not column.strip() or not equals or not group:
            raise _refusal(text, option)
        if group in rates:
            raise UsageError(f"{option} names {group!r} twice", where=text, do="name it once")
        rates[group] = _parse_number(value, text, option, is_below_one)
    rest = rates.pop(REST, None)
    return GroupRates(column.strip(), rates, rest, text)


def _parse_number(value: str, text: str, option: str, is_below_one: bool) -> float:
    try:
        rate = float(value)
    except ValueError:
        raise _refusal(text, option) from None
    if not 0 <= rate <= 1 or (is_below_one and rate == 1):
        top = "under 1" if is_below_one else "to 1"
        raise UsageError(f"{option}: {value} is out of range", do=f"give a number from 0 {top}")
    return rate


def _refusal(text: str, option: str) -> UsageError:
    return UsageError(
        f"{option} takes a number or COL:GROUP=Q,GROUP=Q,*=Q, not {text!r}",
        do=f"write {option} 0.1, or {option} lang:en=0.1,ar=0.3,*=0.2",
    )


def find_rates(graph: FollowGraph, rate: float | GroupRates | None, option: str) -> float | Float64:
    """Return the rate of all accounts, or one for each.

    Raises
    ------
    InputError
        For a column or a group that the account table does not have, and for accounts that have
        no rate.
    """
    if rate is None:
        return 0.0
    return _spread_rates(graph, rate, option) if isinstance(rate, GroupRates) else rate


def _spread_rates(graph: FollowGraph, rates: GroupRates, option: str) -> Float64:
    labels = find_labels(graph, rates.column, f"use for {option}")
    by_account = np.full(graph.n, np.nan)
    for group, members in find_members(labels, rates.rates, rates.column):
        by_account[members] = rates.rates[group]
    missing = np.isnan(by_account)
    if rates.rest is None and missing.any():
        first = labels[int(np.flatnonzero(missing)[0])]
        whose = "without a value" if first is None else f"of {first!r}"
        raise InputError(
            f"{option} gives no rate to accounts {whose} in column {rates.column!r}",
            do=f"name every group, or add {REST}=Q for the rest, such as {REST}=0",
        )
    by_account[missing] = 0.0 if rates.rest is None else rates.rest
    return by_account
