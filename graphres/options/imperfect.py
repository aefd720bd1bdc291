"""``--miss``, ``--false-alarm``, ``--confidence`` and ``--hide``: what moderators can't know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from graphres.amounts import parse_share, parse_whole_number
from graphres.data.convert.columns import account_column, number_column
from graphres.data.expressions import parse
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Mask
from graphres.moderation import eligibility as choices
from graphres.moderation.moderators import Moderator
from graphres.moderation.outcome_columns import Accounts
from graphres.moderation.partial_observation import (
    HiddenAccounts,
    HiddenFollows,
    HiddenGroups,
    Hiding,
    ShortLists,
)
from graphres.options.columns import table_of
from graphres.options.error_rates import rates_by_account

Given = Mapping[str, Any]


def targets(given: Given, graph: FollowGraph) -> Mask | None:
    """Who matches ``--target-where``; None without it."""
    return choices.matching(given["target_where"], graph) if given["target_where"] else None


def moderator(given: Given, graph: FollowGraph) -> Moderator | None:
    """Who errs as the options say; None for whoever never does."""
    miss = rates_by_account(graph, given["miss"], "--miss")
    false_alarm = rates_by_account(graph, given["false_alarm"], "--false-alarm", is_below_one=True)
    if not np.any(miss) and not np.any(false_alarm):
        return None
    return Moderator(miss, false_alarm, _others(given, graph) if np.any(false_alarm) else None)


def _others(given: Given, graph: FollowGraph) -> Mask:
    """Whom a false alarm may hit: nobody protected, nobody who is a target."""
    may_be = np.ones(graph.n, dtype=bool)
    target = targets(given, graph)
    shielded = choices.protected(graph, given["protect"], given["protect_where"])
    if target is not None:
        may_be &= ~target
    if shielded is not None:
        may_be &= ~shielded
    return may_be


def confidence(given: Given, graph: FollowGraph, eligible: Mask | None) -> Float64 | None:
    """That each account is what its label says; None without ``--confidence``."""
    name = given["confidence"]
    if name is None:
        return None
    where = table_of(given)
    return number_column(graph, name, "--confidence", where=where, needed=eligible, least=0, most=1)


def bystanders(given: Given, graph: FollowGraph) -> Mask:
    """Who is no target."""
    target = targets(given, graph)
    return np.ones(graph.n, dtype=bool) if target is None else ~target


def accounts(
    given: Given, graph: FollowGraph, eligible: Mask | None, cost: Float64 | None
) -> Accounts:
    """What to tell beside the measures."""
    errs = bool(given["miss"] or given["false_alarm"])
    sure = confidence(given, graph, eligible)
    tells = errs or sure is not None or given["target_where"]
    return Accounts(cost, errs, sure, bystanders(given, graph) if tells else None)


def names(given: Given) -> list[str]:
    """The columns that there will be beside the measures."""
    one = np.zeros(1)
    errs = bool(given["miss"] or given["false_alarm"])
    sure = None if given["confidence"] is None else one
    tells = errs or sure is not None or given["target_where"]
    cost = None if given["cost"] is None else one
    return Accounts(cost, errs, sure, one.astype(bool) if tells else None).names


def check_hide(given: Given) -> None:
    """`UsageError` for a ``--hide`` that is none, before anything is read."""
    text = given["hide"]
    if text is None:
        return
    kind, colon, argument = text.partition(":")
    if not colon:
        parse_share(text, "--hide")
    elif kind == "accounts":
        parse_share(argument, "--hide accounts:")
    elif kind == "lists":
        parse_whole_number(argument, "--hide lists:", least=1)
    elif kind == "where":
        parse(argument)
    elif kind != "community" or not argument:
        raise UsageError(
            "--hide takes a share of follows, accounts:Q, lists:N, community:COL or where:EXPR, "
            f"not {text!r}"
        )


def hiding(given: Given, graph: FollowGraph) -> Hiding | None:
    """What strategies do not see; None where they see all."""
    text = given["hide"]
    if text is None:
        return None
    kind, colon, argument = text.partition(":")
    if not colon:
        return HiddenFollows(parse_share(text, "--hide"))
    if kind == "accounts":
        return HiddenAccounts(parse_share(argument, "--hide accounts:"))
    if kind == "lists":
        return ShortLists(int(argument))
    if kind == "where":
        return HiddenGroups([choices.matching(argument, graph)])
    return HiddenGroups(_communities(graph, argument))


def _communities(graph: FollowGraph, name: str) -> list[Mask]:
    """The groups of a column, largest first; of equals, the one seen first."""
    column = account_column(graph, name, "hide by")
    by_size = column.value_counts(sort=False)
    largest = by_size.sort_values(ascending=False, kind="stable").index
    return [(column == group).to_numpy(dtype=bool, na_value=False) for group in largest]


def facts(given: Given) -> dict[str, Any]:
    """What a manifest says of it, where it was asked for."""
    names = (
        "cost",
        "cost_default",
        "budget_by",
        "miss",
        "false_alarm",
        "confidence",
        "hide",
        "resamples",
    )
    return {name: given[name] for name in names if given.get(name) is not None}
