"""Strong components at every removal: divide and conquer over the lifetimes of follows.

Seen in reverse, accounts come back at times 0, 1, …, K and a follow appears with the later of its
ends. Two accounts, once in one strong component, stay so; the question is when they join. Take the
follows that lie inside a component at the end of a span of times, and cut the span where a third of
the follows that are new in it are past. Follows inside a component at the cut are settled in the
first part; the others, with components contracted, in the second. Each level of cutting handles
each follow at most once: O((n + m) log m) for all times together.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import find_root
from graphres.kernels.components.strong import label_components
from graphres.kernels.csr import CompressedRows


class TimedFollows(NamedTuple):
    """Follows and when they come back, int32 (m,)."""

    source: Any
    target: Any
    time: Any


class Contraction(NamedTuple):
    """What contracting a span works in."""

    names: Any  # int32 (n,): the account of a number
    offsets: Any  # int64 (n + 1,)
    targets: Any  # int32 (m,)
    label: Any  # int32 (n,): this and the next four: see `components_of`
    cursor: Any  # int64 (n,)
    path: Any  # int32 (n,)
    stack: Any  # int32 (n,)
    roots: Any  # uint8 (n,)
    spare: Any  # `TimedFollows`


class Spans(NamedTuple):
    """Spans that wait: stretches of follows, still by ascending time. int64 (256,)."""

    low: Any  # the first follow
    high: Any  # behind the last
    since: Any  # the time from which follows are new in it
    is_stale: Any  # 1 if accounts were united since it was cut


class Small(NamedTuple):
    """Where spans of up to s follows are settled, int32 (2 s,)."""

    parent: Any
    local: Any  # filled with -1
    names: Any


@kernel(interpret_ns_per_element=75, compile_seconds=0.3)
def list_follows_by_time(
    followers: CompressedRows,
    following: CompressedRows,
    return_order: Any,
    seat: Any,
    settled: Any,
    follows: TimedFollows,
) -> Any:
    """List the follows inside one strong component as they come back; return how many there are.

    ``return_order`` int32 (n,); ``seat`` int64 (n,): 2³² times the account's component in the whole
    graph, plus its place in ``return_order``; ``settled``: how many accounts are present at time 0.
    Ends of ``follows`` are places in ``return_order``, so that follows of one time lie close
    together. O(n + m).
    """
    followers_offsets, followers_targets = followers
    following_offsets, following_targets = following
    source, target, time = follows
    count = 0
    for step in range(len(return_order)):
        account = return_order[step]
        first = seat[account] - step  # the seat of place 0 in this component
        now = max(step + 1 - settled, 0)
        for e in range(following_offsets[account], following_offsets[account + 1]):
            place = seat[following_targets[e]] - first
            if 0 <= place < step:
                source[count] = step
                target[count] = place
                time[count] = now
                count += 1
        for e in range(followers_offsets[account], followers_offsets[account + 1]):
            place = seat[followers_targets[e]] - first
            if 0 <= place < step:
                source[count] = place
                target[count] = step
                time[count] = now
                count += 1
    return count


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def join_at_times(
    follows: TimedFollows,
    parent: Any,
    local: Any,
    contraction: Contraction,
    spans: Spans,
    small: Small,
    largest: Any,
) -> None:
    """Unite accounts at the time from which they are strongly connected.

    ``follows``: by ascending time, each inside one component of the whole graph; rearranged.
    ``parent`` int32 (n,), filled with -1: of a root, minus the size of its component. ``local``
    int32 (n,), filled with -1. Output ``largest`` int64 (K + 1,): the largest component formed at
    time t where one forms, else 0. The earlier part of a span is always settled before the later
    one is looked at.
    """
    time = follows.time
    small_parent, small_local, small_names = small
    spans.low[0] = 0
    spans.high[0] = len(time)
    spans.since[0] = 0
    spans.is_stale[0] = 0
    pending = 1
    hub = -1  # root of the largest component so far
    inside = -1  # spans that wait while a small one is settled; -1: none is
    nodes = 0
    hub_outside = -1
    above = parent
    number = local
    while pending > 0 or inside == 0:
        if pending == inside:
            hub = _carry_back(small, nodes, parent, hub_outside)
            inside = -1
            above = parent
            number = local
            continue
        pending -= 1
        low = spans.low[pending]
        high = spans.high[pending]
        since = spans.since[pending]
        if spans.is_stale[pending] == 1:
            high = _contract(follows, low, high, above, hub, number)
        if low == high:
            continue
        if inside < 0 and high - low <= len(small_names) // 2:
            # Its ends are numbered 0, 1, … for good, so that everything stays in the cache.
            nodes = _rename(follows, low, high, parent, local, small)
            spans.high[pending] = high
            spans.is_stale[pending] = 0
            inside = pending
            pending += 1
            hub_outside = hub
            hub = -1
            above = small_parent
            number = small_local
            continue
        cut = _third_cut(time, low, high, since)
        if cut < since:
            hub = _unite(follows, low, high, above, hub, largest)
            continue
        pending = _split(follows, high, cut, number, contraction, spans, pending)


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _split(
    follows: TimedFollows,
    high: Any,
    cut: Any,
    local: Any,
    contraction: Contraction,
    spans: Spans,
    pending: Any,
) -> Any:
    """Cut a span in two, and let both wait, the earlier part on top; return how many wait then."""
    source, target, time = follows
    names, offsets, targets, label, cursor, path, stack, roots, spare = contraction
    tails, heads, times = spare
    low, since = spans.low[pending], spans.since[pending]
    early = _first_at(time, low, high, cut + 1)
    nodes = _compress(follows, low, early, local, contraction)
    label_components(offsets, targets, nodes, label, cursor, path, stack, roots)
    middle = low
    used = 0
    for e in range(low, early):
        if label[tails[e - low]] == label[heads[e - low]]:
            source[middle] = source[e]
            target[middle] = target[e]
            time[middle] = time[e]
            middle += 1
        else:
            tails[used] = source[e]
            heads[used] = target[e]
            times[used] = time[e]
            used += 1
    last = _drop_joined(follows, early, high, local, label)
    for v in range(nodes):
        local[names[v]] = -1
    # The later part: follows between components, then the new ones, which lie after them.
    first = early - used
    for e in range(used):
        source[first + e] = tails[e]
        target[first + e] = heads[e]
        time[first + e] = times[e]
    spans.low[pending] = first
    spans.high[pending] = last
    spans.since[pending] = cut + 1
    spans.is_stale[pending] = 1
    spans.low[pending + 1] = low
    spans.high[pending + 1] = middle
    spans.since[pending + 1] = since
    spans.is_stale[pending + 1] = 0
    return pending + 2


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _rename(
    follows: TimedFollows, low: Any, high: Any, parent: Any, local: Any, small: Small
) -> Any:
    """Rename the ends of a span 0, 1, … for good, with the sizes of what they stand for."""
    source, target = follows.source, follows.target
    small_parent, small_names = small.parent, small.names
    nodes = 0
    for e in range(low, high):
        for side in range(2):
            account = source[e] if side == 0 else target[e]
            if local[account] < 0:
                local[account] = nodes
                small_parent[nodes] = parent[account]
                small_names[nodes] = account
                nodes += 1
        source[e] = local[source[e]]
        target[e] = local[target[e]]
    for v in range(nodes):
        local[small_names[v]] = -1
    return nodes


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _carry_back(small: Small, nodes: Any, parent: Any, hub: Any) -> Any:
    """Write what a small span united into ``parent``; return the root of the largest component."""
    small_parent, small_names = small.parent, small.names
    for v in range(nodes):
        root = find_root(small_parent, v)
        account = small_names[v]
        if root != v:
            parent[account] = small_names[root]
            continue
        parent[account] = small_parent[v]
        if hub < 0 or parent[hub] >= 0 or parent[account] < parent[hub]:
            hub = account
    return hub


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _contract(follows: TimedFollows, low: Any, high: Any, parent: Any, hub: Any, local: Any) -> Any:
    """Name the ends of a span by their roots, and close up over follows that say nothing new.

    Those are follows within one root, and all but the first of those that lead from an account to
    the largest component or back. ``local`` is -1 again afterwards.
    """
    source, target, time = follows
    write = low
    for e in range(low, high):
        tail = find_root(parent, source[e])
        head = find_root(parent, target[e])
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


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _first_at(time: Any, low: Any, high: Any, when: Any) -> Any:
    """Return the first place in an ascending stretch whose time is at least ``when``."""
    while low < high:
        middle = (low + high) // 2
        if time[middle] < when:
            low = middle + 1
        else:
            high = middle
    return low


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _third_cut(time: Any, low: Any, high: Any, since: Any) -> Any:
    """Return the time of a new follow a third of the way; below ``since`` if all are of one time.

    A third, because follows before the cut cost several times as much as those after it. It is
    before the last time, so that neither side is everything.
    """
    first = _first_at(time, low, high, since)
    cut = time[first + (high - 1 - first) // 3]
    if cut < time[high - 1]:
        return cut
    before = _first_at(time, first, high, cut)
    return time[before - 1] if before > first else since - 1


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _compress(
    follows: TimedFollows, low: Any, high: Any, local: Any, contraction: Contraction
) -> Any:
    """Rename the ends of a stretch 0, 1, … and group it into rows by its tails.

    The numbers of each follow's ends are left in ``spare``, counted from ``low``.
    """
    source, target = follows.source, follows.target
    names, offsets, targets, cursor = (
        contraction.names,
        contraction.offsets,
        contraction.targets,
        contraction.cursor,
    )
    tails, heads = contraction.spare.source, contraction.spare.target
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
        tails[e - low] = tail
        heads[e - low] = head
    for v in range(nodes):
        offsets[v + 1] += offsets[v]
        cursor[v] = offsets[v]
    for e in range(high - low):
        tail = tails[e]
        targets[cursor[tail]] = heads[e]
        cursor[tail] += 1
    return nodes


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _drop_joined(follows: TimedFollows, low: Any, high: Any, local: Any, label: Any) -> Any:
    """Close up over follows whose ends are in one component already."""
    source, target, time = follows
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


@kernel(interpret_ns_per_element=1300, compile_seconds=2.5)
def _unite(follows: TimedFollows, low: Any, high: Any, parent: Any, hub: Any, largest: Any) -> Any:
    """Unite the ends of follows that join at one time; return the root of the largest component."""
    source, target, time = follows
    now = time[high - 1]
    for e in range(low, high):
        tail = find_root(parent, source[e])
        head = find_root(parent, target[e])
        if tail != head:
            if parent[tail] > parent[head]:
                tail, head = head, tail
            parent[tail] += parent[head]
            parent[head] = tail
        largest[now] = max(largest[now], -parent[tail])
        if hub < 0 or parent[hub] >= 0 or parent[tail] < parent[hub]:
            hub = tail
    return hub
