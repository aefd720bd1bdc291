"""Columns come in many arrays, and dates in several guises; they mean the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from graphres.data.expressions import parse
from graphres.errors import ExpressionError

NUMBERS = [1, None, 3]
TEXTS = ["a", None, "b"]


@pytest.mark.parametrize(
    "column",
    [
        NUMBERS,
        np.array([1.0, np.nan, 3.0]),
        np.array(NUMBERS, object),
        pd.Series(NUMBERS, dtype="Int64"),
        pd.Series(NUMBERS, dtype="Int64").astype(object),
        pd.Series(NUMBERS, dtype="float32"),
        pa.array(NUMBERS),
        pa.chunked_array([pa.array(NUMBERS)]),
    ],
)
def test_numbers_come_in_many_arrays(column: Any) -> None:
    assert parse("x >= 1").evaluate({"x": column}).tolist() == [True, False, True]
    assert parse("x == None").evaluate({"x": column}).tolist() == [False, True, False]
    assert parse("x + 1").evaluate({"x": column}).tolist()[::2] == [2.0, 4.0]


@pytest.mark.parametrize(
    "column",
    [
        TEXTS,
        np.array(TEXTS, object),
        pd.Series(TEXTS),
        pd.Series(TEXTS, dtype="string"),
        pd.Series(TEXTS, dtype="category"),
        pd.Series(TEXTS, dtype=object),
        pa.array(TEXTS),
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS).dictionary_encode(),
        pa.DictionaryArray.from_arrays(pa.array([1, 0, 2], pa.uint8()), [None, "a", "b"]),
        pa.chunked_array([pa.array(TEXTS[:1]), pa.array(TEXTS[1:])]),
        pa.chunked_array([pa.array(TEXTS)]),
    ],
)
def test_texts_come_in_many_arrays(column: Any) -> None:
    assert parse("x >= 'b'").evaluate({"x": column}).tolist() == [False, False, True]
    assert parse("x != None").evaluate({"x": column}).tolist() == [True, False, True]
    assert parse("x").evaluate({"x": column}).tolist() == TEXTS


@pytest.mark.parametrize(
    "column",
    [
        [True, None, False],
        pd.Series([True, None, False], dtype="boolean"),
        pa.array([True, None, False]),
    ],
)
def test_truths_come_in_many_arrays(column: Any) -> None:
    assert parse("x").evaluate({"x": column}).tolist() == [True, False, False]
    assert parse("x == 0").evaluate({"x": column}).tolist() == [False, False, True]


@pytest.mark.parametrize("empty", [[], [None, None], np.array([]), np.full(3, np.nan)])
def test_a_column_without_any_value_goes_with_every_kind(empty: Any) -> None:
    for text in ("x == 'de'", "x < 3", "x and x", "x > '2020-01-01'", "x + 1 > 0"):
        assert not parse(text).evaluate({"x": empty}).any()
    assert parse("x == None").evaluate({"x": empty}).all()


def test_a_bare_day_means_all_of_that_day() -> None:
    seen = np.array(["2024-01-05T23:59", "2024-01-06T00:00", "1969-12-31T23:00"], "datetime64[s]")
    assert parse("seen <= '2024-01-05'").evaluate({"seen": seen}).tolist() == [True, False, True]
    assert parse("seen == '2024-01-05'").evaluate({"seen": seen}).tolist() == [True, False, False]
    assert parse("seen == '1969-12-31'").evaluate({"seen": seen}).tolist() == [False, False, True]


def test_time_zones_are_taken_to_utc() -> None:
    text = "seen == '2024-01-05T22:30:00Z'"
    there = pd.to_datetime(["2024-01-06T00:30+02:00"])
    for seen in (pd.Series(there), pd.Series(there).astype(object), [there[0].to_pydatetime()]):
        assert parse(text).evaluate({"seen": seen}).tolist() == [True]
    assert parse("seen == '2024-01-06T00:30+02:00'").evaluate({"seen": pd.Series(there)}).all()


@pytest.mark.parametrize("column", [[1, "a"], [b"a"], [{}], np.array([1j]), np.array([1], "m8[s]")])
def test_a_column_of_another_kind_is_refused(column: Any) -> None:
    with pytest.raises(ExpressionError, match="column x holds"):
        parse("x == 1").evaluate({"x": column})
