"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["hint"]


def hint(name: str, known: Iterable[str]) -> str:
    """The nearest of the names, or all there are.

    Examples
    --------
    >>> hint("stratgy", ["strategy", "seed"]), hint("xyz", ["strategy", "seed"])
    ('did you mean strategy?', 'there are: strategy, seed')
    """
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(names)}"
