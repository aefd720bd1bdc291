"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path


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


def path_hint(missing: str | os.PathLike[str], *, folders: bool = False) -> str:
    """What may have been meant by a path that is not there: the nearest name in its folder.

    Parameters
    ----------
    missing : path
    folders : bool
        Whether a folder may have been meant, too.
    """
    path = Path(missing)
    try:
        beside = [each.name for each in path.parent.iterdir() if folders or each.is_file()]
    except OSError:  # the folder is not there either
        return "check the path"
    found = near(path.name, beside, cutoff=0.8)
    return f"did you mean {path.with_name(found[0])}?" if found else "check the path"
