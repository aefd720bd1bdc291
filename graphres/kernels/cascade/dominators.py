"""Who would no longer hear if one account were gone: dominators of live-edge worlds.

In a world an account hears through v alone if every path of live follows from the poster to it
leads through v: v *dominates* it. One dominator tree gives the loss of every account at once, the
size of its subtree. The tree is that of Lengauer & Tarjan 1979 (doi:10.1145/357062.357071) with
path compression, on the part of the graph that the message reaches.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.live_edges import draw_row
from graphres.kernels.compiled import kernel


@kernel(rent=1000, price=2.5)
def add_losses(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    drawn: Any,
    live: Any,
    posted: Any,
    posters: Any,
    number: Any,
    cursor: Any,
    account: Any,
    parent: Any,
    size: Any,
    first: Any,
    semi: Any,
    label: Any,
    ancestor: Any,
    dominator: Any,
    bucket: Any,
    link: Any,
    stack: Any,
    source: Any,
    following: Any,
    loss: Any,
) -> None:
    """Add to every account's loss the listeners that stop hearing without it, over 64 worlds.

    ``offsets``, ``targets``: rows of followers. ``keys``, ``chance``, ``per``, ``words``, ``live``:
    see `draw_row`; ``drawn`` uint8 (n,) marks the rows of ``live`` that are there. ``posted``
    uint64 (n,): the worlds in which an account posts; ``posters`` int32 (q,): who posts in any.
    Posters are no listeners. ``number`` int32 (n,): 0 for accounts that are left, -1 for those that
    are gone, and again so at the end. Nothing is lost with an account that is gone or not reached.

    Work: ``cursor`` int64 (n + 1,); ``account`` to ``stack`` int32 (n + 1,); ``source``,
    ``following`` int32 (m,). Output ``loss`` int64 (n,). In each world O(q), and O(l log r) for r
    accounts reached over l live follows, beside a look at each of their followers.
    """
    zero = words[8]
    bit = words[7]
    for _ in range(64):
        some = 0
        for q in range(len(posters)):
            v = posters[q]
            if posted[v] & bit != zero and number[v] == 0:
                number[v] = -2  # no follow leads to a poster
                some = 1
        if some != 0:
            reached = _search(
                offsets, targets, keys, chance, per, words, drawn, live, posters, bit,
                number, cursor, account, parent, size, first, source, following,
            )  # fmt: skip
            _dominate(
                reached, parent, first, source, following,
                semi, label, ancestor, dominator, bucket, link, stack,
            )  # fmt: skip
            for i in range(reached, 0, -1):
                size[dominator[i]] += size[i]
                loss[account[i]] += size[i]
                number[account[i]] = 0
        bit = (bit << words[7]) & words[3]


@kernel(rent=1000, price=1.5)
def _search(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    drawn: Any,
    live: Any,
    posters: Any,
    bit: Any,
    number: Any,
    cursor: Any,
    account: Any,
    parent: Any,
    size: Any,
    first: Any,
    source: Any,
    following: Any,
) -> Any:
    """Number what one world's posters reach from 1 on, depth first; return how many.

    Number 0 is a root above the posters. Tree follows go to ``parent``; the others that arrive at
    i are a list from ``first[i]`` along ``following``, each coming from ``source``.
    """
    zero = words[8]
    size[0] = 0
    count = 0
    others = 0
    for q in range(len(posters)):
        poster = posters[q]
        if number[poster] != -2:
            continue
        found = poster
        here = 0
        weight = 0
        while True:
            if found >= 0:
                count += 1
                account[count] = found
                parent[count] = here
                size[count] = weight
                first[count] = -1
                cursor[count] = offsets[found]
                if drawn[found] == 0:
                    drawn[found] = 1
                    draw_row(offsets, targets, keys, chance, per, found, words, live)
                here = count
                weight = 1
                found = -1
            stop = offsets[account[here] + 1]
            e = cursor[here]
            while e < stop:
                if live[e] & bit != zero:
                    listener = targets[e]
                    i = number[listener]
                    if i == 0:
                        number[listener] = count + 1
                        found = listener
                        e += 1
                        break
                    if i > 0:
                        source[others] = here
                        following[others] = first[i]
                        first[i] = others
                        others += 1
                e += 1
            cursor[here] = e
            if found < 0:
                here = parent[here]
                if here == 0:
                    break
    return count


@kernel(rent=1000, price=1.5)
def _dominate(
    reached: Any,
    parent: Any,
    first: Any,
    source: Any,
    following: Any,
    semi: Any,
    label: Any,
    ancestor: Any,
    dominator: Any,
    bucket: Any,
    link: Any,
    stack: Any,
) -> None:
    """Write the immediate dominator of every number from 1 to ``reached``."""
    for i in range(reached + 1):
        semi[i] = i
        label[i] = i
        ancestor[i] = -1
        bucket[i] = 0
    for i in range(reached, 0, -1):
        above = parent[i]
        lowest = above
        e = first[i]
        while e >= 0:
            other = source[e]
            if other > i:
                other = semi[_lowest(other, semi, label, ancestor, stack)]
            if other < lowest:
                lowest = other
            e = following[e]
        semi[i] = lowest
        ancestor[i] = above
        if lowest == above:
            dominator[i] = above
        else:
            link[i] = bucket[lowest]
            bucket[lowest] = i
        v = bucket[above]
        while v != 0:
            u = _lowest(v, semi, label, ancestor, stack)
            dominator[v] = u if semi[u] < above else above
            v = link[v]
        bucket[above] = 0
    for i in range(1, reached + 1):
        if dominator[i] != semi[i]:
            dominator[i] = dominator[dominator[i]]


@kernel(rent=1000, price=0.5)
def _lowest(v: Any, semi: Any, label: Any, ancestor: Any, stack: Any) -> Any:
    """The number of least semidominator on the way from v up to the root of its linked tree."""
    depth = 0
    top = v
    while ancestor[ancestor[top]] >= 0:
        stack[depth] = top
        depth += 1
        top = ancestor[top]
    while depth > 0:
        depth -= 1
        i = stack[depth]
        above = ancestor[i]
        if semi[label[above]] < semi[label[i]]:
            label[i] = label[above]
        ancestor[i] = ancestor[above]
    return label[v]
