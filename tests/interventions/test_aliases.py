"""Words of the press for levers: each is answered with how it is written here."""

from __future__ import annotations

import pytest

from graphres.errors import UsageError
from graphres.interventions import intervention


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("humour", "counter:probability="),
        ("Humor", "counter:probability="),
        ("credible voices", "counter:list:FILE"),
        ("credible-voices", "counter:list:FILE"),
        ("anonymous", "crowd:"),
        ("mass-reporting", "crowd:"),
        ("massreports", "crowd:"),
        ("brigading", "flood:"),
        ("takedowns", "suspend:"),
        ("suspent", "did you mean suspend?"),
        ("xyz", "there are: suspend"),
    ],
)
def test_a_word_that_is_no_lever_is_answered_with_one(word, written):
    for text in (word, f"{word}:in-degree"):
        with pytest.raises(UsageError, match="intervention") as refused:
            intervention(text)
        assert written in str(refused.value)
