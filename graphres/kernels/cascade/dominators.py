"""Who would no longer hear if one account were gone: dominators of live-edge worlds.

In a world an account hears through v alone if every path of live follows from the poster to it
leads through v: v *dominates* it. One dominator tree gives the loss of every account at once, the
size of its subtree. The tree is that of Lengauer & Tarjan 1979 (doi:10.1145/357062.357071) with
path compression, on the part of the graph that the message reaches.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO
from graphres.kernels.cascade.live_edges import LiveEdges, draw_row
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL


class SearchTree(NamedTuple):
    """What one world's posters reach, depth first: numbers from 1 on, 0 a root above the posters.

    Follows of the tree go to ``parent``; the others that arrive at i are a list from ``first[i]``
    along ``following``, each coming from ``source``.
    """

    number: Any  # int32 (n,): 0 for accounts that are left, -1 for those gone, again so at the end
    cursor: Any  # int64 (n + 1,): the next follow to look at
    account: Any  # int32 (n + 1,): the account of a number
    parent: Any  # int32 (n + 1,)
    size: Any  # int32 (n + 1,): of what it dominates
    first: Any  # int32 (n + 1,)
    source: Any  # int32 (m,)
    following: Any  # int32 (m,)


class Linked(NamedTuple):
    """What finding dominators works in, int32 of shape (n + 1,), by number."""

    semi: Any
    label: Any
    ancestor: Any
    dominator: Any
    bucket: Any
    link: Any
    stack: Any


@kernel(interpret_ns_per_element=1000, compile_seconds=2.5)
def add_losses(
    edges: LiveEdges, posted: Any, posters: Any, tree: SearchTree, linked: Linked, loss: Any
) -> None:
    """Add to every account's loss the listeners that stop hearing without it, over 64 worlds.

    ``posted`` uint64 (n,): the worlds in which an account posts; ``posters`` int32 (q,): who posts
    in any. Posters are no listeners. Nothing is lost with an account that is gone or not reached.
    Output ``loss`` int64 (n,). In each world O(q), and O(l log r) for r accounts reached over l
    live follows, besides a look at each of their followers.
    """
    number, account, size = tree.number, tree.account, tree.size
    dominator = linked.dominator
    bit = ONE
    for _ in range(64):
        some = 0
        for q in range(len(posters)):
            v = posters[q]
            if posted[v] & bit != ZERO and number[v] == 0:
                number[v] = -2  # no follow leads to a poster
                some = 1
        if some != 0:
            reached = _search(edges, posters, bit, tree)
            _find_dominators(reached, tree, linked)
            for i in range(reached, 0, -1):
                size[dominator[i]] += size[i]
                loss[account[i]] += size[i]
                number[account[i]] = 0
        bit = (bit << ONE) & FULL


@kernel(interpret_ns_per_element=1000, compile_seconds=1.5)
def _search(edges: LiveEdges, posters: Any, bit: Any, tree: SearchTree) -> Any:
    """Assign numbers from 1 on to what one world's posters reach, depth first; return how many."""
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    number, cursor, account, parent, size, first, source, following = tree
    size[0] = 0
    count = 0
    extra = 0
    for q in range(len(posters)):
        poster = posters[q]
        if number[poster] != -2:
            continue
        next_account = poster
        here = 0
        weight = 0
        while True:
            if next_account >= 0:
                count += 1
                account[count] = next_account
                parent[count] = here
                size[count] = weight
                first[count] = -1
                cursor[count] = offsets[next_account]
                if drawn[next_account] == 0:
                    drawn[next_account] = 1
                    draw_row(edges, next_account)
                here = count
                weight = 1
                next_account = -1
            stop = offsets[account[here] + 1]
            e = cursor[here]
            while e < stop:
                if live[e] & bit != ZERO:
                    listener = targets[e]
                    i = number[listener]
                    if i == 0:
                        number[listener] = count + 1
                        next_account = listener
                        e += 1
                        break
                    if i > 0:
                        source[extra] = here
                        following[extra] = first[i]
                        first[i] = extra
                        extra += 1
                e += 1
            cursor[here] = e
            if next_account < 0:
                here = parent[here]
                if here == 0:
                    break
    return count


@kernel(interpret_ns_per_element=1000, compile_seconds=1.5)
def _find_dominators(reached: Any, tree: SearchTree, linked: Linked) -> None:
    """Write the immediate dominator of every number from 1 to ``reached``."""
    parent, first, source, following = tree.parent, tree.first, tree.source, tree.following
    semi, label, ancestor, dominator = linked.semi, linked.label, linked.ancestor, linked.dominator
    bucket, link, stack = linked.bucket, linked.link, linked.stack
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
            candidate = source[e]
            if candidate > i:
                candidate = semi[_find_lowest(candidate, semi, label, ancestor, stack)]
            if candidate < lowest:
                lowest = candidate
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
            u = _find_lowest(v, semi, label, ancestor, stack)
            dominator[v] = u if semi[u] < above else above
            v = link[v]
        bucket[above] = 0
    for i in range(1, reached + 1):
        if dominator[i] != semi[i]:
            dominator[i] = dominator[dominator[i]]


@kernel(interpret_ns_per_element=1000, compile_seconds=0.5)
def _find_lowest(v: Any, semi: Any, label: Any, ancestor: Any, stack: Any) -> Any:
    """Return the number of least semidominator on the way from v up to its root."""
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
