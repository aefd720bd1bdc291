"""How interventions are written: ``KIND:STRATEGY,key=value``, joined by ``+`` and ``then``.

A term is ``[WEIGHT*]KIND:REST``. What stands in brackets or quotes is never taken apart, so that
``suspend:[attribute:lang == 'a + b'],across=all`` is one term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from graphres.errors import UsageError
from graphres.interventions.aliases import instead_of

_TERM = re.compile(
    r"(?:(\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\*)?([A-Za-z][A-Za-z-]*)(?::(.*))?", re.DOTALL
)
_KEY = re.compile(r"\s*([a-z][a-z_-]*)\s*=(?!=)(.*)", re.DOTALL)
#: What follows a + that was meant to join: a weight, or a kind with what it takes.
_JOINED = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)\*|[a-z][a-z-]*:")

_CLOSES = {"[": "]", "(": ")", "'": "'", '"': '"'}

_WRITE = "write KIND:STRATEGY,key=value, such as suspend:in-degree"


@dataclass(frozen=True)
class Term:
    """One lever as it is written.

    Parameters
    ----------
    kind : str
    items : tuple of str
        What follows the colon, between commas, brackets round a whole item taken off.
    weight : str
        Its share of the budget as written; empty for none.
    """

    kind: str
    items: tuple[str, ...] = ()
    weight: str = ""

    def __str__(self) -> str:
        """As it is read."""
        weight = f"{self.weight}*" if self.weight else ""
        rest = ",".join(_protected(item) for item in self.items)
        return f"{weight}{self.kind}:{rest}" if self.items else f"{weight}{self.kind}"

    @property
    def share(self) -> Fraction | None:
        """The weight as a number."""
        return Fraction(self.weight) if self.weight else None

    def key(self, item: str) -> tuple[str, str] | None:
        """The key and value of an item, or None where it is none."""
        found = _KEY.fullmatch(item)
        return (found[1], found[2].strip()) if found else None


@dataclass(frozen=True)
class Mixture:
    """Levers pulled at once."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """As it is read."""
        return " + ".join(map(str, self.terms))


@dataclass(frozen=True)
class Plan:
    """Mixtures one after the other."""

    steps: tuple[Mixture, ...]

    def __str__(self) -> str:
        """As it is read."""
        return " then ".join(map(str, self.steps))

    @property
    def terms(self) -> tuple[Term, ...]:
        """All levers, in order."""
        return tuple(term for step in self.steps for term in step.terms)


def parse_plan(text: str) -> Plan:
    """Understand an intervention as it is typed.

    Raises
    ------
    UsageError
        For what is none: no kind, a bracket or quote left open, an empty part.

    Examples
    --------
    >>> plan = parse_plan("0.5*suspend:in-degree + 0.5*counter:[list:a,b.csv],delay=1")
    >>> [(term.kind, term.items) for term in plan.terms]
    [('suspend', ('in-degree',)), ('counter', ('list:a,b.csv', 'delay=1'))]
    >>> str(parse_plan("platform:a then platform:b"))
    'platform:a then platform:b'
    """
    steps = _split(text, " then ", text)
    return Plan(tuple(_mixture(step, text) for step in steps))


def _mixture(step: str, text: str) -> Mixture:
    return Mixture(tuple(_term(part.strip(), text) for part in _split(step, " + ", text)))


def _term(part: str, text: str) -> Term:
    if _looks_joined(part, text):
        raise UsageError(
            "parts are joined by a + with a blank on both sides",
            where=text,
            do="write blanks around it, or brackets around what holds it",
        )
    found = _TERM.fullmatch(part)
    if found is None:
        do = instead_of(part.partition(":")[0]) or _WRITE
        raise UsageError(f"{part!r} is no intervention", where=text, do=do)
    rest = found[3]
    items = () if not rest else tuple(_bare(item, text) for item in _split(rest, ",", text))
    return Term(found[2], items, found[1] or "")


def _looks_joined(part: str, text: str) -> bool:
    """Whether a + without blanks was meant to join, by what follows it."""
    return any(_JOINED.match(piece.strip()) for piece in _pieces(part, "+", text)[1:])


def _bare(item: str, text: str) -> str:
    item = item.strip()
    if not item:
        raise UsageError("an item is empty", where=text, do=_WRITE)
    if item[0] == "[" and item[-1] == "]" and len(_pieces(item, None, text)) == 1:
        inner = item[1:-1].strip()
        if inner and _is_whole(item):
            return inner
    return item


def _is_whole(item: str) -> bool:
    """Whether the first bracket closes at the last sign."""
    depth = 0
    for place, sign in enumerate(item):
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            return place == len(item) - 1
    return False


def _protected(item: str) -> str:
    """An item with brackets where it would be taken apart, or lose its own."""
    try:
        plain = [_bare(piece, item) for piece in _split(item, ",", item)] == [item]
        padded = f" {item} "  # blanks beside it are those of the joiners
        whole = len(_split(padded, " then ", item)) == len(_split(padded, " + ", item)) == 1
        whole = whole and not _looks_joined(item, item)
    except UsageError:
        return f"[{item}]"
    return item if plain and whole else f"[{item}]"


def _split(text: str, mark: str, whole: str) -> list[str]:
    return _pieces(text, mark, whole)


def _pieces(text: str, mark: str | None, whole: str) -> list[str]:
    """Parts between marks that stand outside brackets and quotes."""
    parts, begun, at = [], 0, 0
    expected: list[str] = []
    while at < len(text):
        sign = text[at]
        if expected and sign == expected[-1]:
            expected.pop()
        elif expected and expected[-1] in "'\"":
            pass
        elif sign in _CLOSES:
            expected.append(_CLOSES[sign])
        elif not expected and mark is not None and text.startswith(mark, at):
            parts.append(text[begun:at])
            at += len(mark)
            begun = at
            continue
        at += 1
    if expected:
        raise UsageError(f"{expected[-1]!r} is missing", where=whole, do="close what is open")
    return [*parts, text[begun:]]
