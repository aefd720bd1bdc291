"""Conditions over results, as ``--fail-if`` takes them."""

from __future__ import annotations

import pytest

from graphres.data.expressions import parse_condition
from graphres.errors import ExpressionError, UnfinishedError

RESULTS = {
    ("in-degree", "R"): 0.05,
    ("in-degree:adaptive", "R"): 0.04,
    ("in-degree", "half_giant"): None,
    ("random:runs=5", "R"): 0.3,
    ("list:a b.csv", "R"): 0.2,
    ("list:dir/x.y.csv", "area_to_K"): 0.7,
    ("in-degree+reinsert", "R"): float("nan"),
    ('attribute:lang == "de" and k < 3', "R"): 0.6,
}


def holds(text: str) -> bool:
    return parse_condition(text).holds(lambda name, field: RESULTS[name, field])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in-degree.R < 0.1", True),
        ("in-degree.R<0.1", True),
        ("in-degree:adaptive.R >= in-degree.R", False),
        ("in-degree:adaptive.R<=in-degree.R", True),
        ("random:runs=5.R==0.3", True),
        ("random:runs=5.R != .3", False),
        ('"list:a b.csv".R > random:runs=5.R', False),
        ("list:dir/x.y.csv.area_to_K > 5e-1", True),
        ('"attribute:lang == ""de"" and k < 3".R > 0.5', True),
        ("0.01 < in-degree.R < 0.1", True),
        ("not in-degree.R > 0.1 and random:runs=5.R > -1", True),
        ("(in-degree.R * 2 + 0.01) < random:runs=5.R", True),
    ],
)
def test_a_condition_holds_or_not(text: str, expected: bool) -> None:
    assert holds(text) is expected


def test_references_are_listed_once_in_order() -> None:
    condition = parse_condition('b.R < "a c".half_giant or b.R < c-d:e=f,g+h.R')
    assert condition.references == [("b", "R"), ("a c", "half_giant"), ("c-d:e=f,g+h", "R")]
    assert str(condition) == 'b.R < "a c".half_giant or b.R < c-d:e=f,g+h.R'


@pytest.mark.parametrize("text", ["in-degree.half_giant <= 0.05", "in-degree+reinsert.R > 0"])
def test_a_null_leaves_the_condition_undecided(text: str) -> None:
    with pytest.raises(UnfinishedError, match="is null") as caught:
        holds(text)
    assert caught.value.exit_code == 4


def test_an_unknown_name_is_for_the_lookup_to_refuse() -> None:
    with pytest.raises(KeyError):
        holds("pagerank.R < 0.1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.1 < 0.2",
        "R < 0.1",
        ".R < 0.1",
        "in-degree. < 0.1",
        "in-degree.R",
        "in-degree.R < ",
        "in-degree.R = 0.1",
        "in-degree.R < 0.1.2",
        "in-degree.R < 'a'",
        '"in-degree.R < 0.1',
        '"in-degree" < 0.1',
        "in-degree.R < nan",
        "in-degree.R + 3",
        "in-degree.R < 0.1)",
        "eval(x.R) < 1",
        "`value 0` < in-degree.R",
    ],
)
def test_other_shapes_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text)
    assert "\n" not in str(caught.value)
    assert "value 0" not in str(caught.value).replace(text, "")
