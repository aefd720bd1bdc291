"""Comparing two values: which kinds may meet, and what a missing value answers."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphres.data.expressions import values
from graphres.data.expressions.hints import hint_for_comparison
from graphres.data.expressions.values import DATE, NOTHING, NUMBER, TEXT, TRUTH, Value
from graphres.errors import ExpressionError


def membership(value: Value, items: list[Value], negated: bool) -> NDArray[np.bool_]:
    """``x in (a, b)`` is ``x == a or x == b``; ``not in`` is ``x != a and x != b``."""
    result = np.full(value.array.shape, negated)
    for item in items:
        if negated:
            result = result & compare(ast.NotEq, value, item)
        else:
            result = result | compare(ast.Eq, value, item)
    return result


def compare(sign: type[ast.cmpop], left: Value, right: Value) -> NDArray[np.bool_]:
    """Compare element by element; with something missing the answer is False.

    Only ``== None`` and ``!= None`` ask for what is missing.

    >>> compare(ast.Lt, values.column([1, None, 5], "x"), values.literal(3, "3")).tolist()
    [True, False, False]
    """
    if _is_none(left) or _is_none(right):
        return _asks_for_missing(sign, left, right)
    left, right = _matched(sign, left, right)
    shape = np.broadcast_shapes(left.array.shape, right.array.shape)
    present = np.broadcast_to(~(left.missing | right.missing), shape)
    result = np.zeros(shape, bool)
    if not present.any():
        return result
    apply = _COMPARISONS[sign]
    if present.all():
        return np.asarray(apply(left.array, right.array), bool)
    a, b = (np.broadcast_to(side.array, shape)[present] for side in (left, right))
    result[present] = apply(a, b)
    return result


def _is_none(value: Value) -> bool:
    return value.literal and value.kind == NOTHING


def _asks_for_missing(sign: type[ast.cmpop], left: Value, right: Value) -> NDArray[np.bool_]:
    if sign not in (ast.Eq, ast.NotEq):
        raise ExpressionError("None is neither more nor less", do="ask == None or != None")
    missing = left.missing & right.missing
    return np.asarray(missing if sign is ast.Eq else ~missing)


def _matched(sign: type[ast.cmpop], left: Value, right: Value) -> tuple[Value, Value]:
    """Return two values that may be compared, a literal date read as one."""
    kinds = (left.kind, right.kind)
    if kinds == (DATE, TEXT) and right.literal:
        right, left = values.as_date(right, left)
    elif kinds == (TEXT, DATE) and left.literal:
        left, right = values.as_date(left, right)
    elif left.kind != right.kind and NOTHING not in kinds and set(kinds) != {NUMBER, TRUTH}:
        raise ExpressionError(
            f"can't compare {left} with {right}", do=hint_for_comparison(sign, left, right)
        )
    return left, right


_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
