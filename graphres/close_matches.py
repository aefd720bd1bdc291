"""Near misses: what somebody may have meant by a name that is none."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path


def find_close_matches(
    name: str, names: Iterable[str], *, most: int = 1, cutoff: float = 0.6
) -> list[str]:
    """Return the nearest of the names, whatever their case, at most so many.

    Examples
    --------
    >>> find_close_matches("Stratgy", ["strategy", "seed"])
    ['strategy']
    >>> find_close_matches("xyz", ["strategy", "seed"])
    []
    """
    folded: dict[str, str] = {}
    for spelling in names:
        folded.setdefault(spelling.casefold(), spelling)
    matches = difflib.get_close_matches(name.casefold(), folded, n=most, cutoff=cutoff)
    return [folded[spelling] for spelling in matches]


def suggest(name: str, candidates: Iterable[str]) -> str:
    """Suggest the nearest of the names, or list them all.

    Examples
    --------
    >>> suggest("stratgy", ["strategy", "seed"]), suggest("xyz", ["strategy", "seed"])
    ('did you mean strategy?', 'there are: strategy, seed')
    """
    names = list(candidates)
    matches = find_close_matches(name, names)
    return f"did you mean {matches[0]}?" if matches else f"there are: {', '.join(names)}"


def suggest_or_list(name: str, candidates: Iterable[str]) -> str:
    """Suggest the nearest of the names, if one is close, and list them all.

    Examples
    --------
    >>> suggest_or_list("sead", ["strategy", "seed"])
    'did you mean seed? there are: strategy, seed'
    """
    names = list(candidates)
    listed = f"there are: {', '.join(names)}"
    matches = find_close_matches(name, names)
    return f"did you mean {matches[0]}? {listed}" if matches else listed


def suggest_path(missing: str | os.PathLike[str], *, folders: bool = False) -> str:
    """Suggest the nearest name in the folder of a path that does not exist.

    Parameters
    ----------
    missing : path
    folders : bool
        Whether a folder may have been meant, too.
    """
    path = Path(missing)
    try:
        neighbours = [entry.name for entry in path.parent.iterdir() if folders or entry.is_file()]
    except OSError:  # the folder is not there either
        return "check the path"
    matches = find_close_matches(path.name, neighbours, cutoff=0.8)
    return f"did you mean {path.with_name(matches[0])}?" if matches else "check the path"
