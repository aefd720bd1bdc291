"""Hints: each, when followed, works, and says what was meant."""

from __future__ import annotations

import re

import numpy as np
import pytest

from graphres.data.expressions import parse
from graphres.errors import GraphresError

COLUMNS = {
    "verified": [True, False],
    "Odd Name": [True, False],
    "lang": ["en", "de"],
    "n": [1, 2],
    "joined": np.array(["2020-01-01", "2025-01-01"], "datetime64[us]"),
}


def hint_of(text: str) -> str:
    with pytest.raises(GraphresError) as caught:
        parse(text).mask(COLUMNS, 2)
    return str(caught.value.do)


@pytest.mark.parametrize(
    ("text", "follow", "kept"),
    [
        ("verified == 'FALSE'", "not verified", [False, True]),
        ("verified != 'no'", "verified", [True, False]),
        ("verified == 'TRUE'", "verified", [True, False]),
        ("verified != 'true'", "not verified", [False, True]),
        ("'false' == verified", "not verified", [False, True]),
        ("verified in ('TRUE',)", "verified", [True, False]),
        ("`Odd Name` == 'FALSE'", "not `Odd Name`", [False, True]),
        ("n == '2'", "n == 2", [False, True]),
        ("n >= '1.5'", "n >= 1.5", [False, True]),
        ("'2' > n", "n < 2", [True, False]),
        ("joined > 2024", "joined > '2024-01-31'", [False, True]),
        ("n > 'many'", "n > 10", [False, False]),
    ],
)
def test_a_hint_is_an_expression_that_works(text, follow, kept):
    assert re.search(rf"(write|quotes:|such as) {re.escape(follow)}$", hint_of(text))
    assert parse(follow).mask(COLUMNS, 2).tolist() == kept


@pytest.mark.parametrize(
    ("text", "hint", "mended"),
    [
        ("lang = 'en'", "equality is ==", "lang == 'en'"),
        ("n => 2", ">=", "n >= 2"),
        ("n =< 1", "<=", "n <= 1"),
        ("lang <> 'de'", "!=", "lang != 'de'"),
        ("lang == 'en' AND n > 0", "write and", "lang == 'en' and n > 0"),
        ("lang == 'en' && n > 0", "write and", "lang == 'en' and n > 0"),
        ("lang == 'en' & (n > 0)", "and", "lang == 'en' and (n > 0)"),
        ("lang == 'en' || n > 5", "write or", "lang == 'en' or n > 5"),
        ("!verified", "write not", "not verified"),
        ("NOT verified", "write not", "not verified"),
        ("lang == “en”", "straight quotes", "lang == 'en'"),
        ("lang IS NULL", "== None", "lang == None"),
        ("lang is not None", "!= None", "lang != None"),
        ("lang like 'e%'", "== 'text'", "lang == 'en'"),
        ("lang IN ('en', 'fr')", "write in", "lang in ('en', 'fr')"),
        ("lang == fr", "quote it: 'fr'", "lang == 'fr'"),
        ("lang == 5", "quote it: '5'", "lang == '5'"),
        ("lang == True", "quote it: 'True'", "lang == 'True'"),
        ("verified == true", "write True", "verified == True"),
        ("lang == NULL", "write None", "lang == None"),
    ],
)
def test_slips_are_told(text, hint, mended):
    assert hint in hint_of(text)
    parse(mended).mask(COLUMNS, 2)


def test_a_quoted_sign_is_no_slip():
    assert "write" not in hint_of("lang == 'a && b' n")
