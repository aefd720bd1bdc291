"""Accounts by group, such as inside and outside a movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError

#: More groups than this make no table.
_MOST = 20

#: What accounts without a value are called.
_NONE = "(none)"


@dataclass(frozen=True)
class Grouping:
    """Which group every account belongs to.

    Parameters
    ----------
    column : str
        Where the groups come from.
    names : tuple of str
        The groups, ascending.
    of : ndarray of int32, shape (n,)
        Place of an account's group in ``names``.
    """

    column: str
    names: tuple[str, ...]
    of: npt.NDArray[np.int32]

    @classmethod
    def by(cls, column: str, values: Sequence[Any]) -> Grouping:
        """Group accounts by what a column says of them; a missing value is a group of its own.

        Raises
        ------
        InputError
            For more than 20 groups.

        Examples
        --------
        >>> groups = Grouping.by("lang", ["en", None, "de", "en"])
        >>> groups.names, groups.of.tolist()
        (('(none)', 'de', 'en'), [2, 0, 1, 2])
        """
        said = [_name(value) for value in values]
        names = tuple(sorted(set(said)))
        if len(names) > _MOST:
            raise InputError(
                f"column {column!r} makes {len(names)} groups",
                do=f"group by a column of at most {_MOST} values",
            )
        place = {name: i for i, name in enumerate(names)}
        return cls(column, names, np.array([place[name] for name in said], dtype=np.int32))

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Accounts in each group, int64."""
        return np.bincount(self.of, minlength=len(self.names))


def _name(value: Any) -> str:
    missing = value is None or str(value) in ("<NA>", "NaT") or value != value
    return _NONE if missing else str(value)
