"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["hint", "hint_and_all", "near"]


def near(name: str, known: Iterable[str], *, most: int = 1, cutoff: float = 0.6) -> list[str]:
    """The nearest of the names, whatever their case, at most so many.

    Examples
    --------
    >>> near("Stratgy", ["strategy", "seed"]), near("xyz", ["strategy", "seed"])
    (['strategy'], [])
    """
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(each.casefold(), each)
    found = difflib.get_close_matches(name.casefold(), folded, n=most, cutoff=cutoff)
    return [folded[each] for each in found]


def hint(name: str, known: Iterable[str]) -> str:
    """The nearest of the names, or all there are.

    Examples
    --------
    >>> hint("stratgy", ["strategy", "seed"]), hint("xyz", ["strategy", "seed"])
    ('did you mean strategy?', 'there are: strategy, seed')
    """
    names = list(known)
    found = near(name, names)
    return f"did you mean {found[0]}?" if found else f"there are: {', '.join(names)}"


def hint_and_all(name: str, known: Iterable[str]) -> str:
    """The nearest of the names, if one is near, and all there are.

    Examples
    --------
    >>> hint_and_all("sead", ["strategy", "seed"])
    'did you mean seed? there are: strategy, seed'
    """
    names = list(known)
    listed = f"there are: {', '.join(names)}"
    found = near(name, names)
    return f"did you mean {found[0]}? {listed}" if found else listed
