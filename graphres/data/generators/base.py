"""What every model gives back, and the checks of options that models share."""

from __future__ import annotations

import math
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graphres.engine.memory import need_memory
from graphres.errors import UsageError

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

MAX_ACCOUNTS = 2**31 - 1
#: What drawing takes, about.
_BYTES_AN_ACCOUNT = 200
_BYTES_A_FOLLOW = 40


class Drawn(NamedTuple):
    """Follows drawn among n accounts that are numbered in order of joining, or in no order.

    ``follower`` and ``followed`` are int32 of shape (m,), distinct pairs without self-follows;
    ``community`` is int32 of shape (n,), -1 where the model knows none. ``platform`` and
    ``person`` are None, or int32 of shape (n,).
    """

    follower: Int32
    followed: Int32
    community: Int32
    platform: Int32 | None = None
    person: Int32 | None = None


class Model(Protocol):
    """A way to draw follows; its dataclass fields are its options."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init__(self, **options: Any) -> None: ...

    def draw(self, rng: np.random.Generator, n: int, follows: int) -> Drawn:
        """Draw exactly ``follows`` distinct follows among n accounts."""
        ...


def check_sizes(n: int, mean_followers: float) -> int:
    """Return how many follows ``mean_followers`` asks for, or raise UsageError.

    >>> check_sizes(1000, 2.5)
    2500
    """
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or not 0 <= n <= MAX_ACCOUNTS:
        raise UsageError(f"n={n} is no number of accounts", do=f"give 0 to {MAX_ACCOUNTS:,}")
    at_least("mean_followers", mean_followers, 0)
    need_memory(
        _BYTES_AN_ACCOUNT * n + _BYTES_A_FOLLOW * n * mean_followers,
        f"a graph of {n:,} accounts with {mean_followers:g} followers each",
        do="draw a smaller one",
    )
    if mean_followers > max(n - 1, 0):
        raise UsageError(
            f"mean_followers={mean_followers:g} is more than {n} accounts can have",
            do=f"give at most {max(n - 1, 0)}, or a larger n",
        )
    return round(n * mean_followers)


def share(name: str, value: float) -> None:
    """Raise UsageError unless ``0 <= value <= 1``."""
    if not _is_number(value) or not 0 <= value <= 1:
        raise UsageError(f"{name}={value} is no share", do="give a number from 0 to 1")


def at_least(name: str, value: float, least: float) -> None:
    """Raise UsageError unless ``value`` is a finite number of at least ``least``."""
    if not _is_number(value) or value < least:
        raise UsageError(f"{name}={value} is out of range", do=f"give at least {least:g}")


def more_than(name: str, value: float, bound: float) -> None:
    """Raise UsageError unless ``value`` is a finite number above ``bound``."""
    if not _is_number(value) or value <= bound:
        raise UsageError(f"{name}={value} is out of range", do=f"give more than {bound:g}")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.number)) and math.isfinite(value)
