"""Interventions are read as they are written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphres.errors import UsageError
from graphres.interventions import families, intervention
from graphres.interventions.syntax import Mixture, Plan, Term, parse_plan

_WORD = st.text("abz09.-_:'[]=+, \"()", min_size=1, max_size=12).map(str.strip)


def _is_closed(text: str) -> bool:
    try:
        made = parse_plan(f"a:[{text}]")
    except UsageError:
        return False
    return made.terms[0].items == (text,)


_ITEMS = st.lists(_WORD.filter(bool).filter(_is_closed), max_size=3).map(tuple)
_KINDS = st.sampled_from(["suspend", "platform", "a-b"])
_TERMS = st.builds(Term, _KINDS, _ITEMS, st.sampled_from(["", "0.5", "1", ".25"]))
_STEPS = st.builds(Mixture, st.lists(_TERMS, min_size=1, max_size=3).map(tuple))
PLANS = st.builds(Plan, st.lists(_STEPS, min_size=1, max_size=3).map(tuple))


@given(PLANS)
@example(Plan((Mixture((Term("suspend", ("+a:",)),)),)))
def test_what_is_written_is_read_again(plan):
    assert parse_plan(str(plan)) == plan


def test_brackets_and_quotes_are_never_taken_apart():
    plan = parse_plan("suspend:[attribute:x == 'a + b' and y in (1, 2)],across=all + private")
    assert [t.kind for t in plan.terms] == ["suspend", "private"]
    assert plan.terms[0].items == ("attribute:x == 'a + b' and y in (1, 2)", "across=all")


def test_a_plus_of_a_strategy_joins_nothing():
    for text in ("core-hd+reinsert@0.1", "attribute:account == 'a+b:c'", "[list:a+b:c.csv]"):
        assert [t.kind for t in parse_plan(f"suspend:{text}").terms] == ["suspend"]


def test_keys_of_a_strategy_go_to_it():
    made = intervention("limit:pagerank:damping=0.9,factor=0.5").levers[0]
    assert made.head == "pagerank:damping=0.9"
    assert made.values == {"factor": 0.5}
    assert intervention("suspend:reach-greedy,worlds=64").levers[0].head == "reach-greedy:worlds=64"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no intervention"),
        ("suspnd:in-degree", "did you mean suspend"),
        ("suspend:in-degre", "did you mean in-degree"),
        ("suspend:in-degree,acros=all", "did you mean across"),
        ("crowd:sise=3", "did you mean size"),
        ("crowd:size=2.5", "a whole number"),
        ("limit:in-degree,factor=2", "from 0 to 1"),
        ("limit:in-degree,factor=nan", "from 0 to 1"),
        ("suspend:[in-degree", "is missing"),
        ("suspend:in-degree + ", "is no intervention"),
        ("Suspend:in-degree", "did you mean suspend"),
        ("0.5*suspend+0.5*private", "a blank on both sides"),
        ("suspend:in-degree+private:random", "a blank on both sides"),
        ("counter:gredy", "did you mean greedy"),
        ("private:x=1", "a strategy alone"),
        ("suspend:,across=all", "an item is empty"),
        ("suspend:in-degree,across=some", "there are: one, all"),
        ("0.5*suspend + private", "add up to 1"),
        ("0.5*suspend + 0.4*private", "add up to 1"),
        ("0.5*platform:a + 0.5*suspend", "no share"),
        ("platform", "platform:NAME"),
    ],
)
def test_mistakes_are_told(text, said):
    with pytest.raises(UsageError) as caught:
        intervention(text)
    assert said in str(caught.value)


def test_every_lever_is_registered_under_its_kind():
    assert {kind: made.kind for kind, made in families().items()} == {k: k for k in families()}
    assert all(made.summary and made.__doc__ for made in families().values())
