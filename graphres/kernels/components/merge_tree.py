"""The merge tree of a graph whose accounts come back one by one, from follows in any order.

Accounts are numbered by the step at which they come back; a follow arrives with the later of its
two ends. The parent of step x is the next step that joins the component of x. The tree says which
accounts are connected after every step, so it stands for all follows that it was grown from, and
the tree of two sets of follows is the tree of their two trees.

Carr, Snoeyink & Axen 2003, doi:10.1016/S0925-7721(02)00093-7.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=500, compile_seconds=0.6)
def sift_follows(
    offsets: Any,
    targets: Any,
    base: Any,
    accounts: Any,
    hears: Any,
    cursor: Any,
    later: Any,
    earlier: Any,
) -> None:
    """Read follows, count them, and keep those that the tree may lack.

    ``offsets`` int64 (n + 1,): rows of follows; ``targets`` int32: their followed accounts from
    follow ``base`` on. ``accounts`` int32 (n, 4), a row an account: the step at which it comes
    back; the step by which the tree has it on its main path (n: never); the follows that arrive
    with it, counted here (modulo 2³²); the step at which it comes back as a source (n: it is none).
    ``hears`` int32 (n,): the first source back of those an account follows, lowered here.
    ``cursor`` int64 (3,): the next follow, its row, and how many are kept; follows are read up to
    the end of ``targets``, or until ``later`` and ``earlier`` int32, the two steps of those kept,
    are full.

    A follow whose ends are both on the main path by the time it arrives connects nothing. The loop
    has no branches, so that the processor fetches many accounts at once. O(follows read).
    """
    follow, row, kept = cursor[0], cursor[1], cursor[2]
    stop = min(base + len(targets), follow + len(later) - kept)
    while follow < stop:
        while offsets[row + 1] <= follow:
            row += 1
        end = min(offsets[row + 1], stop)
        back, joined = accounts[row, 0], accounts[row, 1]
        first = hears[row]
        own = 0
        for e in range(follow - base, end - base):
            other = targets[e]
            step = accounts[other, 0]
            first = min(first, accounts[other, 3])
            own += step < back
            accounts[other, 2] += step > back
            arrives = max(step, back)
            later[kept] = arrives
            earlier[kept] = min(step, back)
            kept += (joined > arrives) | (accounts[other, 1] > arrives)
        accounts[row, 2] += own
        hears[row] = first
        follow = end
    cursor[0], cursor[1], cursor[2] = follow, row, kept


@kernel(interpret_ns_per_element=200, compile_seconds=0.4)
def group_arrivals(parent: Any, later: Any, earlier: Any, offsets: Any, arrivals: Any) -> None:
    """Gather what arrives at each step: branches of a tree and follows beside it.

    ``parent`` int32 (n,): the tree, n at a root; ``later``, ``earlier`` int32 (k,): the two steps
    of each follow. ``offsets`` int64 (n + 2,), zero, becomes the offsets of the rows in
    ``arrivals`` int32 (n + k,): at each step, the earlier ends. O(n + k).
    """
    n = len(parent)
    for x in range(n):
        if parent[x] < n:
            offsets[parent[x] + 2] += 1
    for i in range(len(later)):
        offsets[later[i] + 2] += 1
    for step in range(2, n + 2):
        offsets[step] += offsets[step - 1]
    for x in range(n):
        if parent[x] < n:
            row = parent[x] + 1
            arrivals[offsets[row]] = x
            offsets[row] += 1
    for i in range(len(later)):
        row = later[i] + 1
        arrivals[offsets[row]] = earlier[i]
        offsets[row] += 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.5)
def grow_tree(offsets: Any, arrivals: Any, parent: Any, union: Any, latest: Any) -> None:
    """Grow the tree from what arrives at each step, by union-find.

    ``offsets``, ``arrivals`` as `group_arrivals` writes them. ``parent`` int32 (n,), the output;
    ``union`` int32 (n,), work: minus the size of its component at a root; ``latest`` int32 (n,),
    work: at a root, the last step of its component. O((n + k) α(n)).
    """
    n = len(parent)
    for step in range(n):
        root = step
        size = 1
        union[step] = -1
        parent[step] = n
        for e in range(offsets[step], offsets[step + 1]):
            other = arrivals[e]
            up = union[other]
            while up >= 0:  # climb to the root, halving the path
                grand = union[up]
                if grand < 0:
                    other = up
                    up = grand
                else:
                    union[other] = grand
                    other = grand
                    up = union[other]
            if other == root:
                continue
            parent[latest[other]] = step
            if -up > size:
                union[root] = other
                root = other
            else:
                union[other] = root
            size -= up
            union[root] = -size
        latest[root] = step


@kernel(interpret_ns_per_element=300, compile_seconds=0.5)
def find_main_path(parent: Any, back: Any, size: Any, heaviest: Any, accounts: Any) -> None:
    """Say of every account by which step it is on the main path.

    The main path ends in the largest component, and comes, at every step, from the largest of
    those that merge there. ``parent`` int32 (n,); ``back`` int32 (n,): the account that comes back
    at each step; ``size``, ``heaviest`` int32 (n,): work. Writes column 1 of ``accounts``, see
    `sift_follows`. O(n).
    """
    n = len(parent)
    for x in range(n):
        size[x] = 1
        heaviest[x] = -1
    top = 0
    for x in range(n):
        up = parent[x]
        if up == n:
            if size[x] > size[top]:
                top = x
            continue
        if heaviest[up] < 0 or size[x] > size[heaviest[up]]:
            heaviest[up] = x
        size[up] += size[x]
    while top >= 0:
        below = heaviest[top]
        heaviest[top] = -2
        top = below
    for x in range(n - 1, -1, -1):
        joined = n
        if heaviest[x] == -2:
            joined = x
        elif parent[x] < n:
            joined = size[parent[x]]  # from here on, of steps already seen: when they joined
        size[x] = joined
        accounts[back[x], 1] = joined
