"""Heaps that become one in a step: pairing heaps, of numbers by key, smallest first.

Fredman, Sedgewick, Sleator & Tarjan 1986, doi:10.1007/BF01840439. A heap is a tree, known by its
top; -1 is an empty one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Heaps(NamedTuple):
    """All heaps of some numbers, arrays of shape (r,); -1 in links: nobody."""

    key: Any  # int64; of equal keys the smaller number is above
    child: Any  # int32: the first below
    sibling: Any  # int32: the next below the same
    before: Any  # int32: who points here, the one above or the one sibling


@kernel(interpret_ns_per_element=700, compile_seconds=0.3)
def meld(first: Any, second: Any, heaps: Heaps) -> Any:
    """Make one heap of two, given by their tops; its top. O(1)."""
    if first < 0:
        return second
    if second < 0:
        return first
    if heaps.key[second] < heaps.key[first] or (
        heaps.key[second] == heaps.key[first] and second < first
    ):
        first, second = second, first
    heaps.sibling[second] = heaps.child[first]
    if heaps.child[first] >= 0:
        heaps.before[heaps.child[first]] = second
    heaps.child[first] = second
    heaps.before[second] = first
    return first


@kernel(interpret_ns_per_element=700, compile_seconds=0.4)
def drop_top(top: Any, heaps: Heaps) -> Any:
    """Take the top out of its heap; the new top. O(log r) amortised."""
    below = heaps.child[top]
    heaps.child[top] = -1
    pairs = -1
    while below >= 0:
        partner = heaps.sibling[below]
        after = -1
        heaps.sibling[below] = -1
        heaps.before[below] = -1
        if partner >= 0:
            after = heaps.sibling[partner]
            heaps.sibling[partner] = -1
            heaps.before[partner] = -1
        pair = meld(below, partner, heaps)
        heaps.sibling[pair] = pairs
        pairs = pair
        below = after
    top = -1
    while pairs >= 0:
        after = heaps.sibling[pairs]
        heaps.sibling[pairs] = -1
        top = meld(top, pairs, heaps)
        pairs = after
    return top


@kernel(interpret_ns_per_element=700, compile_seconds=0.3)
def lift(top: Any, number: Any, heaps: Heaps) -> Any:
    """Move up a number whose key has fallen; the top of its heap. O(log r) amortised."""
    if number == top:
        return top
    ahead, after = heaps.before[number], heaps.sibling[number]
    if heaps.child[ahead] == number:
        heaps.child[ahead] = after
    else:
        heaps.sibling[ahead] = after
    if after >= 0:
        heaps.before[after] = ahead
    heaps.sibling[number] = -1
    heaps.before[number] = -1
    return meld(top, number, heaps)
