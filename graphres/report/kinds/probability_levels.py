"""What is said of the probabilities that are measured at where none was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from graphres.report.document import Document
from graphres.report.number_format import percent


class ProbabilityLevel(NamedTuple):
    """A probability, and the share of whom it can reach that a message reaches at it."""

    probability: float
    reached: float


class HasProbability(Protocol):
    """A level, of a document or as it was searched for."""

    @property
    def probability(self) -> float:
        """That a follow passes a message on."""

    @property
    def reached(self) -> float:
        """The share of whom it can reach that a message reaches."""


Levels = Sequence[HasProbability]


def levels_of(document: Document) -> list[ProbabilityLevel]:
    """Return the levels of a document; empty where a probability was given."""
    return [
        ProbabilityLevel(row["probability"], row["reached"])
        for row in document.parts.get("probabilities", [])
    ]


def levels_document(levels: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the levels for programs."""
    return [
        {"probability": level.probability, "aim": level.share, "reached": level.reached}
        for level in levels
    ]


def enumerate_words(words: Sequence[str]) -> str:
    """Join words to a list.

    Examples
    --------
    >>> enumerate_words(["0.1", "0.2", "0.5"])
    '0.1, 0.2 and 0.5'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def of_level(level: HasProbability) -> str:
    """Write a probability as it is typed.

    Examples
    --------
    >>> of_level(ProbabilityLevel(0.0371, 0.049))
    'p = 0.0371'
    """
    return f"p = {level.probability:g}"


def at_levels(levels: Levels) -> str:
    """Write ``at p = 0.1, 0.2 and 0.5``."""
    return f"at p = {enumerate_words([f'{level.probability:g}' for level in levels])}"


def all_levels(levels: Levels) -> str:
    """Name all of them together."""
    words = {1: "at this probability", 2: "at both probabilities"}
    return words.get(len(levels), "at all three probabilities")


def describe_levels(levels: Levels) -> str:
    """Say which probabilities are measured at where none was given, and why.

    Examples
    --------
    >>> describe_levels([ProbabilityLevel(0.15, 0.048), ProbabilityLevel(0.3, 0.49)])
    'without -p: measured at p = 0.15 and 0.3, where a message reaches 5 % and 49 % of whom it can'
    """
    text = f"without -p: measured {at_levels(levels)}"
    if not any(level.reached for level in levels):
        return f"{text}; a message of these sources reaches nobody else at any"
    shares = [percent(level.reached, 0) for level in levels]
    return f"{text}, where a message reaches {enumerate_words(shares)} of whom it can"


def capitalise(sentence: str) -> str:
    """Begin a sentence with a capital, and leave the rest as it is."""
    return f"{sentence[:1].upper()}{sentence[1:]}"
