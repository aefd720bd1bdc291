"""How a message travelled, in words, from what a manifest says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.number_format import count
from graphres.stats.intervals import worlds_to_halve


def describe_spread(manifest: Mapping[str, Any], probability: str = "") -> str:
    """Describe in a clause how a message travels; ``probability`` where it is none of one run.

    Examples
    --------
    >>> describe_spread({"model": "ic", "probability": 0.2, "together": False})
    'independent cascade, p = 0.2'
    """
    model = "independent cascade" if manifest["model"] == "ic" else "linear threshold"
    p = manifest["probability"]
    written = probability or (f"{p:g}" if isinstance(p, float) else str(p))
    text = f"{model}, p = {written}"
    if manifest.get("together"):
        return f"{text}, all sources post one message together"
    return text


def describe_worlds(worlds: int, *, is_exact: bool) -> str:
    """Name the worlds that something was measured in, and how many would narrow it.

    Examples
    --------
    >>> describe_worlds(34, is_exact=True)
    'all 34 worlds there are, no interval'
    """
    if is_exact:
        return f"all {count(worlds)} worlds there are, no interval"
    more = f"{count(worlds_to_halve(worlds))} worlds would halve it"
    return f"{count(worlds)} sampled worlds, [95 % interval]; {more}"
