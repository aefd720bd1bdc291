"""Greedy on distinct audience: the account that adds most to the union of followers goes next."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.buckets import Buckets, fill_buckets, open_bucket


class Coverage(NamedTuple):
    """Whom a union of followers covers, and what each account would add; kept up to date."""

    gain: Any  # int32 (n,): followers who are not covered
    covered: Any  # uint8 (n,)


@kernel(interpret_ns_per_element=300, compile_seconds=0.9)
def order_by_coverage(
    followers: CompressedRows,
    following: CompressedRows,
    candidates: Any,
    coverage: Coverage,
    buckets: Buckets,
    order: Any,
    scores: Any,
) -> None:
    """Take, again and again, the account that adds most followers to those of the accounts taken.

    ``candidates`` int32 (c,): the accounts that may be taken, in tie order. Outputs ``order`` int32
    (K,) and ``scores`` int64 (K,), the gain of each when it is taken.

    A follower is covered once, and then all whom it follows gain one less: gains are exact. They
    only fall, so accounts wait in buckets by what they last gained, and those that have fallen are
    moved when their bucket is opened, not before. O(n + m), and sorting members of each bucket.
    """
    follower_offsets, follower_targets = followers
    following_offsets, following_targets = following
    gain, covered = coverage
    bucket, link, opened = buckets.first, buckets.link, buckets.opened
    fill_buckets(candidates, gain, buckets)
    done = 0
    for most in range(len(bucket) - 1, -1, -1):
        count = open_bucket(bucket[most], buckets)
        for j in range(count):
            i = opened[j]
            account = candidates[i]
            now = gain[account]
            if now < most:
                link[i] = bucket[now]
                bucket[now] = i
                continue
            if done == len(order):
                return
            order[done] = account
            scores[done] = most
            done += 1
            if most == 0:
                continue
            for e in range(follower_offsets[account], follower_offsets[account + 1]):
                follower = follower_targets[e]
                if covered[follower] == 0:
                    covered[follower] = 1
                    for f in range(following_offsets[follower], following_offsets[follower + 1]):
                        gain[following_targets[f]] -= 1
