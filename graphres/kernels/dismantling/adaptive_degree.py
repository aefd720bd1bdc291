"""Adaptive degree orders: the account with the most follows left goes next."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.buckets import Buckets, fill_buckets, open_bucket


@kernel(interpret_ns_per_element=530, compile_seconds=0.85)
def order_by_degree_left(
    rows: CompressedRows,
    others: CompressedRows,
    candidates: Any,
    left: Any,
    buckets: Buckets,
    order: Any,
    scores: Any,
) -> None:
    """Remove, again and again, the account whose degree is then the largest.

    Removing an account lowers ``left`` by one for every account in its row of ``rows`` and of
    ``others`` (empty rows when a removal lowers one side alone). ``candidates`` int32 (c,): the
    accounts that may be removed, in tie order. ``left`` int32 (n,): degrees, used up. Outputs
    ``order`` int32 (K,) and ``scores`` int64 (K,), the degree of each when it goes.

    Degrees only fall, so when the bucket of degree d is opened nobody can enter it any more: its
    members, sorted by place, go in turn unless they have fallen meanwhile. O(n + m), and sorting
    the members of each bucket.
    """
    first_offsets, first_targets = rows
    other_offsets, other_targets = others
    bucket, link, opened = buckets.first, buckets.link, buckets.opened
    fill_buckets(candidates, left, buckets)
    done = 0
    for degree in range(len(bucket) - 1, -1, -1):
        size = open_bucket(bucket[degree], buckets)
        for j in range(size):
            i = opened[j]
            account = candidates[i]
            now = left[account]
            if now < degree:
                link[i] = bucket[now]
                bucket[now] = i
                continue
            if done == len(order):
                return
            order[done] = account
            scores[done] = degree
            done += 1
            left[account] = -1
            for e in range(first_offsets[account], first_offsets[account + 1]):
                left[first_targets[e]] -= 1
            for e in range(other_offsets[account], other_offsets[account + 1]):
                left[other_targets[e]] -= 1
