"""Reinsertion at a price: whoever costs most for the component that a return forms comes first."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import root_of
from graphres.kernels.structures.heap import drop_first, make_heap, sink

#: A key below that of whoever costs anything.
FREE = -1e300


@kernel(rent=900, price=0.3)
def formed_size(offsets: Any, targets: Any, parent: Any, counted: Any, account: Any) -> Any:
    """How large a component an absent account would form; ``counted`` is left as it was, −1."""
    n = len(parent)
    total = 1
    for e in range(offsets[account], offsets[account + 1]):
        other = targets[e]
        if parent[other] < n:
            root = root_of(parent, other)
            if counted[root] != account:
                counted[root] = account
                total -= parent[root]
    for e in range(offsets[account], offsets[account + 1]):
        other = targets[e]
        if parent[other] < n:
            counted[root_of(parent, other)] = -1
    return total


@kernel(rent=900, price=0.3)
def unite_row(offsets: Any, targets: Any, parent: Any, account: Any) -> None:
    """Unite a present account with all present whom it is tied to."""
    n = len(parent)
    root = root_of(parent, account)
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] < n:
            other = root_of(parent, targets[e])
            if other == root:
                continue
            if parent[other] < parent[root]:
                root, other = other, root
            parent[root] += parent[other]
            parent[other] = root


@kernel(rent=900, price=0.4)
def unite_present(offsets: Any, targets: Any, parent: Any) -> None:
    """Components of those present: ``parent`` int32 (n,), n for whoever is absent, else −1."""
    for account in range(len(parent)):
        if parent[account] < len(parent):
            unite_row(offsets, targets, parent, account)


@kernel(rent=900, price=1.5)
def priced_return(
    offsets: Any,
    targets: Any,
    account: Any,
    price: Any,
    limit: Any,
    parent: Any,
    counted: Any,
    heap: Any,
    place: Any,
    key: Any,
    returned: Any,
    sizes: Any,
) -> Any:
    """Bring accounts back, the smallest component per cost first; returns how many came.

    ``account`` int32 (r,): who is away; ``price`` float64 (r,). Nobody comes back who would form a
    component above ``limit``. ``parent``: see `unite_present`, kept up to date; ``counted`` int32
    (n,), −1; ``heap`` int32 (r,): 0 … r − 1; ``place`` int32, ``key`` float64 (r,): work. Outputs
    ``returned`` int32 (r,): numbers, and ``sizes`` int64 (r,): of the component that each forms.

    Components only grow, so that a size once counted is a lower bound, and only the first of the
    queue is counted again: at most ``limit`` times each, in practice a few times.
    """
    size = len(account)
    for i in range(size):
        key[i] = key_of(formed_size(offsets, targets, parent, counted, account[i]), price[i])
    make_heap(heap, place, key, size)
    back = 0
    while size > 0:
        i = heap[0]
        total = formed_size(offsets, targets, parent, counted, account[i])
        now = key_of(total, price[i])
        if total <= limit and now < key[i]:
            key[i] = now
            sink(heap, place, key, size, 0)
            continue
        drop_first(heap, place, key, size)
        size -= 1
        if total <= limit:
            parent[account[i]] = -1
            unite_row(offsets, targets, parent, account[i])
            returned[back] = i
            sizes[back] = total
            back += 1
    return back


@kernel(rent=900, price=0.1)
def key_of(total: Any, price: Any) -> Any:
    """The larger, the sooner an account comes back; those who cost nothing last."""
    if price <= total * 1e-290:
        return FREE - total * 1e290
    return -total / price
