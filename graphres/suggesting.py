"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["hint", "nearest", "path_hint"]


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
    found = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.8)
    return f"did you mean {path.with_name(found[0])}?" if found else "check the path"
