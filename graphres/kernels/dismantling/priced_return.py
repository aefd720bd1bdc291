"""Reinsertion at a price: whoever costs most for the component that a return forms comes first."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import find_root
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.heap import PriorityQueue, drop_first, make_heap, sink

#: A key below that of whoever costs anything.
FREE = -1e300


class Returns(NamedTuple):
    """Who came back, first to come back first."""

    number: Any  # int32 (r,)
    size: Any  # int64 (r,): of the component that each forms


@kernel(interpret_ns_per_element=900, compile_seconds=0.3)
def count_formed(rows: CompressedRows, parent: Any, counted: Any, account: Any) -> Any:
    """Return how large a component an absent account would form; ``counted`` stays −1."""
    offsets, targets = rows
    n = len(parent)
    total = 1
    for e in range(offsets[account], offsets[account + 1]):
        neighbour = targets[e]
        if parent[neighbour] < n:
            root = find_root(parent, neighbour)
            if counted[root] != account:
                counted[root] = account
                total -= parent[root]
    for e in range(offsets[account], offsets[account + 1]):
        neighbour = targets[e]
        if parent[neighbour] < n:
            counted[find_root(parent, neighbour)] = -1
    return total


@kernel(interpret_ns_per_element=900, compile_seconds=0.3)
def unite_row(rows: CompressedRows, parent: Any, account: Any) -> None:
    """Unite a present account with all its neighbours that are present."""
    offsets, targets = rows
    n = len(parent)
    root = find_root(parent, account)
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] < n:
            second = find_root(parent, targets[e])
            if second == root:
                continue
            if parent[second] < parent[root]:
                root, second = second, root
            parent[root] += parent[second]
            parent[second] = root


@kernel(interpret_ns_per_element=900, compile_seconds=0.4)
def unite_present(rows: CompressedRows, parent: Any) -> None:
    """Unite those present: ``parent`` int32 (n,), n for absent accounts, else −1."""
    for account in range(len(parent)):
        if parent[account] < len(parent):
            unite_row(rows, parent, account)


@kernel(interpret_ns_per_element=900, compile_seconds=1.5)
def return_by_cost(
    rows: CompressedRows,
    account: Any,
    cost: Any,
    limit: Any,
    parent: Any,
    counted: Any,
    queue: PriorityQueue,
    returns: Returns,
) -> Any:
    """Bring accounts back, the smallest component per cost first; return how many came.

    ``account`` int32 (r,): who is away; ``cost`` float64 (r,). Nobody comes back who would form a
    component above ``limit``. ``parent``: see `unite_present`, kept up to date; ``counted`` int32
    (n,), −1; ``queue``: the numbers 0 … r − 1.

    Components only grow, so that a size once counted is a lower bound, and only the first of the
    queue is counted again: at most ``limit`` times each, in practice a few times.
    """
    heap, place, key = queue
    returned, sizes = returns
    size = len(account)
    for i in range(size):
        key[i] = compute_key(count_formed(rows, parent, counted, account[i]), cost[i])
    make_heap(heap, place, key, size)
    count = 0
    while size > 0:
        i = heap[0]
        total = count_formed(rows, parent, counted, account[i])
        now = compute_key(total, cost[i])
        if total <= limit and now < key[i]:
            key[i] = now
            sink(heap, place, key, size, 0)
            continue
        drop_first(heap, place, key, size)
        size -= 1
        if total <= limit:
            parent[account[i]] = -1
            unite_row(rows, parent, account[i])
            returned[count] = i
            sizes[count] = total
            count += 1
    return count


@kernel(interpret_ns_per_element=900, compile_seconds=0.1)
def compute_key(total: Any, cost: Any) -> Any:
    """Return the key of a return: the larger, the sooner; those who cost nothing come last."""
    if cost <= total * 1e-290:
        return FREE - total * 1e290
    return -total / cost
