"""Option values that say more than one thing: ``5%``, ``random:20``, ``all``, ``top:100``."""

from __future__ import annotations

from fractions import Fraction

from graphres.errors import UsageError

__all__ = ["budget_of", "points_of", "tie_runs_of", "whole"]


def whole(text: str, option: str, *, least: int) -> int:
    """A whole number that is at least ``least``.

    Examples
    --------
    >>> whole("12", "--points", least=1)
    12
    """
    if text.isascii() and text.isdigit() and int(text) >= least:
        return int(text)
    raise UsageError(f"{option} takes a whole number from {least} on, not {text!r}")


def budget_of(text: str | None, n: int) -> int | None:
    """How many accounts a budget of ``N`` or ``N%`` allows, the share rounded down.

    Examples
    --------
    >>> budget_of("20", 1000), budget_of("2.5%", 1000), budget_of(None, 1000)
    (20, 25, None)
    """
    if text is None:
        return None
    if not text.endswith("%"):
        return whole(text, "--budget", least=0)
    try:
        share = Fraction(text[:-1].strip())
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"--budget takes N or N%, not {text!r}") from error
    if not 0 <= share <= 100:
        raise UsageError(f"--budget takes from 0% to 100%, not {text!r}")
    return int(share * n / 100)


def points_of(text: str) -> int | None:
    """How many points of a curve to keep; None for ``all``."""
    return None if text == "all" else whole(text, "--points", least=1)


def tie_runs_of(text: str) -> int:
    """How many runs draw their ties: ``first`` is none, ``random:20`` is 20.

    Examples
    --------
    >>> tie_runs_of("first"), tie_runs_of("random:20")
    (0, 20)
    """
    if text == "first":
        return 0
    kind, _, runs = text.partition(":")
    if kind != "random":
        raise UsageError(f"--ties takes first or random:RUNS, not {text!r}")
    return whole(runs, "--ties random:", least=1)
