"""Greedy reinsertion: whoever joins the smallest component comes back first."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.heap import drop, drop_first, make_heap, rise, sink

#: What ``state`` holds: how many wait in either heap, the root of the giant, marks given so far.
WAITING, TIED, GIANT, MARKS = range(4)


@kernel(rent=1500, price=3.0)
def return_order(
    offsets: Any,
    targets: Any,
    away: Any,
    most: Any,
    parent: Any,
    after: Any,
    last: Any,
    number: Any,
    loose: Any,
    bound: Any,
    place: Any,
    key: Any,
    tied: Any,
    stamp: Any,
    counted: Any,
    state: Any,
    returned: Any,
    sizes: Any,
) -> None:
    """Bring accounts back, again and again the one whose return forms the smallest component.

    ``away`` int32 (r,): the accounts that are gone; of equals the first comes back first.
    ``parent`` int32 (n,): n for those gone, -1 for all others; in the end a forest of components,
    minus the size at their roots. ``after`` int32 (n,), -1, and ``last`` int32 (n,), 0 … n - 1: the
    members of a component, from its root on. ``number`` int32 (n,): place in ``away``, else -1.
    ``loose`` int32 (r,): 0 … r - 1. ``bound``, ``place`` int32, ``key`` int64, ``tied`` uint8,
    ``stamp`` int32 (r,), ``counted`` uint8 (n,): work, zero. ``state`` int64 (4,): r, 0, -1, 0.
    Outputs ``returned`` int32 (r,): places in ``away``, and ``sizes`` int64 (r,): of the component
    that each forms, which never fall.

    Components only grow, so a size counted earlier is at most the size now: only the first of a
    heap is counted again. The first component above ``most``, the giant, grows with nearly every
    return and would put everybody tied to it out of date. They wait in a heap of their own, by what
    they add to it. When it takes a component in, that is less by no more than the component's size.
    O((n + m) log r), and a few counts an account.
    """
    n = len(parent)
    for account in range(n):
        if parent[account] < n:
            join(
                offsets, targets, parent, after, last, account, number, loose, bound, place, key,
                tied, stamp, state,
            )  # fmt: skip
    for i in range(len(away)):
        key[i] = -joined(offsets, targets, parent, away[i], counted)
    make_heap(loose, place, key, len(away))
    for back in range(len(away)):
        i, now = first_of(offsets, targets, away, parent, loose, bound, place, key, counted, state)
        returned[back] = i
        sizes[back] = now
        account = away[i]
        parent[account] = -1
        join(
            offsets, targets, parent, after, last, account, number, loose, bound, place, key, tied,
            stamp, state,
        )  # fmt: skip
        if state[GIANT] < 0 and now > most:
            root = root_of(parent, account)
            take_in(
                offsets, targets, parent, after, root, number, loose, bound, place, key, tied,
                stamp, state,
            )  # fmt: skip
            state[GIANT] = root


@kernel(rent=1500, price=0.6)
def first_of(
    offsets: Any,
    targets: Any,
    away: Any,
    parent: Any,
    loose: Any,
    bound: Any,
    place: Any,
    key: Any,
    counted: Any,
    state: Any,
) -> Any:
    """Take out of its heap who forms the smallest component, and the size of that."""
    while True:
        row, giant = 0, 0
        if state[TIED] > 0:
            giant = -parent[state[GIANT]]
            total = giant - key[bound[0]]
            if (
                state[WAITING] == 0
                or total < -key[loose[0]]
                or (total == -key[loose[0]] and bound[0] < loose[0])
            ):
                row = 1
        i = bound[0] if row else loose[0]
        now = joined(offsets, targets, parent, away[i], counted)
        own = -(now - giant * row)
        is_first = own == key[i]
        key[i] = own
        if row:
            settle(bound, place, key, state, TIED, is_first)
        else:
            settle(loose, place, key, state, WAITING, is_first)
        if is_first:
            return i, now


@kernel(rent=700, price=0.3)
def settle(heap: Any, place: Any, key: Any, state: Any, which: Any, is_first: Any) -> None:
    """Take the first out of a heap, or move it down to where it belongs."""
    if is_first:
        drop_first(heap, place, key, state[which])
        state[which] -= 1
    else:
        sink(heap, place, key, state[which], 0)


@kernel(rent=1500, price=0.2)
def root_of(parent: Any, account: Any) -> Any:
    """The root of a present account, halving the path."""
    while parent[account] >= 0:
        above = parent[account]
        if parent[above] >= 0:
            parent[account] = parent[above]
        account = above
    return account


@kernel(rent=1500, price=0.5)
def join(
    offsets: Any,
    targets: Any,
    parent: Any,
    after: Any,
    last: Any,
    account: Any,
    number: Any,
    loose: Any,
    bound: Any,
    place: Any,
    key: Any,
    tied: Any,
    stamp: Any,
    state: Any,
) -> None:
    """Unite a present account with those present that it is tied to."""
    n = len(parent)
    root = root_of(parent, account)
    for e in range(offsets[account], offsets[account + 1]):
        if parent[targets[e]] == n:
            continue
        other = root_of(parent, targets[e])
        if other == root:
            continue
        if state[GIANT] == other or state[GIANT] == root:
            taken = root if state[GIANT] == other else other
            take_in(
                offsets, targets, parent, after, taken, number, loose, bound, place, key, tied,
                stamp, state,
            )  # fmt: skip
        if parent[other] < parent[root]:
            root, other = other, root
        if state[GIANT] == other:
            state[GIANT] = root
        parent[root] += parent[other]
        parent[other] = root
        after[last[root]] = other
        last[root] = last[other]


@kernel(rent=1500, price=0.6)
def take_in(
    offsets: Any,
    targets: Any,
    parent: Any,
    after: Any,
    member: Any,
    number: Any,
    loose: Any,
    bound: Any,
    place: Any,
    key: Any,
    tied: Any,
    stamp: Any,
    state: Any,
) -> None:
    """Let those absent who are tied to a component, from its root on, be tied to the giant."""
    n = len(parent)
    held = -parent[member]
    state[MARKS] += 1
    while member >= 0:
        for e in range(offsets[member], offsets[member + 1]):
            i = number[targets[e]]
            if i < 0 or parent[targets[e]] != n or stamp[i] == state[MARKS]:
                continue
            stamp[i] = state[MARKS]
            if tied[i] == 0:
                drop(loose, place, key, state[WAITING], place[i])
                state[WAITING] -= 1
                tied[i] = 1
                bound[state[TIED]] = i
                place[i] = state[TIED]
                state[TIED] += 1
            key[i] = min(-1, key[i] + held)
            rise(bound, place, key, place[i])
        member = after[member]


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
