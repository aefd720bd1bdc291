"""Components that grow while accounts come back, each with the list of its members."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Forest(NamedTuple):
    """Components of those present, arrays of shape (n,)."""

    parent: Any  # int32: n for those absent, minus its size at a root, else who is above
    after: Any  # int32: the next member, from the root on, -1 behind the last
    last: Any  # int32: at a root, the last member


@kernel(interpret_ns_per_element=1500, compile_seconds=0.2)
def find_root(parent: Any, account: Any) -> Any:
    """Find the root of a present account, halving the path."""
    while parent[account] >= 0:
        above = parent[account]
        if parent[above] >= 0:
            parent[account] = parent[above]
        account = above
    return account


@kernel(interpret_ns_per_element=1500, compile_seconds=0.2)
def size_of_root(forest: Forest, root: Any) -> Any:
    """Return the size of the component of a root, 0 for none."""
    return -forest.parent[root] if root < len(forest.parent) else 0


@kernel(interpret_ns_per_element=1500, compile_seconds=0.3)
def link(forest: Forest, root: Any, second: Any) -> Any:
    """Make one component of two, given by their roots; its root, that of the larger. O(1)."""
    if second == root:
        return root
    if forest.parent[second] < forest.parent[root]:
        root, second = second, root
    forest.parent[root] += forest.parent[second]
    forest.parent[second] = root
    forest.after[forest.last[root]] = second
    forest.last[root] = forest.last[second]
    return root
