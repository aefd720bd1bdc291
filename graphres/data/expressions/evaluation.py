"""Evaluation: a checked tree over columns, whole columns at a time.

A comparison with a missing value is False, whatever the sign; only ``x == None`` and
``x != None`` ask for what is missing. Arithmetic is in 64-bit floats, so that nothing wraps
around; a division by zero is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from graphres.close_matches import find_close_matches
from graphres.data.expressions import grammar, values
from graphres.data.expressions.comparison import compare, membership
from graphres.data.expressions.hints import hint_for_name
from graphres.data.expressions.values import NOTHING, NUMBER, TRUTH, Value
from graphres.errors import ExpressionError, InputError

Columns = Mapping[str, Any]
Result = TypeVar("Result")
_LISTED = 20


@dataclass(frozen=True)
class Expression:
    """A parsed expression: ``parse(text)`` makes one.

    Parameters
    ----------
    text : str
        As typed.
    names : frozenset of str
        The columns it speaks of.
    """

    text: str
    names: frozenset[str]
    _tree: ast.expr = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def evaluate(self, columns: Columns) -> Any:
        """Evaluate over columns of one length, or over scalars.

        Parameters
        ----------
        columns : mapping of str to array-like or scalar
            NumPy, pandas or Arrow columns, lists, scalars. Only those named are looked at.

        Returns
        -------
        ndarray or scalar
            Of bool for a condition (missing counts as False), else numbers, texts or dates with
            NaN, None or NaT for missing. A scalar if every column named is one.

        Raises
        ------
        ExpressionError
            For a column that is not there, or kinds that cannot meet (text and number).

        Notes
        -----
        O(length of the text times rows).

        Examples
        --------
        >>> parse("giant <= 0.1").evaluate({"giant": [1.0, 0.4, 0.1]}).tolist()
        [False, False, True]
        >>> parse("2 * k + 1").evaluate({"k": 3})
        7.0
        """
        return self._finished(columns, Value.plain)

    def mask(self, columns: Columns, n: int) -> NDArray[np.bool_]:
        """Evaluate a condition over n rows.

        Parameters
        ----------
        columns : mapping of str to array-like or scalar
            As for `evaluate`.
        n : int
            The number of rows; a scalar outcome holds for all of them.

        Returns
        -------
        ndarray of bool, shape (n,)

        Raises
        ------
        ExpressionError
            If the expression is no condition, and as for `evaluate`.

        Examples
        --------
        >>> parse("a == None").mask({"a": [1, None]}, 2).tolist()
        [False, True]
        """
        found = self._finished(columns, lambda value: _condition(value, "this"))
        return np.broadcast_to(found, (n,)).copy()

    def _finished(self, columns: Columns, finish: Callable[[Value], Result]) -> Result:
        """Evaluate and finish; an error on the way says in which expression."""
        try:
            return finish(_evaluate(self._tree, columns))
        except (ExpressionError, InputError) as error:
            place = error.where or grammar.shown(self.text)
            raise type(error)(error.what, where=place, do=error.do) from error


def parse(text: str) -> Expression:
    """Parse one expression.

    Parameters
    ----------
    text : str
        Columns (odd names in backticks), numbers, quoted text, True, False, None,
        ``== != < <= > >=`` (chained too), ``in (…)``, ``not in (…)``, ``and``, ``or``, ``not``,
        ``+ - * / // %``. A date column is compared with ISO text.

    Returns
    -------
    Expression

    Raises
    ------
    ExpressionError
        With the position, if the grammar does not admit the text.

    Examples
    --------
    >>> sorted(parse("`Follower ID` != 7 and 10 < followers <= 50").names)
    ['Follower ID', 'followers']
    >>> parse("().__class__")
    Traceback (most recent call last):
    graphres.errors.ExpressionError: '().__class__', character 1: a dot between names is not part \
