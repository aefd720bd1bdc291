"""Greedy reinsertion: whoever joins the smallest component comes back first."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.heap import drop_first, make_heap, sink


@kernel(rent=1500, price=2.0)
def return_order(
    offsets: Any,
    targets: Any,
    away: Any,
    parent: Any,
    heap: Any,
    place: Any,
    key: Any,
    counted: Any,
    returned: Any,
    sizes: Any,
) -> None:
    """Bring accounts back, again and again the one whose return forms the smallest component.

    ``away`` int32 (r,): the accounts that are gone; of equals the first comes back first.
    ``parent`` int32 (n,): n for those gone, -1 for all others; in the end a forest of components,
    minus the size at their roots. ``heap`` int32 (r,): 0 … r − 1; ``place`` int32, ``key`` int64
    (r,), ``counted`` uint8 (n,), zero: work. Outputs ``returned`` int32 (r,): places in ``away``,
    and ``sizes`` int64 (r,): of the component that each forms, which never fall.

    Components only grow, so a size counted earlier is at most the size now: only the first of the
    heap is counted again. O(n + m) unions and a few counts an account, O(log r) each.
    """
    n = len(parent)
    for account in range(n):
        if parent[account] < n:
            join(offsets, targets, parent, account)
    for i in range(len(away)):
        key[i] = -joined(offsets, targets, parent, away[i], counted)
    size = len(away)
    make_heap(heap, place, key, size)
    back = 0
    while size > 0:
        i = heap[0]
        account = away[i]
        now = -joined(offsets, targets, parent, account, counted)
        if now < key[i]:
            key[i] = now
            sink(heap, place, key, size, 0)
            continue
        drop_first(heap, place, key, size)
        size -= 1
        returned[back] = i
        sizes[back] = -now
        back += 1
        parent[account] = -1
        join(offsets, targets, parent, account)


@kernel(rent=1500, price=0.2)
def root_of(parent: Any, account: Any) -> Any:
    """The root of a present account, halving the path."""
    while parent[account] >= 0:
        above = parent[account]
        if parent[above] >= 0:
            parent[account] = parent[above]
        account = above
    return account


@kernel(rent=1500, price=0.3)
def join(offsets: Any, targets: Any, parent: Any, account: Any) -> None:
    """Unite a present account with those present that it is tied to."""
    n = len(parent)
    root = root_of(parent, account)
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] == n:
            continue
        other = root_of(parent, targets[e])
        if other == root:
            continue
        if parent[other] < parent[root]:
            root, other = other, root
        parent[root] += parent[other]
        parent[other] = root


@kernel(rent=1500, price=0.3)
def joined(offsets: Any, targets: Any, parent: Any, account: Any, counted: Any) -> Any:
    """How large a component an absent account would form; ``counted`` is left as it was, zero."""
    n = len(parent)
    size = 1
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] < n:
            root = root_of(parent, targets[e])
            if counted[root] == 0:
                counted[root] = 1
                size -= parent[root]
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] < n:
            counted[root_of(parent, targets[e])] = 0
    return size
