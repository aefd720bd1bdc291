"""What strategies that remove accounts one by one write."""

from __future__ import annotations

from typing import Any, NamedTuple


class Removals(NamedTuple):
    """Accounts removed, with room for K."""

    order: Any  # int32 (K,)
    scores: Any  # int64 (K,)
    done: Any  # int64 (1,): how many have been removed
