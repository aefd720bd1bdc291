"""Greedy reinsertion: whoever joins the smallest component comes back first."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import Forest, find_root, link, size_of_root
from graphres.kernels.structures.heap import drop, rise, sink
from graphres.kernels.structures.pairing_heap import drop_top, lift, meld


class Neighbours(NamedTuple):
    """Rows of neighbours, and who waits."""

    offsets: Any  # int64 (n + 1,): where rows begin
    targets: Any  # int32 (m,): used up
    ends: Any  # int64 (n,): where rows end, for those come back and those who wait
    number: Any  # int32 (n,): of those who wait, else -1
    counted: Any  # int64 (n,): at a root, the last count that met it


class Waiting(NamedTuple):
    """Those absent, by number, arrays of shape (r,) and heaps of them."""

    account: Any  # int32: who it is
    bound: Any  # int32: a member of the component that it waits at, n for none
    heaps: Any  # of those who wait at the same, by what they add to that component, at least
    stamp: Any  # int32: the last mark


class Queue(NamedTuple):
    """Components at which anybody waits, arrays of shape (n + 1,); n stands for none."""

    top: Any  # int32: at a root, the first of those who wait
    heap: Any  # int32: roots, see heap.py
    place: Any  # int32: where each is
    key: Any  # int64: minus (size with the first of those who wait · r + its number)


class State(NamedTuple):
    """How far it has come, int64 of shape (1,) each, zero at first."""

    queued: Any  # how many components wait in the queue
    marks: Any  # marks so far
    counts: Any  # counts so far


@kernel(interpret_ns_per_element=1500, compile_seconds=4.0)
def return_smallest_first(
    neighbours: Neighbours,
    forest: Forest,
    waiting: Waiting,
    queue: Queue,
    state: State,
    returned: Any,
    sizes: Any,
) -> None:
    """Bring accounts back, again and again the one whose return forms the smallest component.

    Of equals the first by number comes back first. ``forest.parent``: n for those absent, -1 for
    all others; in the end, components; ``after`` -1, ``last`` 0 … n - 1. In ``waiting`` and
    ``queue`` links of heaps, ``top`` and ``place`` are -1, what is not named zero.
    Outputs ``returned`` int32 (r,): numbers, and ``sizes`` int64 (r,): of the component that each
    forms, which never fall.

    Components only grow, so what an account was once found to add is at most what it adds now, and
    only the first of all is counted again. A component that grows with every return would put all
    that are tied to it out of date; so everybody waits at the largest it is tied to, by what it
    adds to that, and only the component moves in the queue. Where two become one, those tied to
    the smaller who waited at either may add less: by no more than the size of the other.
    O((n + m) log n), and a few counts an account.
    """
    n = len(neighbours.number)
    for account in range(n):
        if forest.parent[account] < n:
            root = find_root(forest.parent, account)
            for e in range(neighbours.offsets[account], neighbours.ends[account]):
                if forest.parent[neighbours.targets[e]] < n:
                    root = link(forest, root, find_root(forest.parent, neighbours.targets[e]))
    for i in range(len(waiting.account)):
        total, root = weigh(neighbours, forest.parent, waiting.account[i], state)
        wait(forest, waiting, queue, i, total, root)
    for root in range(n + 1):
        if queue.top[root] >= 0:
            move(forest, waiting, queue, state, root)
    for k in range(len(waiting.account)):
        i, total, largest = take_next(neighbours, forest, waiting, queue, state)
        returned[k] = i
        sizes[k] = total
        account = waiting.account[i]
        forest.parent[account] = -1
        root = account if largest == n else link(forest, largest, account)
        for e in range(neighbours.offsets[account], neighbours.ends[account]):
            if forest.parent[neighbours.targets[e]] < n:
                second = find_root(forest.parent, neighbours.targets[e])
                if second != root:
                    root = unite(neighbours, forest, waiting, queue, state, root, second)
        move(forest, waiting, queue, state, root)


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def take_next(
    neighbours: Neighbours,
    forest: Forest,
    waiting: Waiting,
    queue: Queue,
    state: State,
) -> Any:
    """Take out who forms the smallest component; its number, that size, the largest part's root."""
    while True:
        root = queue.heap[0]
        i = queue.top[root]
        foreseen = size_of_root(forest, root) + waiting.heaps.key[i]
        total, largest = weigh(neighbours, forest.parent, waiting.account[i], state)
        queue.top[root] = drop_top(i, waiting.heaps)
        if total > foreseen:
            wait(forest, waiting, queue, i, total, largest)
            if largest != root:
                move(forest, waiting, queue, state, largest)
        move(forest, waiting, queue, state, root)
        if total <= foreseen:
            return i, total, largest


