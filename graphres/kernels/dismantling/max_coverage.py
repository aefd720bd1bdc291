"""Greedy on distinct audience: the account that adds most to the union of followers goes next."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.dismantling.adaptive_degree import fill_buckets, open_bucket


@kernel(rent=300, price=0.9)
def union_order(
    follower_offsets: Any,
    follower_targets: Any,
    following_offsets: Any,
    following_targets: Any,
    line: Any,
    gain: Any,
    covered: Any,
    bucket: Any,
    link: Any,
    opened: Any,
    spare: Any,
    order: Any,
    scores: Any,
) -> None:
    """Take, again and again, the account with the most followers that nobody taken has.

    ``line`` int32 (c,): the accounts that may go, in tie order. ``gain`` int32 (n,): followers,
    used up; ``covered`` uint8 (n,), zero; ``bucket`` int32 (most followers + 1,), filled with -1;
    ``link``, ``opened``, ``spare`` int32 (c,): work. Outputs ``order`` int32 (K,) and ``scores``
    int64 (K,), the gain of each when it is taken.

    A follower is covered once, and then all whom it follows gain one less: gains are exact. They
    only fall, so accounts wait in buckets by what they last gained, and those that have fallen are
    moved when their bucket is opened, not before. O(n + m), and sorting members of each bucket.
    """
    fill_buckets(line, gain, bucket, link)
    done = 0
    for most in range(len(bucket) - 1, -1, -1):
        count = open_bucket(bucket[most], link, opened, spare)
        for j in range(count):
            i = opened[j]
            account = line[i]
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
