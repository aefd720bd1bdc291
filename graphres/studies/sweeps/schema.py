"""What an experiment may say: keys, their defaults, and what their values are held to."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from graphres.close_matches import suggest
from graphres.errors import UsageError
from graphres.options.error_rates import parse_rate

Check = Callable[[Any], object]


class Key(NamedTuple):
    """One key of a table of the experiment.

    Parameters
    ----------
    default : object
        Its value where the table does not say it.
    check : callable
        Raises `UsageError` for a value that is none.
    is_list : bool
        Whether one value is a list, so that several are a list of lists.
    tells : bool
        Whether it has a column of its own where it is not the same in all cells.
    """

    default: Any
    check: Check
    is_list: bool = False
    tells: bool = True


def as_keys(said: str) -> str:
    """What is said of options, said of the keys that bear their names.

    Examples
    --------
    >>> as_keys("--false-alarm takes a share; leave out --ties")
    'false_alarm takes a share; leave out ties'
    """
    return re.sub(r"(?<![\w-])--([a-z][a-z-]*)", lambda name: name[1].replace("-", "_"), said)


def text(understood: Check | None = None) -> Check:
    """Text that ``understood`` takes."""

    def check(value: Any) -> None:
        if not isinstance(value, str):
            raise UsageError(f"{value!r} is not text", do="write it in quotes")
        if understood is not None:
            understood(value)

    return check


def text_or_number(understood: Check | None = None) -> Check:
    """Text, or a number written without quotes, that ``understood`` takes as text."""

    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UsageError(f"{value!r} is neither text nor a number")
        if understood is not None:
            understood(str(value))

    return check


def number(least: float = -math.inf, most: float = math.inf) -> Check:
    """A number within bounds."""

    def check(value: Any) -> None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            raise UsageError(f"{value!r} is out of range", do=_range(least, most))

    return check


def share_below_one(value: Any) -> None:
    """A number from 0 on and under 1."""
    number(0, 1)(value)
    if value == 1:
        raise UsageError(f"{value!r} is out of range", do="give a number from 0 on and under 1")


def error_rate(option: str, *, is_below_one: bool = False) -> Check:
    """A number from 0 to 1, or one by group, as the option takes it."""

    def check(value: Any) -> None:
        if isinstance(value, str):
            parse_rate(value, option, is_below_one=is_below_one)
        elif is_below_one:
            share_below_one(value)
        else:
            number(0, 1)(value)

    return check


def whole_number(least: int, most: int = 2**63 - 1) -> Check:
    """A whole number from ``least`` to ``most``."""

    def check(value: Any) -> None:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not least <= value <= most:
            upper = "" if most == 2**63 - 1 else f" to {most:,}"
            do = f"give a whole number from {least}{upper}"
            raise UsageError(f"{value!r} is out of range", do=do)

    return check


def flag(value: Any) -> None:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise UsageError(f"{value!r} is neither true nor false")


def one_of(*words: str) -> Check:
    """One of some words."""

    def check(value: Any) -> None:
        if not isinstance(value, str) or value not in words:
            raise UsageError(f"{value!r} is none of them", do=suggest(str(value), words))

    return check


def each_is(check: Check) -> Check:
    """A list of what another check takes."""

    def check_all(values: Any) -> None:
        if not isinstance(values, list | tuple):
            raise UsageError(f"{values!r} is not a list", do="write it in brackets")
        for value in values:
            check(value)

    return check_all


def _range(least: float, most: float) -> str:
    if math.isinf(most):
        return "give a number" if math.isinf(least) else f"give a number from {least:g}"
    return f"give a number from {least:g} to {most:g}"
