"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["hint", "nearest"]


def hint(name: str, known: Iterable[str]) -> str:
    """The nearest of the names, or all there are.

    Examples
    --------
    >>> hint("stratgy", ["strategy", "seed"]), hint("xyz", ["strategy", "seed"])
    ('did you mean strategy?', 'there are: strategy, seed')
    """
    names = list(known)
    near = nearest(name, names)
    return f"did you mean {near}?" if near is not None else f"there are: {', '.join(names)}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The nearest of the names; None where none is near.

    Examples
    --------
    >>> nearest("stratgy", ["strategy", "seed"]), nearest("xyz", ["strategy", "seed"])
    ('strategy', None)
    """
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)
