"""Breaking what has no cycles: the largest component loses the account that halves it best."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.dismantling.adaptive_degree import open_bucket, sort_ascending


@kernel(rent=1500, price=2.5)
def halving_order(
    offsets: Any,
    targets: Any,
    line: Any,
    number: Any,
    present: Any,
    may_go: Any,
    bucket: Any,
    link: Any,
    opened: Any,
    spare: Any,
    queue: Any,
    above: Any,
    piece: Any,
    keys: Any,
    order: Any,
    scores: Any,
    done: Any,
) -> None:
    """Remove from the largest component the account that leaves the smallest largest piece.

    ``line`` int32 (n,): the place of each account, ``number`` int32 its inverse; accounts at the
    first ``may_go`` places may be removed. ``present`` uint8 (n,): 1 for accounts still there, used
    up. ``bucket`` int32 (n + 1,) and ``above`` int32 (n,), filled with -1; ``link``, ``opened``,
    ``spare``, ``queue``, ``piece`` int32 (n,), ``keys`` int64 (2n,): work. Writes places on in
    ``order`` int32 (K,) and ``scores`` int64 (K,), the size of the component of each, from ``done``
    int64 (1,) on, and moves that on.

    Pieces are those of a breadth-first tree, which is the component itself where it has no cycle;
    then every removal at least halves it: O(n log n). Of equal components that found first goes
    first. Where protected accounts leave no account that takes off a quarter, all that may go in
    the component do, in the order of what they leave.
    """
    n = len(present)
    for account in range(n):
        if present[account] == 1:
            file_component(offsets, targets, present, account, bucket, link, queue, above)
    for account in range(n):
        if present[account] == 2:
            present[account] = 1
    for large in range(n, 0, -1):
        count = open_bucket(bucket[large], link, opened, spare)
        for j in range(count):
            walk(offsets, targets, present, opened[j], queue, above)
            chosen = rate_pieces(large, may_go, line, number, queue, above, piece, keys)
            for i in range(large):
                above[queue[i]] = -1
            for i in range(chosen):
                if done[0] == len(order):
                    return
                place = keys[i] % len(number)
                order[done[0]] = place
                scores[done[0]] = large
                done[0] += 1
                present[number[place]] = 0
            if chosen == 0:
                continue
            for i in range(large):
                piece[i] = queue[i]
            for i in range(large):
                if present[piece[i]] == 1:
                    file_component(offsets, targets, present, piece[i], bucket, link, queue, above)
            for i in range(large):
                if present[piece[i]] == 2:
                    present[piece[i]] = 1


@kernel(rent=1500, price=0.4)
def walk(offsets: Any, targets: Any, present: Any, start: Any, queue: Any, above: Any) -> Any:
    """Write the component of an account, breadth first, with who is above each; its size."""
    queue[0] = start
    above[start] = start
    size = 1
    i = 0
    while i < size:
        account = queue[i]
        i += 1
        for e in range(offsets[account], offsets[account + 1]):
            other = targets[e]
            if present[other] == 1 and above[other] < 0:
                above[other] = account
                queue[size] = other
                size += 1
    return size


@kernel(rent=1500, price=0.6)
def file_component(
    offsets: Any,
    targets: Any,
    present: Any,
    start: Any,
    bucket: Any,
    link: Any,
    queue: Any,
    above: Any,
) -> None:
    """Put a component under its size; its accounts are marked 2 in ``present``."""
    size = walk(offsets, targets, present, start, queue, above)
    for i in range(size):
        above[queue[i]] = -1
        present[queue[i]] = 2
    link[start] = bucket[size]
    bucket[size] = start


@kernel(rent=1500, price=0.6)
def rate_pieces(
    size: Any,
    may_go: Any,
    line: Any,
    number: Any,
    queue: Any,
    above: Any,
    piece: Any,
    keys: Any,
) -> Any:
    """Write who goes from a walked component to the front of ``keys``; how many do.

    A key is the largest piece that an account leaves, times all places, plus its place.
    """
    n, places = len(piece), len(number)
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
        if line[account] < may_go:
            count += 1
            key = largest * places + line[account]
            if count == 1 or key < least:
                least = key
    if count == 0:
        return 0
    if 4 * (least // places) <= 3 * size or size < 4:
        keys[0] = least
        return 1
    count = 0
    for i in range(size):
        account = queue[i]
        if line[account] < may_go:
            keys[count] = piece[account] * places + line[account]
            count += 1
    sort_ascending(keys, keys[n:], count)
    return count
