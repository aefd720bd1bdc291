"""Exchanging accounts of a set that keeps all components small, one step after another."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows


class Components(NamedTuple):
    """Components of those present, by label, and who is away."""

    label: Any  # int32 (n,): a label shared by the component, −1 for those away
    size: Any  # int32 (n,): at a label in use, how many share it
    away: Any  # int32 (n,): the first count[0] are away
    position: Any  # int32 (n,): where in ``away`` each is
    count: Any  # int64 (1,): how many are away


class ExchangeWork(NamedTuple):
    """What steps work in."""

    queue: Any  # int32 (n,)
    stamp: Any  # int32 (n,): zeros, the last step that met an account
    nearby: Any  # int32 (n,): those away next to the component of a step


@kernel(interpret_ns_per_element=2000, compile_seconds=3.0)
def exchange_accounts(
    rows: CompressedRows,
    may_go: Any,
    limit: Any,
    cost: Any,
    draws: Any,
    first_stamp: Any,
    components: Components,
    room: ExchangeWork,
) -> None:
    """Take one account away and bring back those that makes room for, where that costs no more.

    ``draws`` int64 (steps, 4): what decides; ``first_stamp``: larger than any stamp so far. A step
    takes away an account one or two follows from one that is away, if it is among the first
    ``may_go``. Those away next to its component come back, in a drawn order, while nothing grows
    above ``limit``. If they cost less than it does, all is undone. O(limit) follows a step.
    """
    for step in range(len(draws)):
        if components.count[0] == 0:
            break
        account = draw_account(rows, draws, step, components)
        if account < 0 or account >= may_go or components.label[account] < 0:
            continue
        nearby_count = take_away(rows, account, first_stamp + step, components, room)
        total = 0.0
        for i in range(nearby_count):
            neighbour = room.nearby[(i + draws[step, 3]) % nearby_count]
            if neighbour != account and count_joined(rows, neighbour, components) <= limit:
                bring_in(rows, neighbour, components, room)
                total += cost[neighbour]
                room.stamp[neighbour] = -1
        if total < cost[account]:
            for i in range(nearby_count):
                neighbour = room.nearby[i]
                if room.stamp[neighbour] == -1:
                    room.stamp[neighbour] = 0
                    take_out(rows, neighbour, components, room)
            bring_in(rows, account, components, room)
        else:
            for i in range(nearby_count):
                room.stamp[room.nearby[i]] = 0


@kernel(interpret_ns_per_element=2000, compile_seconds=0.3)
def draw_account(rows: CompressedRows, draws: Any, step: Any, components: Components) -> Any:
    """Return a drawn account one or two follows from one that is away; −1 where there is none."""
    offsets, targets = rows
    account = components.away[draws[step, 0] % components.count[0]]
    for hop in range(1 + draws[step, 2] % 2):
        start = offsets[account]
        degree = offsets[account + 1] - start
        if degree == 0:
            return -1
        account = targets[start + draws[step, 1 + hop] // 2 % degree]
    return account


@kernel(interpret_ns_per_element=2000, compile_seconds=0.6)
def take_away(
    rows: CompressedRows, account: Any, stamp: Any, components: Components, room: ExchangeWork
) -> Any:
    """Take an account out and list who else is away next to its component; return how many."""
    offsets, targets = rows
    take_out(rows, account, components, room)
    nearby_count = 0
    for e in range(offsets[account], offsets[account + 1]):
        start = targets[e]
        if components.label[start] < 0:
            if room.stamp[start] != stamp:
                room.stamp[start] = stamp
                room.nearby[nearby_count] = start
                nearby_count += 1
            continue
        if room.stamp[start] == stamp:
            continue
        room.stamp[start] = stamp
        room.queue[0] = start
        size = 1
        i = 0
        while i < size:
            here = room.queue[i]
            i += 1
            for f in range(offsets[here], offsets[here + 1]):
                neighbour = targets[f]
                if room.stamp[neighbour] == stamp:
                    continue
                room.stamp[neighbour] = stamp
                if components.label[neighbour] >= 0:
                    room.queue[size] = neighbour
                    size += 1
                else:
                    room.nearby[nearby_count] = neighbour
                    nearby_count += 1
    return nearby_count


@kernel(interpret_ns_per_element=2000, compile_seconds=0.5)
def take_out(
    rows: CompressedRows, account: Any, components: Components, room: ExchangeWork
) -> None:
    """Let an account be away, and label what its component falls into."""
    offsets, targets = rows
    old = components.label[account]
    components.label[account] = -1
    components.position[account] = components.count[0]
    components.away[components.count[0]] = account
    components.count[0] += 1
    for e in range(offsets[account], offsets[account + 1]):
        start = targets[e]
        if components.label[start] != old or start == old:
            continue
        spread_label(rows, start, old, start, components, room)
    if old != account and components.label[old] == old:
        spread_label(rows, old, old, old, components, room)


@kernel(interpret_ns_per_element=2000, compile_seconds=0.4)
def spread_label(
    rows: CompressedRows, start: Any, old: Any, new: Any, components: Components, room: ExchangeWork
) -> None:
    """Give a new label to all that are connected to an account by those with an old one."""
    offsets, targets = rows
    n = len(components.label)
    components.label[start] = n
    room.queue[0] = start
    size = 1
    i = 0
    while i < size:
        here = room.queue[i]
        i += 1
        for f in range(offsets[here], offsets[here + 1]):
            neighbour = targets[f]
            if components.label[neighbour] == old:
                components.label[neighbour] = n
                room.queue[size] = neighbour
                size += 1
    for i in range(size):
        components.label[room.queue[i]] = new
    components.size[new] = size


@kernel(interpret_ns_per_element=2000, compile_seconds=0.3)
def count_joined(rows: CompressedRows, account: Any, components: Components) -> Any:
    """Return how large a component an absent account would form."""
    offsets, targets = rows
    total = 1
    for e in range(offsets[account], offsets[account + 1]):
        label = components.label[targets[e]]
        if label >= 0 and components.size[label] > 0:
            total += components.size[label]
            components.size[label] = -components.size[label]
    for e in range(offsets[account], offsets[account + 1]):
        label = components.label[targets[e]]
        if label >= 0 and components.size[label] < 0:
            components.size[label] = -components.size[label]
    return total


@kernel(interpret_ns_per_element=2000, compile_seconds=0.5)
def bring_in(
    rows: CompressedRows, account: Any, components: Components, room: ExchangeWork
) -> None:
    """Let an account be present; all its neighbours take the label of the largest component."""
    offsets, targets = rows
    components.count[0] -= 1
    last = components.away[components.count[0]]
    components.away[components.position[account]] = last
    components.position[last] = components.position[account]
    largest = account
    components.size[account] = 0
    for e in range(offsets[account], offsets[account + 1]):
        label = components.label[targets[e]]
        if label >= 0 and components.size[label] > components.size[largest]:
            largest = label
    components.label[account] = largest
    room.queue[0] = account
    size = 1
    i = 0
    while i < size:
        here = room.queue[i]
        i += 1
        for f in range(offsets[here], offsets[here + 1]):
            neighbour = targets[f]
            if components.label[neighbour] >= 0 and components.label[neighbour] != largest:
                components.label[neighbour] = largest
                room.queue[size] = neighbour
                size += 1
    components.size[largest] += size
