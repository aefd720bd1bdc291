"""Conditions over results: ``--fail-if 'in-degree:adaptive.R < 0.1'``.

The names of strategies hold signs that an expression would take for operators, so references
are put in backticks first; what comes out is an ordinary expression.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from graphres.data.expressions import grammar
from graphres.data.expressions.evaluation import Expression, parse
from graphres.errors import ExpressionError, InputError, UnfinishedError

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"]|"")*")\.(?P<of_quoted>\w+)
      | (?P<sign><=|>=|==|!=|<|>|\(|\)|\s+)
      | (?P<bare>(?:(?![=!]=)[^\s<>()"])+)
      | (?P<other>.)""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_WORDS = {"and", "or", "not", "+", "-", "*", "/", "%"}
_SHAPE = 'write NAME.FIELD < NUMBER, such as in-degree.R < 0.1 or "list:my list.csv".R > random.R'


@dataclass(frozen=True)
class Condition:
    """A condition over result fields: ``parse_condition(text)`` makes one.

    Parameters
    ----------
    text : str
        As typed.
    references : list of (str, str)
        The (name, field) pairs it speaks of, in order, each once.
    """

    text: str
    references: list[tuple[str, str]]
    _expression: Expression = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def holds(self, lookup: Callable[[str, str], float | None]) -> bool:
        """Tell whether the condition holds for the values that `lookup` finds.

        Parameters
        ----------
        lookup : callable
            ``lookup(name, field)`` gives the value, None if it is null, and raises what it will
            for a name or field that is not there.

        Returns
        -------
        bool

        Raises
        ------
        UnfinishedError
            If a value is null: nothing can be said, which is not the same as "does not hold".

        Examples
        --------
        >>> parse_condition("in-degree.R < 0.1").holds(lambda name, field: 0.05)
        True
        """
        columns = {
            _key(at): self._look_up(lookup, *pair) for at, pair in enumerate(self.references)
        }
        return bool(self._expression.mask(columns, 1)[0])

    def _look_up(self, lookup: Callable[[str, str], float | None], name: str, field: str) -> float:
        value = lookup(name, field)
        if value is None or math.isnan(value):
            raise UnfinishedError(
                f"{name}.{field} is null, so nothing can be said of it",
                where=grammar.quote_text(self.text),
                do="an order that ends early has no R: leave out the budget, or ask for area_to_K",
            )
        return value


def parse_condition(text: str) -> Condition:
    """Parse a condition over results.

    Parameters
    ----------
    text : str
        ``NAME.FIELD OP (number | NAME.FIELD)``. NAME is a strategy as typed, in double quotes
        if it holds blanks, parentheses or comparison signs (a double quote inside is doubled);
        FIELD is what follows the last dot. Conditions may be joined with and, or, not;
        arithmetic signs need blanks around them, since names hold them too.

    Returns
    -------
    Condition

    Raises
    ------
    ExpressionError
        If the text has not this shape.

    Examples
    --------
    >>> parse_condition('"list:a b.csv".R > random:runs=5.R').references
    [('list:a b.csv', 'R'), ('random:runs=5', 'R')]
    """
    references: list[tuple[str, str]] = []
    translated = "".join(_translated(match, text, references) for match in _TOKEN.finditer(text))
    if not references:
        raise ExpressionError(
            "a condition names no result", where=grammar.quote_text(text), do=_SHAPE
        )
    return Condition(text.strip(), references, _tried(translated, text, len(references)))


def _tried(translated: str, text: str, count: int) -> Expression:
    """Parse the translation and try it on ones: a slip shows now, not when the run has ended."""
    try:
        expression = parse(translated)
        expression.mask(dict.fromkeys(map(_key, range(count)), 1.0), 1)
    except (ExpressionError, InputError) as error:
        raise ExpressionError(
            "not a condition over results", where=grammar.quote_text(text), do=_SHAPE
        ) from error
    return expression


def _translated(match: re.Match[str], text: str, references: list[tuple[str, str]]) -> str:
    """Return one token as the expression grammar has it, and note the reference it may be."""
    word = match.group()
    if match["sign"] or word in _WORDS or _NUMBER.fullmatch(word):
        return word
    if match["quoted"]:
        pair = match["quoted"][1:-1].replace('""', '"'), match["of_quoted"]
    else:
        name, dot, last = word.rpartition(".")
        if not (dot and name and last.isidentifier()) or match["other"]:
            raise _misshapen(word, match.start(), text)
        pair = name, last
    if pair not in references:
        references.append(pair)
    return f"`{_key(references.index(pair))}`"


def _key(at: int) -> str:
    return f"value {at}"


def _misshapen(word: str, at: int, text: str) -> ExpressionError:
    where = f"{grammar.quote_text(text)}, character {at + 1}"
    return ExpressionError(f"{word!r} is neither a number nor NAME.FIELD", where=where, do=_SHAPE)
