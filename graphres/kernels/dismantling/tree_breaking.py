"""Breaking what has no cycles: the largest component loses the account that halves it best."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.structures.buckets import Buckets, open_bucket, sort_ascending


class TiePlaces(NamedTuple):
    """Accounts by place in tie order."""

    place: Any  # int32 (n,): the place of each account
    account: Any  # int32: the account at each place


class Pieces(NamedTuple):
    """A walked component, arrays of shape (n,)."""

    queue: Any  # int32: accounts, breadth first
    above: Any  # int32, -1: from whom each was met
    size: Any  # int32: of the piece under each, then of the largest that its removal leaves
    keys: Any  # int64 (2n,): who goes, see `rate_pieces`


@kernel(interpret_ns_per_element=1500, compile_seconds=2.5)
def break_trees(
    rows: CompressedRows,
    places: TiePlaces,
    may_go: Any,
    present: Any,
    buckets: Buckets,
    pieces: Pieces,
    removals: Removals,
) -> None:
    """Remove from the largest component the account that leaves the smallest largest piece.

    Accounts at the first ``may_go`` places may be removed. ``present`` uint8 (n,): 1 for accounts
    still there, used up. Writes places on in ``removals``, with the size of the component of each.

    Pieces are those of a breadth-first tree, which is the component itself where it has no cycle;
    then every removal at least halves it: O(n log n). Of equal components that found first goes
    first. Where protected accounts leave no account that takes off a quarter, all that may go in
    the component do, in the order of what they leave.
    """
    number = places.account
    bucket, opened = buckets.first, buckets.opened
    queue, above, piece, keys = pieces
    order, scores, done = removals
    n = len(present)
    for account in range(n):
        if present[account] == 1:
            file_component(rows, present, account, buckets, pieces)
    for account in range(n):
        if present[account] == 2:
            present[account] = 1
    for large in range(n, 0, -1):
        components = open_bucket(bucket[large], buckets)
        for j in range(components):
            walk_component(rows, present, opened[j], pieces)
            breakers = rate_pieces(large, may_go, places, pieces)
            for i in range(large):
                above[queue[i]] = -1
            for i in range(breakers):
                if done[0] == len(order):
                    return
                place = keys[i] % len(number)
                order[done[0]] = place
                scores[done[0]] = large
                done[0] += 1
                present[number[place]] = 0
            if breakers == 0:
                continue
            for i in range(large):
                piece[i] = queue[i]
            for i in range(large):
                if present[piece[i]] == 1:
                    file_component(rows, present, piece[i], buckets, pieces)
            for i in range(large):
                if present[piece[i]] == 2:
                    present[piece[i]] = 1


@kernel(interpret_ns_per_element=1500, compile_seconds=0.4)
def walk_component(rows: CompressedRows, present: Any, start: Any, pieces: Pieces) -> Any:
    """Write the component of an account, breadth first; return its size."""
    offsets, targets = rows
    queue, above = pieces.queue, pieces.above
    queue[0] = start
    above[start] = start
    size = 1
    i = 0
    while i < size:
        account = queue[i]
        i += 1
        for e in range(offsets[account], offsets[account + 1]):
            neighbour = targets[e]
            if present[neighbour] == 1 and above[neighbour] < 0:
                above[neighbour] = account
                queue[size] = neighbour
                size += 1
    return size


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def file_component(
    rows: CompressedRows, present: Any, start: Any, buckets: Buckets, pieces: Pieces
) -> None:
    """Put a component under its size; its accounts are marked 2 in ``present``."""
    bucket, link = buckets.first, buckets.link
    queue, above = pieces.queue, pieces.above
    size = walk_component(rows, present, start, pieces)
    for i in range(size):
        above[queue[i]] = -1
        present[queue[i]] = 2
    link[start] = bucket[size]
    bucket[size] = start


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def rate_pieces(size: Any, may_go: Any, places: TiePlaces, pieces: Pieces) -> Any:
    """Write who goes from a walked component to the front of ``keys``; return how many do.

    A key is the largest piece that an account leaves, times all places, plus its place.
    """
    place, number = places
    queue, above, piece, keys = pieces
    n, width = len(piece), len(number)
    for i in range(size):
        piece[queue[i]] = 1
        keys[queue[i]] = 0
    for i in range(size - 1, 0, -1):
        account = queue[i]
        parent = above[account]
        piece[parent] += piece[account]
        if piece[account] > keys[parent]:
            keys[parent] = piece[account]
    count = 0
    least = 0
    for i in range(size):
        account = queue[i]
        largest = max(keys[account], size - piece[account])
        piece[account] = largest
        if place[account] < may_go:
            count += 1
            key = largest * width + place[account]
            if count == 1 or key < least:
                least = key
    if count == 0:
        return 0
    if 4 * (least // width) <= 3 * size or size < 4:
        keys[0] = least
        return 1
    count = 0
    for i in range(size):
        account = queue[i]
        if place[account] < may_go:
            keys[count] = piece[account] * width + place[account]
            count += 1
    sort_ascending(keys, keys[n:], count)
    return count
