"""The slow, obvious twin of a comparison of snapshots: sets of names, and networkx."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx

Pair = tuple[str, str]


def fates_of_accounts(before: set[Pair], after: set[Pair], suspended: set[str]) -> dict[str, int]:
    """Every account's fate, by the words of `Snapshots.accounts`."""
    first, second = named(before), named(after)
    gone = suspended - second
    absent = first - second - suspended
    alone = {
        account
        for account in absent
        if all(set(pair) - {account} <= gone for pair in before if account in pair)
    }
    return {
        "before": len(first),
        "after": len(second),
        "suspended": len(suspended),
        "still_there": len(suspended & second),
        "left": len(absent - alone),
        "alone": len(alone),
        "stayed": len((first & second) - suspended),
        "joined": len(second - first),
    }


def fates_of_follows(before: set[Pair], after: set[Pair], suspended: set[str]) -> dict[str, int]:
    """Every follow's fate, by the words of `Snapshots.follows`."""
    first, second = named(before), named(after)
    gone = suspended - second
    lost = {pair for pair in before if set(pair) & gone}
    absent = {pair for pair in before - lost if not set(pair) <= second}
    fresh = {pair for pair in after if not set(pair) <= first}
    return {
        "before": len(before),
        "after": len(after),
        "with_suspended": len(lost),
        "with_left": len(absent),
        "unfollowed": len(before - lost - absent - after),
        "kept": len(before & after),
        "followed_anew": len(after - before - fresh),
        "with_joined": len(fresh),
    }


def figures(
    pairs: set[Pair], accounts: set[str], before: set[Pair], rest: set[str], sources: set[str]
) -> dict[str, float]:
    """What is left among some accounts, over what there was before."""
    left = {pair for pair in pairs if set(pair) <= accounts}
    graph = nx.Graph()
    graph.add_nodes_from(accounts)
    graph.add_edges_from(left)
    n = len(named(before))
    largest = max(map(len, nx.connected_components(graph)), default=0)
    hears = {follower for follower, followed in left if followed in sources}
    return {
        "giant": largest / n,
        "audience": len(hears) / n,
        "follows": len(left) / len(before),
        "followers_mean": sum(followed in rest for _, followed in left) / len(rest) if rest else 0,
    }


def partners(
    followers: dict[str, int], wanted: Iterable[str], luck: dict[str, int]
) -> dict[str, str]:
    """For each wanted in turn the nearest of the others, each once; equals by least luck."""
    wanted = list(wanted)
    left = set(followers) - set(wanted)
    found = {}
    for one in wanted:
        if left:

            def apart(other: str, one: str = one) -> tuple[float, int]:
                scales = [math.log2(1 + followers[each]) for each in (one, other)]
                return abs(scales[0] - scales[1]), luck[other]

            found[one] = min(left, key=apart)
            left.remove(found[one])
    return found


def named(pairs: set[Pair]) -> set[str]:
    """Everybody in them."""
    return {end for pair in pairs for end in pair}
