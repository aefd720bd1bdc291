"""Components that grow while accounts come back, each with the list of its members."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Forest(NamedTuple):
    """Components of those present, arrays of shape (n,)."""

    parent: Any  # int32: n for those absent, minus its size at a root, else who is above
    after: Any  # int32: the next member, from the root on, -1 behind the last
    last: Any  # int32: at a root, the last member


@kernel(rent=1500, price=0.2)
def root_of(parent: Any, account: Any) -> Any:
    """The root of a present account, halving the path."""
    while parent[account] >= 0:
        above = parent[account]
        if parent[above] >= 0:
            parent[account] = parent[above]
        account = above
    return account


@kernel(rent=1500, price=0.2)
def size_at(forest: Forest, root: Any) -> Any:
    """Members of the component of a root, 0 of that of nobody."""
    return -forest.parent[root] if root < len(forest.parent) else 0


@kernel(rent=1500, price=0.3)
def link(forest: Forest, root: Any, other: Any) -> Any:
    """Make one component of two, given by their roots; its root, that of the larger. O(1)."""
    if other == root:
        return root
    if forest.parent[other] < forest.parent[root]:
        root, other = other, root
    forest.parent[root] += forest.parent[other]
    forest.parent[other] = root
    forest.after[forest.last[root]] = other
    forest.last[root] = forest.last[other]
    return root
