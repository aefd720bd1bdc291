"""Who still follows a surviving source, at every removal."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows


@kernel(interpret_ns_per_element=125, compile_seconds=0.4)
def sweep_audience(
    followers: CompressedRows,
    following: CompressedRows,
    return_order: Any,
    is_source: Any,
    state: Any,
    audience: Any,
) -> None:
    """Count present accounts that follow at least one present source, as accounts come back.

    ``return_order`` int32 (n,): accounts, first back first; ``is_source`` uint8 (n,); ``state``
    uint8 (n,), zero: 0 absent, 1 present, 2 present and in the audience; output ``audience`` int64
    (K + 1,), row k for k accounts still away. O(n + m).
    """
    followers_offsets, followers_targets = followers
    following_offsets, following_targets = following
    n = len(return_order)
    last = len(audience) - 1
    count = 0
    for step in range(n + 1):
        away = n - step
        if away <= last:
            audience[away] = count
        if away == 0:
            break
        account = return_order[step]
        state[account] = 1
        for e in range(following_offsets[account], following_offsets[account + 1]):
            reached = following_targets[e]
            if is_source[reached] and state[reached]:
                state[account] = 2
                count += 1
                break
        if is_source[account]:
            for e in range(followers_offsets[account], followers_offsets[account + 1]):
                listener = followers_targets[e]
                if state[listener] == 1:
                    state[listener] = 2
                    count += 1
