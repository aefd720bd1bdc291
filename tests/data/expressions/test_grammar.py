"""What the grammar admits, what it refuses, and where it says the slip is."""

from __future__ import annotations

import pickle

import pytest

from graphres.data.expressions import parse
from graphres.errors import ExpressionError


def test_an_expression_is_small_and_travels() -> None:
    expression = parse("`a b` > 1 and c == 'x'")
    assert expression.names == {"a b", "c"}
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert str(expression) == "`a b` > 1 and c == 'x'"


def test_names_are_exact() -> None:
    columns = {"ﬁ": [1], "été": [2], "from": [3], "一": [4]}
    assert parse("ﬁ + été + `from` + 一").evaluate(columns).tolist() == [10.0]


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__",
        "x.__class__",
        "9**9**9",
        "x[0]",
        "(y := 3)",
        "lambda: 3",
        "[a for a in x]",
        "{1: 2}",
        "{1}",
        "f'{x}'",
        "b'x' == x",
        "x @ x",
        "x if x else x",
        "x is None",
        "x & x",
        "~x",
        "+x",
        "x << 3",
        "*x",
        "...",
        "3j > x",
        "x in y",
        "x in ('a')",
        "x in (y,)",
        "x == ('a', 'b')",
        "x = 3",
        "x > ",
        "x >< 3",
        "x > 3; x",
        "import os",
        "yield x",
        "await x",
        "",
        "  \n ",
        "`x > 3",
        "`` > 3",
        "'\\d' == x",
        "'unclosed",
        "x > 1\0",
        "x == '\ud800'",
        "x > 99999999999999999999",
        "x" * 1001,
        "(" * 300 + "x" + ")" * 300,
        "-" * 900 + "1",
        "not " * 200 + "x",
        "x" + " + x" * 200,
    ],
)
def test_everything_else_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 500
    assert line.encode("utf-8", "backslashreplace").decode().isprintable()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("lang = 'de'", "equality is =="),
        ("from == 'x'", "if from is a column, write `from`"),
        ("x == 007", "if it is text, quote it: '007'"),
        ("Follower ID > 3", "`odd names` stand in backticks"),
    ],
)
def test_common_slips_are_met_with_advice(text: str, advice: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert str(caught.value).endswith(advice)


def test_a_syntax_error_says_where() -> None:
    with pytest.raises(ExpressionError, match=r"'`é ö` >< 3', character 8: "):
        parse("`é ö` >< 3")
    with pytest.raises(ExpressionError, match=r"'`é ö` > y\.z', character 9: a dot"):
        parse("`é ö` > y.z")
