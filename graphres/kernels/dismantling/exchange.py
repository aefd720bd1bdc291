"""Exchanging accounts of a set that keeps all components small, one step after another."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Pieces(NamedTuple):
    """Components of those present, by label, and who is away."""

    label: Any  # int32 (n,): a label shared by the component, −1 for whoever is away
    size: Any  # int32 (n,): at a label in use, how many share it
    away: Any  # int32 (n,): the first count[0] are away
    position: Any  # int32 (n,): where in ``away`` each is
    count: Any  # int64 (1,): how many are away


class Room(NamedTuple):
    """What steps work in."""

    queue: Any  # int32 (n,)
    stamp: Any  # int32 (n,): zeros, the last step that met an account
    nearby: Any  # int32 (n,): those away beside the component of a step


@kernel(rent=2000, price=3.0)
def exchange(
    offsets: Any,
    targets: Any,
    may_go: Any,
    limit: Any,
    cost: Any,
    draws: Any,
    first_stamp: Any,
    pieces: Any,
    room: Any,
) -> None:
    """Take one account away and bring back whom that makes room for, where that costs no more.

    ``draws`` int64 (steps, 4): what decides; ``first_stamp``: larger than any stamp so far. A step
    takes away an account one or two ties from one that is away, if it is among the first
    ``may_go``. Those away beside its component come back, in a drawn order, while nothing grows
    above ``limit``. If they cost less than it does, all is undone. O(limit) ties a step.
    """
    for step in range(len(draws)):
        if pieces.count[0] == 0:
            break
        account = drawn_account(offsets, targets, draws, step, pieces)
        if account < 0 or account >= may_go or pieces.label[account] < 0:
            continue
        near = take_away(offsets, targets, account, first_stamp + step, pieces, room)
        total = 0.0
        for i in range(near):
            other = room.nearby[(i + draws[step, 3]) % near]
            if other != account and joined_size(offsets, targets, other, pieces) <= limit:
                bring_in(offsets, targets, other, pieces, room)
                total += cost[other]
                room.stamp[other] = -1
        if total < cost[account]:
            for i in range(near):
                other = room.nearby[i]
                if room.stamp[other] == -1:
                    room.stamp[other] = 0
                    take_out(offsets, targets, other, pieces, room)
            bring_in(offsets, targets, account, pieces, room)
        else:
            for i in range(near):
                room.stamp[room.nearby[i]] = 0


@kernel(rent=2000, price=0.3)
def drawn_account(offsets: Any, targets: Any, draws: Any, step: Any, pieces: Any) -> Any:
    """An account one tie from one that is away, or two, as drawn; −1 where there is none."""
    account = pieces.away[draws[step, 0] % pieces.count[0]]
    for hop in range(1 + draws[step, 2] % 2):
        start = offsets[account]
        ties = offsets[account + 1] - start
        if ties == 0:
            return -1
        account = targets[start + draws[step, 1 + hop] // 2 % ties]
    return account


@kernel(rent=2000, price=0.6)
def take_away(offsets: Any, targets: Any, account: Any, stamp: Any, pieces: Any, room: Any) -> Any:
    """Take an account out, and list who else is away beside its component; returns how many."""
    take_out(offsets, targets, account, pieces, room)
    near = 0
    for e in range(offsets[account], offsets[account + 1]):
        start = targets[e]
        if pieces.label[start] < 0:
            if room.stamp[start] != stamp:
                room.stamp[start] = stamp
                room.nearby[near] = start
                near += 1
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
                other = targets[f]
                if room.stamp[other] == stamp:
                    continue
                room.stamp[other] = stamp
                if pieces.label[other] >= 0:
                    room.queue[size] = other
                    size += 1
                else:
                    room.nearby[near] = other
                    near += 1
    return near


@kernel(rent=2000, price=0.5)
def take_out(offsets: Any, targets: Any, account: Any, pieces: Any, room: Any) -> None:
    """Let an account be away, and label what its component falls into."""
    old = pieces.label[account]
    pieces.label[account] = -1
    pieces.position[account] = pieces.count[0]
    pieces.away[pieces.count[0]] = account
    pieces.count[0] += 1
    for e in range(offsets[account], offsets[account + 1]):
        start = targets[e]
        if pieces.label[start] != old or start == old:
            continue
        spread_label(offsets, targets, start, old, start, pieces, room)
    if old != account and pieces.label[old] == old:
        spread_label(offsets, targets, old, old, old, pieces, room)


@kernel(rent=2000, price=0.4)
def spread_label(
    offsets: Any, targets: Any, start: Any, old: Any, new: Any, pieces: Any, room: Any
) -> None:
    """Label anew whoever is connected to an account by those with an old label."""
    n = len(pieces.label)
    pieces.label[start] = n
    room.queue[0] = start
    size = 1
    i = 0
    while i < size:
        here = room.queue[i]
        i += 1
        for f in range(offsets[here], offsets[here + 1]):
            other = targets[f]
            if pieces.label[other] == old:
                pieces.label[other] = n
                room.queue[size] = other
                size += 1
    for i in range(size):
        pieces.label[room.queue[i]] = new
    pieces.size[new] = size


@kernel(rent=2000, price=0.3)
def joined_size(offsets: Any, targets: Any, account: Any, pieces: Any) -> Any:
    """How large a component an absent account would form."""
    total = 1
    for e in range(offsets[account], offsets[account + 1]):
        label = pieces.label[targets[e]]
        if label >= 0 and pieces.size[label] > 0:
            total += pieces.size[label]
            pieces.size[label] = -pieces.size[label]
    for e in range(offsets[account], offsets[account + 1]):
        label = pieces.label[targets[e]]
        if label >= 0 and pieces.size[label] < 0:
            pieces.size[label] = -pieces.size[label]
    return total


@kernel(rent=2000, price=0.5)
def bring_in(offsets: Any, targets: Any, account: Any, pieces: Any, room: Any) -> None:
    """Let an account be present; all it is tied to take the label of the largest component."""
    pieces.count[0] -= 1
    last = pieces.away[pieces.count[0]]
    pieces.away[pieces.position[account]] = last
    pieces.position[last] = pieces.position[account]
    largest = account
    pieces.size[account] = 0
    for e in range(offsets[account], offsets[account + 1]):
        label = pieces.label[targets[e]]
        if label >= 0 and pieces.size[label] > pieces.size[largest]:
            largest = label
    pieces.label[account] = largest
    room.queue[0] = account
    size = 1
    i = 0
    while i < size:
        here = room.queue[i]
        i += 1
        for f in range(offsets[here], offsets[here + 1]):
            other = targets[f]
            if pieces.label[other] >= 0 and pieces.label[other] != largest:
                pieces.label[other] = largest
                room.queue[size] = other
                size += 1
    pieces.size[largest] += size
