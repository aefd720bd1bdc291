"""Heaps that become one in a step: pairing heaps, of numbers by key, smallest first.

Fredman, Sedgewick, Sleator & Tarjan 1986, doi:10.1007/BF01840439. A heap is a tree, known by its
top; -1 is an empty one. ``key`` int64 (r,); of equal keys the smaller number is above. ``child``
int32 (r,): the first below; ``beside``: the next below the same; ``before``: who points here, the
one above or the one beside. -1: nobody.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=700, price=0.3)
def meld(first: Any, second: Any, key: Any, child: Any, beside: Any, before: Any) -> Any:
    """Make one heap of two, given by their tops; its top. O(1)."""
    if first < 0:
        return second
    if second < 0:
        return first
    if key[second] < key[first] or (key[second] == key[first] and second < first):
        first, second = second, first
    beside[second] = child[first]
    if child[first] >= 0:
        before[child[first]] = second
    child[first] = second
    before[second] = first
    return first


@kernel(rent=700, price=0.4)
def without_top(top: Any, key: Any, child: Any, beside: Any, before: Any) -> Any:
    """Take the top out of its heap; the new top. O(log r) amortised."""
    below = child[top]
    child[top] = -1
    pairs = -1
    while below >= 0:
        other = beside[below]
        after = -1
        beside[below] = -1
        before[below] = -1
        if other >= 0:
            after = beside[other]
            beside[other] = -1
            before[other] = -1
        pair = meld(below, other, key, child, beside, before)
        beside[pair] = pairs
        pairs = pair
        below = after
    top = -1
    while pairs >= 0:
        after = beside[pairs]
        beside[pairs] = -1
        top = meld(top, pairs, key, child, beside, before)
        pairs = after
    return top


@kernel(rent=700, price=0.3)
def lifted(top: Any, number: Any, key: Any, child: Any, beside: Any, before: Any) -> Any:
    """Move up a number whose key has fallen; the top of its heap. O(log r) amortised."""
    if number == top:
        return top
    ahead, after = before[number], beside[number]
    if child[ahead] == number:
        child[ahead] = after
    else:
        beside[ahead] = after
    if after >= 0:
        before[after] = ahead
    beside[number] = -1
    before[number] = -1
    return meld(top, number, key, child, beside, before)
