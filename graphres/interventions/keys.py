"""What a lever takes beside its strategy: numbers and words by name, read once for all commands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graphres.close_matches import find_close_matches, suggest
from graphres.errors import UsageError
from graphres.interventions.syntax import Term


@dataclass(frozen=True)
class Key:
    """A number that a lever takes: default, unit, range and meaning."""

    default: float | None
    unit: str
    least: float
    most: float
    help: str
    is_whole: bool = False

    def read(self, name: str, text: str, where: str) -> float:
        """The value, or `UsageError`."""
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        good = self.least <= value <= self.most and (not self.is_whole or value == int(value))
        if not good:
            kind = "a whole number" if self.is_whole else "a number"
            raise UsageError(
                f"{name}={text} is out of range",
                where=where,
                do=f"give {kind} from {self.least:g} to {self.most:g}",
            )
        return value


class Settled(NamedTuple):
    """What a term says: its strategy, empty where there is none, and its own keys by name."""

    head: str
    values: dict[str, float | None]
    said: dict[str, str]


def settle(
    term: Term, keys: Mapping[str, Key], words: Mapping[str, tuple[str, ...]] | None = None
) -> Settled:
    """Take a lever's own keys out of a term; what is left is the strategy and its argument.

    Parameters
    ----------
    term : Term
    keys : mapping of str to Key
    words : mapping of str to tuple of str, optional
        Keys that take one of several words, the first unless it is said.

    Raises
    ------
    UsageError
        For a value out of range, and a key that is none: before a strategy any, else one near to
        a key, since others are the strategy's.

    Examples
    --------
    >>> from graphres.interventions.syntax import parse_plan
    >>> factor = {"factor": Key(0.2, "of the probability", 0, 1, "What is left of it.")}
    >>> settle(parse_plan("limit:pagerank:damping=0.9,factor=0.5").terms[0], factor)
    Settled(head='pagerank:damping=0.9', values={'factor': 0.5}, said={})
    """
    words = words or {}
    values = {name: key.default for name, key in keys.items()}
    said = {name: options[0] for name, options in words.items()}
    rest: list[str] = []
    for item in term.items:
        pair = term.key(item)
        if pair is not None and pair[0] in keys:
            values[pair[0]] = keys[pair[0]].read(*pair, str(term))
        elif pair is not None and pair[0] in words:
            said[pair[0]] = _word(*pair, words[pair[0]], str(term))
        else:
            if pair is not None:
                _refuse_misspelt(pair[0], [*keys, *words], term, is_first=not rest)
            rest.append(item)
    head = rest[0] if rest else ""
    return Settled(
        head + (":" if ":" not in head else ",") * (len(rest) > 1) + ",".join(rest[1:]),
        values,
        said,
    )


def _refuse_misspelt(name: str, known: list[str], term: Term, *, is_first: bool) -> None:
    if find_close_matches(name, known) or is_first:
        do = suggest(name, known) if known else f"{term.kind} takes a strategy alone"
        raise UsageError(f"{term.kind} has no {name!r}", where=str(term), do=do)


def _word(name: str, text: str, options: tuple[str, ...], where: str) -> str:
    if text not in options:
        raise UsageError(f"{name}={text} is unknown", where=where, do=suggest(text, options))
    return text
