"""The slow, obvious twins of suspending, hiding and what is told of it, from the definitions."""

from __future__ import annotations

from graphres.graph import FollowGraph
from tests.reference.measures import pairs


def suspended(order, missed, mistakes, pool, cost, purse, left):
    """(account, by mistake, how many were not found before) of everyone suspended."""
    done: list[tuple[int, bool, int]] = []
    gone: set[int] = set()
    queue = list(pool)
    lost = 0

    def can_pay(account):
        return account not in gone and purse[account] >= 0 and cost[account] <= left[purse[account]]

    def pay(account, by_mistake):
        left[purse[account]] -= cost[account]
        gone.add(account)
        done.append((account, by_mistake, lost))

    left = list(left)
    for account, is_missed, others in zip(order, missed, mistakes, strict=True):
        if is_missed:
            lost += 1
            continue
        if not can_pay(account):
            continue
        for _ in range(others):
            victim = next((other for other in queue if can_pay(other)), None)
            if victim is None:
                queue = []
                break
            queue = queue[queue.index(victim) + 1 :]
            pay(victim, True)
        if can_pay(account):
            pay(account, False)
    return done


def isolated_after(graph: FollowGraph, removed: list[int]) -> set[int]:
    """Who is still there, had a follow and has none left."""
    follows = pairs(graph)
    gone = set(removed)
    had = {end for follow in follows for end in follow}
    have = {end for follow in follows if not gone & set(follow) for end in follow}
    return had - have - gone
