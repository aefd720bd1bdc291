"""Columns and literals as typed values in which what is missing is marked.

Four kinds meet in an expression: numbers, texts, dates and truths. A column that holds
nothing at all is of kind `NOTHING` and goes with each of them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphres.errors import ExpressionError

NUMBER, TEXT, DATE, TRUTH, NOTHING = "number", "text", "date", "truth value", "missing value"
MOMENT = "datetime64[us]"
_ARROW_TEXT = re.compile(r"^(dictionary<values=)?(large_)?string\b(?!_)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NULL_NAMES = ("NAType", "NaTType")
_BLANK: dict[str, Any] = {"O": None, "M": np.datetime64("NaT"), "b": False}


@dataclass(frozen=True, eq=False)
class Value:
    """One operand: an array (0-d for a scalar), its kind, and where it is missing.

    Parameters
    ----------
    array : ndarray
        Numbers and truths in their own dtype, texts as object, dates as datetime64.
    missing : ndarray of bool
        Same shape; what `array` holds there means nothing.
    kind : str
        One of the five kinds above.
    label : str
        The operand as typed, for messages.
    literal : bool
        Whether it was typed as a literal rather than read from a column.
    """

    array: NDArray[Any]
    missing: NDArray[np.bool_]
    kind: str
    label: str
    literal: bool = False

    def __str__(self) -> str:
        return f"{self.label} ({self.kind})"

    def plain(self) -> Any:
        """Return an array (or a Python scalar) in which missing is None, NaN, NaT or False."""
        array = self.array
        if self.missing.any():
            array = np.where(self.missing, _BLANK.get(array.dtype.kind, np.nan), array)
        return array if array.ndim else array.item()


def literal(constant: object, label: str) -> Value:
    """Return a number, text, truth or None that was typed as such.

    >>> print(literal(3, "3"))
    3 (number)
    """
    return replace(column(constant, label), literal=True)


def truth(array: NDArray[np.bool_], label: str) -> Value:
    """Return the outcome of a comparison: never missing."""
    return Value(array, np.zeros(array.shape, bool), TRUTH, label)


def column(data: Any, label: str) -> Value:
    """Return any one-dimensional array-like, or a scalar, as a `Value`.

    Parameters
    ----------
    data : array-like or scalar
        NumPy, pandas (nullable, categorical, with time zone) or Arrow column, list, scalar.
    label : str
        The column's name.

    Raises
    ------
    ExpressionError
        If the column mixes kinds, or holds something other than the four kinds.

    Notes
    -----
    O(n). Dates with a time zone are taken to UTC.
    """
    if _is_arrow(data) and _ARROW_TEXT.search(str(data.type)):
        return _from_arrow_text(data, label)
    array = _as_array(data)
    if array.dtype.kind == "O":
        return _from_objects(array, label)
    if array.dtype.kind == "U":
        return _value(array.astype(object), np.zeros(array.shape, bool), TEXT, label)
    kind = {"b": TRUTH, "i": NUMBER, "u": NUMBER, "f": NUMBER, "M": DATE}.get(array.dtype.kind)
    if kind is None:
        raise _unfit(label, str(array.dtype))
    missing = _nan(array)
    return _value(array.astype(MOMENT) if kind == DATE else array, missing, kind, label)


def _value(array: NDArray[Any], missing: NDArray[np.bool_], kind: str, label: str) -> Value:
    return Value(array, missing, NOTHING if missing.all() else kind, label)


def _unfit(label: str, content: str) -> ExpressionError:
    return ExpressionError(
        f"column {label} holds {content}",
        do="an expression takes numbers, text, dates or true/false",
    )


def _nan(array: NDArray[Any]) -> NDArray[np.bool_]:
    if array.dtype.kind in "fM":
        return np.asarray(np.isnan(array) if array.dtype.kind == "f" else np.isnat(array))
    return np.zeros(array.shape, bool)


def _as_array(data: Any) -> NDArray[Any]:
    """Return the data as NumPy sees it; time zones become UTC, Arrow may copy."""
    if getattr(getattr(data, "dtype", None), "tz", None) is not None:
        data = data.dt.tz_convert(None)
    if _is_arrow(data):
        data = data.to_numpy(zero_copy_only=False)
    if isinstance(data, (list, tuple)):
        return _from_list(data)
    return np.asarray(data)


def _is_arrow(data: Any) -> bool:
    """Tell Arrow's arrays by their module: nothing imports Arrow for the sake of asking."""
    return type(data).__module__.startswith("pyarrow")