of an expression; columns, numbers, quoted text, == != < <= > >=, in (…), and, or, not, + - * / // %
    """
    tree, source = grammar.read(text)
    return Expression(source.text, grammar.names(tree), tree)


def unknown_column(name: str, known: Iterable[str]) -> InputError:
    """Return the error for a column that is not there, with near misses and what there is.

    >>> print(unknown_column("folowers", ["followers", "lang"]))
    no column 'folowers'; did you mean followers? columns are: followers, lang
    """
    there = [str(column) for column in known]
    close = find_close_matches(name, there, most=3)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    more = f" and {len(there) - _LISTED} more" if len(there) > _LISTED else ""
    listed = ", ".join(there[:_LISTED]) + more if there else "none"
    return InputError(f"no column {name!r}", do=f"{hint}columns are: {listed}")


def _evaluate(node: ast.expr, columns: Columns) -> Value:
    return _EVALUATORS[type(node)](node, columns)


def _name(node: ast.Name, columns: Columns) -> Value:
    if node.id not in columns:
        error = unknown_column(node.id, columns)
        if "did you mean" in (error.do or ""):
            raise error
        raise InputError(error.what, do=f"{hint_for_name(node.id)}; {error.do}")
    return values.column(columns[node.id], node.id)


def _constant(node: ast.Constant, columns: Columns) -> Value:
    return values.literal(node.value, repr(node.value))


def _unary(node: ast.UnaryOp, columns: Columns) -> Value:
    value = _evaluate(node.operand, columns)
    if isinstance(node.op, ast.Not):
        return values.truth(~_condition(value, "not"), f"not {value.label}")
    if value.kind == NUMBER and value.literal:
        return Value(-value.array, value.missing, NUMBER, f"-{value.label}", literal=True)
    return _arithmetic(np.subtract, "-", values.literal(0, ""), value)


def _boolean(node: ast.BoolOp, columns: Columns) -> Value:
    word, join = ("and", np.logical_and) if isinstance(node.op, ast.And) else ("or", np.logical_or)
    parts = [_condition(_evaluate(part, columns), word) for part in node.values]
    result = parts[0]
    for part in parts[1:]:
        result = join(result, part)
    return values.truth(np.asarray(result), f"… {word} …")


def _condition(value: Value, taker: str) -> NDArray[np.bool_]:
    """Return a truth value as an array in which missing is False."""
    if value.kind == NOTHING:
        return np.zeros(value.array.shape, bool)
    if value.kind != TRUTH:
        raise ExpressionError(
            f"{taker} takes a condition, and {value.label} is a {value.kind}",
            do="compare it with something",
        )
    return np.asarray(value.array & ~value.missing)


def _binary(node: ast.BinOp, columns: Columns) -> Value:
    apply, sign = _ARITHMETIC[type(node.op)]
    return _arithmetic(apply, sign, _evaluate(node.left, columns), _evaluate(node.right, columns))


def _arithmetic(apply: Callable[..., Any], sign: str, left: Value, right: Value) -> Value:
    """Combine two numbers in float64; where the outcome is no number it is missing."""
    a, b = _number(left, sign), _number(right, sign)
    with np.errstate(all="ignore"):
        result = np.asarray(apply(a, b), np.float64)
    missing = np.isnan(result)
    if sign in ("/", "//", "%"):
        missing |= b == 0
    return Value(result, missing, NUMBER, f"{left.label} {sign} {right.label}".strip())


def _number(value: Value, sign: str) -> NDArray[np.float64]:
    if value.kind not in (NUMBER, NOTHING):
        raise ExpressionError(f"{sign} takes numbers, and {value.label} is a {value.kind}")
    return np.where(value.missing, np.nan, 0 if value.kind == NOTHING else value.array)


def _comparison(node: ast.Compare, columns: Columns) -> Value:
    """Compare link by link: ``a < b < c`` is ``a < b and b < c``."""
    result: NDArray[np.bool_] | None = None
    left = _evaluate(node.left, columns)
    for sign, right_node in zip(node.ops, node.comparators, strict=True):
        if isinstance(sign, ast.In | ast.NotIn):
            items = [_evaluate(item, columns) for item in cast(ast.Tuple, right_node).elts]
            link = membership(left, items, isinstance(sign, ast.NotIn))
        else:
            right = _evaluate(right_node, columns)
            link = compare(type(sign), left, right)
            left = right
        result = link if result is None else result & link
    return values.truth(np.asarray(result), "a comparison")


_EVALUATORS: dict[type[ast.expr], Callable[[Any, Columns], Value]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
}
_ARITHMETIC: dict[type[ast.operator], tuple[Callable[..., Any], str]] = {
    ast.Add: (np.add, "+"),
    ast.Sub: (np.subtract, "-"),
    ast.Mult: (np.multiply, "*"),
    ast.Div: (np.divide, "/"),
    ast.Mod: (np.mod, "%"),
    ast.FloorDiv: (np.floor_divide, "//"),
}
