"""Rearranging a stretch of an order while the sum of the giant over it does not rise."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import find_root
from graphres.kernels.csr import CompressedRows


class Stretch(NamedTuple):
    """A stretch of w accounts of an order, and what it touches of what is left behind it."""

    offsets: Any  # int64 (w + 1,): where rows begin
    targets: Any  # int32: numbers under w are accounts of the stretch, others components
    sizes: Any  # int32 (w + components,): −1 for accounts, minus the size for components
    weight: Any  # float64 (w,): what the giant counts after each is removed


class ComponentNames(NamedTuple):
    """What numbering components works in, int32 (n,), −1; left as it was."""

    name: Any
    met: Any


class Contacts(NamedTuple):
    """The rows of a stretch."""

    row: Any  # int32: with room for all neighbours of the stretch
    ends: Any  # int64 (w,): where rows end
    sizes: Any  # int32: see `Stretch`


@kernel(interpret_ns_per_element=1500, compile_seconds=0.8)
def list_contacts(
    rows: CompressedRows,
    stretch: Any,
    number: Any,
    parent: Any,
    names: ComponentNames,
    contacts: Contacts,
) -> Any:
    """Write the rows of a stretch; return how many components it touches.

    ``stretch`` int32 (w,): its accounts; ``number`` int32 (n,): of each its number, else −1.
    ``parent``: see `graphres.kernels.dismantling.priced_return.unite_present`.
    """
    offsets, targets = rows
    name, met = names
    row, ends, sizes = contacts
    n = len(parent)
    w = len(stretch)
    components = 0
    end = 0
    for i in range(w):
        sizes[i] = -1
        for e in range(offsets[stretch[i]], offsets[stretch[i] + 1]):
            neighbour = targets[e]
            if number[neighbour] >= 0:
                row[end] = number[neighbour]
                end += 1
            elif parent[neighbour] < n:
                root = find_root(parent, neighbour)
                if name[root] < 0:
                    name[root] = w + components
                    sizes[w + components] = parent[root]
                    components += 1
                if met[root] != i:
                    met[root] = i
                    row[end] = name[root]
                    end += 1
        ends[i] = end
    for i in range(w):
        for e in range(offsets[stretch[i]], offsets[stretch[i] + 1]):
            if parent[targets[e]] < n:
                root = find_root(parent, targets[e])
                name[root] = -1
                met[root] = -1
    return components


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def sum_giant(stretch: Stretch, order: Any, least: Any, floor: Any, parent: Any, most: Any) -> Any:
    """Return the weighted sum of the giant over a stretch, or so far once it is above ``most``.

    ``order`` int32 (w,): numbers, first removed first; ``least``: the giant behind the stretch.
    Where the giant is at most ``floor`` it counts nothing. ``parent`` int32: work.
    """
    w = len(order)
    for i in range(len(stretch.sizes)):
        parent[i] = stretch.sizes[i]
    absent = len(stretch.sizes)
    for i in range(w):
        parent[i] = absent
    giant = least
    total = 0.0
    for k in range(w - 1, -1, -1):
        account = order[k]
        if giant > floor:
            total += giant * stretch.weight[account]
        if total > most:
            break
        parent[account] = -1
        root = account
        for e in range(stretch.offsets[account], stretch.offsets[account + 1]):
            if parent[stretch.targets[e]] == absent:
                continue
            second = find_root(parent, stretch.targets[e])
            if second == root:
                continue
            if parent[second] < parent[root]:
                root, second = second, root
            parent[root] += parent[second]
            parent[second] = root
        if -parent[root] > giant:
            giant = -parent[root]
    return total


@kernel(interpret_ns_per_element=1500, compile_seconds=1.5)
def rearrange(
    stretch: Stretch, order: Any, least: Any, floor: Any, draws: Any, parent: Any, tried: Any
) -> Any:
    """Move one account of a stretch at a time, as long as the sum of the giant does not rise.

    ``draws`` int64 (steps, 2): from where to where; the others: see `sum_giant`. ``tried``
    int32 (w,): work. Returns the sum in the end. O(w and what it is tied to) a step.
    """
    w = len(order)
    best = sum_giant(stretch, order, least, floor, parent, 1e300)
    for step in range(len(draws)):
        source = draws[step, 0] % w
        target = draws[step, 1] % w
        if source == target:
            continue
        for i in range(w):
            tried[i] = order[i]
        shift = 1 if target > source else -1
        i = source
        while i != target:
            tried[i] = order[i + shift]
            i += shift
        tried[target] = order[source]
        total = sum_giant(stretch, tried, least, floor, parent, best)
        if total <= best:
            best = total
            for i in range(w):
                order[i] = tried[i]
    return best
