"""Strong components at every removal: divide and conquer over the lifetimes of follows.

Seen in reverse, accounts come back at times 0, 1, …, K and a follow appears with the later of its
ends. Two accounts, once in one strong component, stay so; the question is when they join. Take the
follows that lie inside a component at the end of a span of times, and cut the span at the median
of the follows that are new in it. Follows inside a component at the cut are settled in the first
half; the others, with components contracted, in the second. Each level of halving handles each
follow at most once: O((n + m) log m) for all times together.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=230, price=0.4)
def components_of(
    offsets: Any, targets: Any, n: Any, label: Any, cursor: Any, path: Any, stack: Any, roots: Any
) -> None:
    """Label strong components of compressed rows: ``label`` equal means same component.

    Pearce's variant of Tarjan's algorithm without recursion (Pearce 2016,
    doi:10.1016/j.ipl.2015.08.010). Work arrays of at least n entries: ``label`` int32 (output,
    positive), ``cursor`` int64, ``path`` and ``stack`` int32, ``roots`` uint8. O(n + m).
    """
    for v in range(n):
        label[v] = 0
    index = 1
    component = n  # counts down, always above any index still in use
    stacked = 0
    for start in range(n):
        if label[start] != 0:
            continue
        depth = 0
        path[0] = start
        label[start] = index
        index += 1
        cursor[start] = offsets[start]
        roots[start] = 1
        while depth >= 0:
            v = path[depth]
            e = cursor[v]
            if e < offsets[v + 1]:
                w = targets[e]
                if label[w] == 0:
                    depth += 1
                    path[depth] = w
                    label[w] = index
                    index += 1
                    cursor[w] = offsets[w]
                    roots[w] = 1
                    continue
                if label[w] < label[v]:
                    label[v] = label[w]
                    roots[v] = 0
                cursor[v] = e + 1
                continue
            depth -= 1
            if roots[v] == 0:
                stack[stacked] = v
                stacked += 1
                continue
            index -= 1
            while stacked > 0 and label[v] <= label[stack[stacked - 1]]:
                stacked -= 1
                label[stack[stacked]] = component
                index -= 1
            label[v] = component
            component -= 1


@kernel(rent=75, price=0.3)
def follows_by_time(
    followers_offsets: Any,
    followers_targets: Any,
    following_offsets: Any,
    following_targets: Any,
    back: Any,
    place: Any,
    label: Any,
    settled: Any,
    source: Any,
    target: Any,
    time: Any,
    size: Any,
) -> None:
    """List the follows inside one strong component, in the order in which they come back.

    ``back`` int32 (n,), ``place`` int32 (n,) its inverse, ``label`` int32 (n,) components of the
    whole graph, ``settled``: how many accounts are present at time 0. Outputs ``source``,
    ``target``, ``time`` int32 (m,) and ``size`` int64 (1,), how many were written; ends are given
    as places in ``back``, so that follows of one time lie close together. O(n + m).
    """
    count = 0
    for step in range(len(back)):
        account = back[step]
        now = max(step + 1 - settled, 0)
        for e in range(following_offsets[account], following_offsets[account + 1]):
            other = following_targets[e]
            if place[other] < step and label[other] == label[account]:
                source[count] = step
                target[count] = place[other]
                time[count] = now
                count += 1
        for e in range(followers_offsets[account], followers_offsets[account + 1]):
            other = followers_targets[e]
            if place[other] < step and label[other] == label[account]:
                source[count] = place[other]
                target[count] = step
                time[count] = now
                count += 1
    size[0] = count


@kernel(rent=1300, price=2.5)
def _root_of(parent: Any, account: Any) -> Any:
    while parent[account] >= 0:
        up = parent[account]
        if parent[up] >= 0:
            parent[account] = parent[up]
        account = up
    return account


@kernel(rent=1300, price=2.5)
def join_at_times(
    source: Any,
    target: Any,
    time: Any,
    size: Any,
    parent: Any,
    local: Any,
    names: Any,
    offsets: Any,
    targets: Any,
    label: Any,
    cursor: Any,
    path: Any,
    stack: Any,
    roots: Any,
    spare: Any,
    spans: Any,
    largest: Any,
) -> None:
    """Unite accounts at the time from which they are strongly connected.

    ``source``, ``target``, ``time`` int32: ``size`` follows by ascending time, each inside one
    component of the whole; rearranged. ``parent`` int32 (n,), filled with -1: of a root, minus the
    size of its component. ``local`` int32 (n,), filled with -1. ``names``, ``label``, ``path``,
    ``stack`` int32 (n,), ``roots`` uint8 (n,), ``cursor`` int64 (n,), ``offsets`` int64 (n + 1,),
    ``targets`` int32 (m,), ``spare`` int32 (3, m), ``spans`` int64 (128, 4): work. Output
    ``largest`` int64 (K + 1,): the largest component formed at time t where one forms, else 0.

    A span is a stretch of follows, still by ascending time, the time from which they are new in
    it, and whether accounts were united since it was cut. The earlier half is always settled
    before the later one is looked at.
    """
    hub = -1  # root of the largest component so far
    spans[0, 0] = 0
    spans[0, 1] = size
    spans[0, 2] = 0
    spans[0, 3] = 0
    pending = 1
    while pending > 0:
        pending -= 1
        low = spans[pending, 0]
        high = spans[pending, 1]
        since = spans[pending, 2]
        if spans[pending, 3] == 1:
            high = _contract(source, target, time, low, high, parent, hub, local)
        if low == high:
            continue
        cut = _median_cut(time, low, high, since)
        if cut < since:
            root = _unite(source, target, low, high, parent)
            now = time[high - 1]
            largest[now] = max(largest[now], -parent[root])
            if hub < 0 or parent[root] < parent[hub] or parent[hub] >= 0:
                hub = root
            continue
        early = _first_at(time, low, high, cut + 1)
        nodes = _compress(source, target, low, early, local, names, offsets, targets, cursor, spare)
        components_of(offsets, targets, nodes, label, cursor, path, stack, roots)
        middle = low
        used = 0
        for e in range(low, early):
            if label[spare[0, e - low]] == label[spare[1, e - low]]:
                source[middle] = source[e]
                target[middle] = target[e]
                time[middle] = time[e]
                middle += 1
            else:
                spare[0, used] = source[e]
                spare[1, used] = target[e]
                spare[2, used] = time[e]
                used += 1
        last = _drop_joined(source, target, time, early, high, local, label)
        for v in range(nodes):
            local[names[v]] = -1
        # The later half: follows between components, then the new ones, which lie after them.
        first = early - used
        for e in range(used):
            source[first + e] = spare[0, e]
            target[first + e] = spare[1, e]
            time[first + e] = spare[2, e]
        spans[pending, 0] = first
        spans[pending, 1] = last
        spans[pending, 2] = cut + 1
        spans[pending, 3] = 1
        spans[pending + 1, 0] = low
        spans[pending + 1, 1] = middle
        spans[pending + 1, 2] = since
        spans[pending + 1, 3] = 0
        pending += 2


@kernel(rent=1300, price=2.5)
def _contract(
    source: Any, target: Any, time: Any, low: Any, high: Any, parent: Any, hub: Any, local: Any
) -> Any:
    """Name the ends of a span by their roots, and close up over follows that say nothing new.

    Those are follows within one root, and all but the first of those that lead from an account to
    the largest component or back. ``local`` is -1 again afterwards.
    """
    write = low
    for e in range(low, high):
        tail = _root_of(parent, source[e])
        head = _root_of(parent, target[e])
        if tail == head:
            continue
        if tail == hub:
            if local[head] & 1 == 0:
                continue
            local[head] -= 1
        elif head == hub:
            if local[tail] & 2 == 0:
                continue
            local[tail] -= 2
        source[write] = tail
        target[write] = head
        time[write] = time[e]
        write += 1
    for e in range(low, write):
        local[source[e]] = -1
        local[target[e]] = -1
    return write


@kernel(rent=1300, price=2.5)
def _first_at(time: Any, low: Any, high: Any, when: Any) -> Any:
    """The first place in an ascending stretch whose time is at least ``when``."""
    while low < high:
        middle = (low + high) // 2
        if time[middle] < when:
            low = middle + 1
        else:
            high = middle
    return low


@kernel(rent=1300, price=2.5)
def _median_cut(time: Any, low: Any, high: Any, since: Any) -> Any:
    """The time of the median new follow, before the last time; below ``since`` if all are one."""
    first = _first_at(time, low, high, since)
    cut = time[(first + high - 1) // 2]
    if cut < time[high - 1]:
        return cut
    before = _first_at(time, first, high, cut)
    return time[before - 1] if before > first else since - 1


@kernel(rent=1300, price=2.5)
def _compress(
    source: Any,
    target: Any,
    low: Any,
    high: Any,
    local: Any,
    names: Any,
    offsets: Any,
    targets: Any,
    cursor: Any,
    spare: Any,
) -> Any:
    """Number the ends of a stretch 0, 1, … and group it into rows by its tails.

    The numbers of each follow's ends are left in ``spare``, counted from ``low``.
    """
    nodes = 0
    offsets[0] = 0
    for e in range(low, high):
        tail = local[source[e]]
        if tail < 0:
            tail = nodes
            local[source[e]] = tail
            names[tail] = source[e]
            nodes += 1
            offsets[nodes] = 0
        head = local[target[e]]
        if head < 0:
            head = nodes
            local[target[e]] = head
            names[head] = target[e]
            nodes += 1
            offsets[nodes] = 0
        offsets[tail + 1] += 1
        spare[0, e - low] = tail
        spare[1, e - low] = head
    for v in range(nodes):
        offsets[v + 1] += offsets[v]
        cursor[v] = offsets[v]
    for e in range(high - low):
        tail = spare[0, e]
        targets[cursor[tail]] = spare[1, e]
        cursor[tail] += 1
    return nodes


@kernel(rent=1300, price=2.5)
def _drop_joined(
    source: Any, target: Any, time: Any, low: Any, high: Any, local: Any, label: Any
) -> Any:
    """Close up over follows whose ends are in one component already."""
    write = low
    for e in range(low, high):
        tail = local[source[e]]
        head = local[target[e]]
        if tail < 0 or head < 0 or label[tail] != label[head]:
            source[write] = source[e]
            target[write] = target[e]
            time[write] = time[e]
            write += 1
    return write


@kernel(rent=1300, price=2.5)
def _unite(source: Any, target: Any, low: Any, high: Any, parent: Any) -> Any:
    """Unite the two ends of every follow of a stretch; the root of the largest result."""
    best = _root_of(parent, source[low])
    for e in range(low, high):
        tail = _root_of(parent, source[e])
        head = _root_of(parent, target[e])
        if tail != head:
            if parent[tail] > parent[head]:
                tail, head = head, tail
            parent[tail] += parent[head]
            parent[head] = tail
        if parent[tail] < parent[best] or parent[best] >= 0:
            best = tail
    return best
