"""Which rows an expression chooses, and what missing values answer."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.expressions import parse
from graphres.errors import ExpressionError, InputError

ROWS = {
    "followers": [10, 200, None, 3000],
    "share": [0.5, float("nan"), 0.25, 1.0],
    "lang": ["de", None, "fr", "en"],
    "active": [True, False, None, True],
    "joined": [
        datetime.date(2020, 1, 5),
        datetime.date(2021, 6, 1),
        None,
        datetime.date(2019, 3, 2),
    ],
    "Follower ID": ["007", "7", "8", "9"],
}


def rows(text: str) -> list[bool]:
    return parse(text).mask(ROWS, 4).tolist()


def chosen(text: str) -> list[int]:
    return np.flatnonzero(rows(text)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("followers > 100", [1, 3]),
        ("100 < followers <= 200", [1]),
        ("followers != 10", [1, 3]),
        ("not followers > 100", [0, 2]),
        ("lang == 'de' or lang == 'fr'", [0, 2]),
        ("lang in ('de', 'fr')", [0, 2]),
        ("lang not in ['de', 'fr']", [3]),
        ("lang in ()", []),
        ("lang not in ()", [0, 1, 2, 3]),
        ("lang in ('de', None)", [0, 1]),
        ("lang not in ('de', None)", [2, 3]),
        ("lang == None", [1]),
        ("None != lang", [0, 2, 3]),
        ("lang > 'dz'", [2, 3]),
        ("active", [0, 3]),
        ("not active", [1, 2]),
        ("active == True and followers >= 3_000", [3]),
        ("active != False", [0, 3]),
        ("share * 2 >= 1", [0, 3]),
        ("-followers < -100", [1, 3]),
        ("followers / (followers - 10) > 0", [1, 3]),
        ("followers // 100 % 2 == 0", [0, 1, 3]),
        ("`Follower ID` == '007'", [0]),
        ("`Follower ID` in ('7', '8') and followers == None", [2]),
        ("True", [0, 1, 2, 3]),
        ("None == None", [0, 1, 2, 3]),
        ("'`' == '`' and lang == 'fr'", [2]),
        ("\n\tfollowers > 100\n  and active\n", [3]),
    ],
)
def test_which_rows_an_expression_chooses(text: str, expected: list[int]) -> None:
    assert chosen(text) == expected


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
def test_a_comparison_with_a_missing_value_is_false(sign: str) -> None:
    assert not rows(f"followers {sign} 10")[2]
    assert not rows(f"share {sign} followers")[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("joined >= '2020-01-05'", [0, 1]),
        ("'2020-01-05' == joined", [0]),
        ("joined in ('2019-03-02', '2021-06-01')", [1, 3]),
        ("joined < '2020-01-05T00:00:01'", [0, 3]),
        ("joined == None", [2]),
    ],
)
def test_dates_are_compared_with_iso_text(text: str, expected: list[int]) -> None:
    assert chosen(text) == expected


def test_scalars_give_scalars() -> None:
    assert parse("giant <= 0.1").evaluate({"giant": 0.05}) is True
    assert parse("k * 2").evaluate({"k": 4}) == 8.0
    assert parse("k").evaluate({"k": None}) is None
    assert parse("'a'").evaluate({}) == "a"


def test_whole_numbers_keep_every_digit() -> None:
    big = 2**62 + 1
    assert parse(f"x == {big}").evaluate({"x": [big, big - 1]}).tolist() == [True, False]


def test_arithmetic_does_not_wrap_around_and_division_by_zero_is_missing() -> None:
    assert parse("x * x").evaluate({"x": np.array([10**12])}).tolist() == [1e24]
    assert np.isnan(parse("x / 0").evaluate({"x": [1.0]})).all()
    assert not parse("x / 0 > 1 or x // 0 < 1 or x % 0 == 0").evaluate({"x": [1.0]}).any()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lang > 3", "can't compare lang (text) with 3 (number); quote it: '3'"),
        ("followers == 'many'", "can't compare followers (number) with 'many' (text)"),
        ("joined < 'yesterday'", "'yesterday' is no date, and joined holds dates"),
        ("joined < '2020'", "'2020' is no date"),
        ("joined < 3", "can't compare joined (date) with 3 (number)"),
        ("followers and active", "and takes a condition, and followers is a number"),
        ("not lang", "not takes a condition, and lang is a text"),
        ("lang + 'x' == 'dex'", "+ takes numbers, and lang is a text"),
        ("followers < None", "None is neither more nor less"),
        ("lang", "takes a condition, and lang is a text"),
    ],
)
def test_kinds_that_cannot_meet_are_named(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        rows(text)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{text!r}: ")


def test_a_column_that_is_not_there_is_bad_input() -> None:
    with pytest.raises(InputError, match="no column 'folowers'; did you mean followers"):
        rows("folowers > 3")


# A slow twin: the same tree, drawn at random, evaluated row by row in plain Python.

COLUMNS = {
    "a": st.one_of(st.none(), st.integers(-5, 5)),
    "b": st.one_of(st.none(), st.floats(-5, 5), st.just(math.nan)),
    "t": st.one_of(st.none(), st.sampled_from(["", "x", "y", "zz"])),
    "q": st.one_of(st.none(), st.booleans()),
}
numbers = st.recursive(
    st.sampled_from(["a", "b", "2", "-1.5", "0"]),
    lambda inner: st.builds(
        "({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner
    ),
    max_leaves=4,
)
texts = st.sampled_from(["t", "'x'", "'zz'"])
signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
atoms = st.one_of(
    st.builds("{} {} {}".format, numbers, signs, numbers),
    st.builds("{} {} {} {} {}".format, numbers, signs, numbers, signs, numbers),
    st.builds("{} {} {}".format, texts, signs, texts),
    st.builds(
        "{} {} {}".format, st.sampled_from("abtq"), st.sampled_from(["==", "!="]), st.just("None")
    ),
    st.builds("t {} ('x', None, 'y')".format, st.sampled_from(["in", "not in"])),
    st.builds("a {} (1, -2)".format, st.sampled_from(["in", "not in"])),
    st.just("q"),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=6,
)


class Slow:
    """A value that compares and computes as the grammar promises, one at a time."""

    def __init__(self, value: Any) -> None:
        self.value = None if isinstance(value, float) and math.isnan(value) else value

    def __bool__(self) -> bool:
        return bool(self.value)

    def _compare(self, other: Any, sign: str) -> bool:
        if other is None:
            return (self.value is None) == (sign == "==")
        a, b = self.value, Slow.of(other).value
        return a is not None and b is not None and bool(eval(f"a {sign} b"))

    def _compute(self, other: Any, sign: str, swapped: bool = False) -> Slow:
        a, b = self.value, Slow.of(other).value
        a, b = (b, a) if swapped else (a, b)
        if a is None or b is None or (sign in ("/", "//", "%") and b == 0):
            return Slow(None)
        a, b = np.float64(a), np.float64(b)
        with np.errstate(all="ignore"):
            return Slow(float(eval(f"a {sign} b")))

    @staticmethod
    def of(value: Any) -> Slow:
        return value if isinstance(value, Slow) else Slow(value)


for method, sign in {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}.items():
    setattr(Slow, f"__{method}__", lambda self, other, sign=sign: self._compare(other, sign))
for method, sign in {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
}.items():
    setattr(Slow, f"__{method}__", lambda self, other, sign=sign: self._compute(other, sign))
    setattr(Slow, f"__r{method}__", lambda self, other, sign=sign: self._compute(other, sign, True))


def slow(text: str, row: dict[str, Any]) -> bool:
    """Evaluate one row: numbers wrapped, and ``not in`` spelt out as what it stands for."""
    text = re.sub(r"-?\d+(\.\d+)?", r"Slow(\g<0>)", text)
    text = text.replace("a not in (Slow(1), Slow(-2))", "(a != 1 and a != -2)")
    text = text.replace("t not in ('x', None, 'y')", "(t != 'x' and t != None and t != 'y')")
    return bool(eval(text, {"Slow": Slow}, {name: Slow(value) for name, value in row.items()}))


@given(st.lists(st.fixed_dictionaries(COLUMNS), max_size=6), conditions)
def test_the_grammar_agrees_with_a_row_by_row_evaluation(
    table: list[dict[str, Any]], text: str
) -> None:
    columns = {name: [row[name] for row in table] for name in COLUMNS}
    found = parse(text).mask(columns, len(table))
    assert found.tolist() == [slow(text, row) for row in table]