def _from_arrow_text(data: Any, label: str) -> Value:
    """Return text as objects, one for each distinct text and not one for each row."""
    parts = [np.empty(0, object)]
    for chunk in getattr(data, "chunks", [data]):
        encoded = chunk.dictionary_encode()
        texts = _from_list([*encoded.dictionary.to_pylist(), None])  # -1: what is missing
        parts.append(texts[encoded.indices.cast("int64").fill_null(-1).to_numpy()])
    array = np.concatenate(parts)
    return _value(array, _missing_objects(array), TEXT, label)


def _from_list(data: list[Any] | tuple[Any, ...]) -> NDArray[Any]:
    """Return a list as objects: NumPy alone would turn [1, 'a'] into text."""
    array = np.empty(len(data), object)
    array[:] = data
    return array


def _from_objects(array: NDArray[Any], label: str) -> Value:
    missing = _missing_objects(array)
    present = array[~missing]
    types = set(map(type, present.tolist()))
    for kind, fits, convert in _OBJECT_KINDS:
        if all(fits(item_type) for item_type in types):
            return _value(_filled(array, missing, convert(present)), missing, kind, label)
    raise _unfit(label, " and ".join(sorted(item_type.__name__ for item_type in types)))


def _missing_objects(array: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where objects are None, NaN, NaT or pandas' NA (which refuses to be compared)."""
    flat = array.reshape(-1)
    types = set(map(type, flat.tolist()))
    if any(item_type.__name__ in _NULL_NAMES for item_type in types):
        flat = flat.copy()
        flat[[type(item).__name__ in _NULL_NAMES for item in flat]] = None
    missing = flat == None  # noqa: E711  element by element
    if any(issubclass(item_type, (float, np.floating)) for item_type in types):
        missing |= flat != flat
    return np.asarray(missing, bool).reshape(array.shape)


def _filled(array: NDArray[Any], missing: NDArray[np.bool_], present: NDArray[Any]) -> NDArray[Any]:
    """Put the converted values back in their places; zeros stand where there is none."""
    filled = np.zeros(array.shape, present.dtype)
    filled[~missing] = present
    return filled


def _numbers(present: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers as int64 where they fit, all others as float64."""
    items = present.tolist()
    are_integers = all(
        isinstance(item, (int, np.integer)) and abs(int(item)) < 2**63 for item in items
    )
    return np.array(items, np.int64 if are_integers and items else np.float64)


def _dates(present: NDArray[Any]) -> NDArray[Any]:
    return np.array([_naive(item) for item in present.tolist()], MOMENT)


def _naive(moment: Any) -> Any:
    """Return a moment without time zone, in UTC."""
    if getattr(moment, "tzinfo", None) is None:
        return moment
    return moment.astimezone(datetime.UTC).replace(tzinfo=None)


def _truths(present: NDArray[Any]) -> NDArray[Any]:
    return present.astype(bool)


def _texts(present: NDArray[Any]) -> NDArray[Any]:
    return present


_Fits = Callable[[type], bool]
_OBJECT_KINDS: tuple[tuple[str, _Fits, Callable[[NDArray[Any]], NDArray[Any]]], ...] = (
    (TEXT, lambda item_type: issubclass(item_type, str), _texts),
    (TRUTH, lambda item_type: issubclass(item_type, (bool, np.bool_)), _truths),
    (NUMBER, lambda item_type: issubclass(item_type, (int, float, np.number)), _numbers),
    (DATE, lambda item_type: issubclass(item_type, (datetime.date, np.datetime64)), _dates),
)


def as_date(text: Value, dates: Value) -> tuple[Value, Value]:
    """Return a literal text read as a date, and the dates it meets, at the same resolution.

    A bare day is compared with days, so that ``joined <= '2024-01-05'`` holds all through that
    day; a literal with a time is compared with moments.

    Raises
    ------
    ExpressionError
        If the text is no ISO 8601 date.

    >>> print(as_date(literal("2024-01-05", "'2024-01-05'"), column([], "x"))[0])
    '2024-01-05' (date)
    """
    typed = str(text.array.item())
    try:
        moment = np.datetime64(_naive(datetime.datetime.fromisoformat(typed)), "us")
    except ValueError as error:
        raise ExpressionError(
            f"{text.label} is no date, and {dates.label} holds dates", do="write YYYY-MM-DD"
        ) from error
    day = "datetime64[D]" if _DAY.fullmatch(typed) else MOMENT
    date = replace(text, array=np.asarray(moment), kind=DATE)
    return date, replace(dates, array=dates.array.astype(day))
