"""Who still follows a surviving source, at every removal."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=125, price=0.4)
def audience_sweep(
    followers_offsets: Any,
    followers_targets: Any,
    following_offsets: Any,
    following_targets: Any,
    back: Any,
    is_source: Any,
    state: Any,
    audience: Any,
) -> None:
    """Count present accounts that follow at least one present source, as accounts come back.

    ``back`` int32 (n,): accounts in the order in which they return; ``is_source`` uint8 (n,);
    ``state`` uint8 (n,), zero: 0 absent, 1 present, 2 present and in the audience; output
    ``audience`` int64 (K + 1,), row k for k accounts still away. O(n + m).
    """
    n = len(back)
    last = len(audience) - 1
    count = 0
    for step in range(n + 1):
        away = n - step
        if away <= last:
            audience[away] = count
        if away == 0:
            break
        account = back[step]
        state[account] = 1
        for e in range(following_offsets[account], following_offsets[account + 1]):
            heard = following_targets[e]
            if is_source[heard] and state[heard]:
                state[account] = 2
                count += 1
                break
        if is_source[account]:
            for e in range(followers_offsets[account], followers_offsets[account + 1]):
                listener = followers_targets[e]
                if state[listener] == 1:
                    state[listener] = 2
                    count += 1
