"""What the reach of messages shows: hops, groups, and who carries a message on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

CAUTION = (
    "To carry messages on describes a position in this network, not conduct, and is no ground for "
    "suspension by itself."
)

#: Hops are shown until so much of what will ever hear it has.
_ENOUGH = 0.99

#: Further hops share the last one.
LAST_HOP = 31


def hop_name(hop: int) -> str:
    """Name a hop; the last one stands for all further ones too.

    Examples
    --------
    >>> hop_name(2), hop_name(31)
    ('2', '31+')
    """
    return f"{hop}+" if hop == LAST_HOP else str(hop)


def until_enough(hops: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the hops by which 99 % of those who ever hear a message have.

    Examples
    --------
    >>> [hop["mean"] for hop in until_enough([{"mean": 0.4}, {"mean": 0.1}, {"mean": 0.001}])]
    [0.4, 0.1]
    """
    enough, so_far = _ENOUGH * sum(hop["mean"] for hop in hops), 0.0
    for place, hop in enumerate(hops, start=1):
        so_far += hop["mean"]
        if so_far >= enough:
            return hops[:place]
    return hops
