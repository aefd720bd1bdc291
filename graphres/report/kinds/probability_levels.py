"""What is said of the probabilities that stand where none was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphres.report.number_format import percent
from graphres.spread.levels import Level


def listed(words: Sequence[str]) -> str:
    """Words one after the other.

    Examples
    --------
    >>> listed(["0.1", "0.2", "0.5"])
    '0.1, 0.2 and 0.5'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def of_level(level: Level) -> str:
    """A probability as it is typed.

    Examples
    --------
    >>> of_level(Level(0.05, 0.0371, 0.049))
    'p = 0.0371'
    """
    return f"p = {level.probability:g}"


def at_levels(levels: Sequence[Level]) -> str:
    """``at p = 0.1, 0.2 and 0.5``."""
    return f"at p = {listed([f'{level.probability:g}' for level in levels])}"


def all_levels(levels: Sequence[Level]) -> str:
    """All of them in words."""
    words = {1: "at this probability", 2: "at both probabilities"}
    return words.get(len(levels), "at all three probabilities")


def levels_told(levels: Sequence[Level]) -> str:
    """Which probabilities stand where none was given, and why.

    Examples
    --------
    >>> levels_told([Level(0.05, 0.15, 0.048), Level(0.5, 0.3, 0.49)])
    'without -p: measured at p = 0.15 and 0.3, where a message reaches 5 % and 49 % of whom it can'
    """
    said = f"without -p: measured {at_levels(levels)}"
    if not any(level.reached for level in levels):
        return f"{said}; a message of these sources reaches nobody else at any"
    shares = [percent(level.reached, 0) for level in levels]
    return f"{said}, where a message reaches {listed(shares)} of whom it can"


def levels_document(levels: Sequence[Level]) -> list[dict[str, Any]]:
    """The levels for programs."""
    return [
        {"probability": level.probability, "aim": level.share, "reached": level.reached}
        for level in levels
    ]