@kernel(interpret_ns_per_element=1500, compile_seconds=0.3)
def weigh(
    neighbours: Neighbours,
    parent: Any,
    account: Any,
    state: State,
) -> Any:
    """Return how large a component an absent account would form, and its largest part's root.

    That is n where the account is tied to nobody. Its row is left with what can still matter: those
    absent who wait, and of each component one.
    """
    n = len(parent)
    state.counts[0] += 1
    total, largest = 1, n
    end = neighbours.offsets[account]
    for e in range(end, neighbours.ends[account]):
        neighbour = neighbours.targets[e]
        if parent[neighbour] < n:
            neighbour = find_root(parent, neighbour)
            if neighbours.counted[neighbour] == state.counts[0]:
                continue
            neighbours.counted[neighbour] = state.counts[0]
            total -= parent[neighbour]
            if largest == n or parent[neighbour] < parent[largest]:
                largest = neighbour
        elif neighbours.number[neighbour] < 0:
            continue
        neighbours.targets[end] = neighbour
        end += 1
    neighbours.ends[account] = end
    return total, largest


@kernel(interpret_ns_per_element=1500, compile_seconds=0.3)
def wait(forest: Forest, waiting: Waiting, queue: Queue, i: Any, total: Any, root: Any) -> None:
    """Let one wait at the root of the largest component it is tied to."""
    waiting.bound[i] = root
    waiting.heaps.key[i] = total - size_of_root(forest, root)
    queue.top[root] = meld(queue.top[root], i, waiting.heaps)


@kernel(interpret_ns_per_element=1500, compile_seconds=0.5)
def move(forest: Forest, waiting: Waiting, queue: Queue, state: State, root: Any) -> None:
    """Put a component where it now belongs in the queue: nowhere if nobody waits at it."""
    first, place = queue.top[root], queue.place[root]
    if first < 0:
        if place >= 0:
            drop(queue.heap, queue.place, queue.key, state.queued[0], place)
            state.queued[0] -= 1
        return
    if place < 0:
        place = state.queued[0]
        queue.heap[place] = root
        state.queued[0] += 1
    total = size_of_root(forest, root) + waiting.heaps.key[first]
    queue.key[root] = -(total * len(waiting.account) + first)
    rise(queue.heap, queue.place, queue.key, place)
    sink(queue.heap, queue.place, queue.key, state.queued[0], queue.place[root])


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def unite(
    neighbours: Neighbours,
    forest: Forest,
    waiting: Waiting,
    queue: Queue,
    state: State,
    root: Any,
    second: Any,
) -> Any:
    """Make one component of two, and let all wait at it who waited at either; its root.

    In the queue is neither: whoever calls moves what comes of all unions once.
    """
    if forest.parent[second] < forest.parent[root]:
        root, second = second, root
    lower_keys(neighbours, forest, waiting, queue, state, root, second)
    first = meld(queue.top[root], queue.top[second], waiting.heaps)
    for part in (root, second):
        queue.top[part] = -1
        move(forest, waiting, queue, state, part)
    root = link(forest, root, second)
    queue.top[root] = first
    return root


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def lower_keys(
    neighbours: Neighbours,
    forest: Forest,
    waiting: Waiting,
    queue: Queue,
    state: State,
    root: Any,
    smaller: Any,
) -> None:
    """Take from what those tied to the smaller of two add to either the size of the other.

    Who waits at the smaller may have counted several that have become the larger since, so that
    the size of the smaller would not be enough.
    """
    n = len(neighbours.number)
    state.marks[0] += 1
    member = smaller
    while member >= 0:
        for e in range(neighbours.offsets[member], neighbours.ends[member]):
            i = neighbours.number[neighbours.targets[e]]
            if (
                i < 0
                or forest.parent[neighbours.targets[e]] < n
                or waiting.stamp[i] == state.marks[0]
            ):
                continue
            waiting.stamp[i] = state.marks[0]
            if waiting.bound[i] == n:
                continue
            at = find_root(forest.parent, waiting.bound[i])
            if at != root and at != smaller:
                continue
            less = size_of_root(forest, smaller if at == root else root)
            waiting.heaps.key[i] = max(1, waiting.heaps.key[i] - less)
            queue.top[at] = lift(queue.top[at], i, waiting.heaps)
        member = forest.after[member]
