"""Accounts in Python: text is an id, a whole number a position, anything else an error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import graphres
from graphres.errors import AccountTypeError, InputError
from graphres.graph import FollowGraph
from graphres.graph.orders import find_account_numbers, make_account_mask
from graphres.interventions import intervene
from graphres.moderation.selection import Rules
from graphres.spread import Spread, reach
from graphres.studies.trials.ranking import rank_accounts

#: Ids that are numbers, but not their own: account 0 is called 2.
GRAPH = FollowGraph.from_pairs([("2", "0"), ("1", "0"), ("0", "3")])


@pytest.mark.parametrize(
    "ids",
    [
        ["1", "2"],
        ("1", "2"),
        np.array(["1", "2"]),
        np.array(["1", "2"], dtype=object),
        pa.array(["1", "2"]),
        pa.chunked_array([["1"], ["2"]]),
        pd.Series(["1", "2"]),
        pd.Series(["1", "2"], dtype="string"),
        (name for name in "12"),
    ],
)
def test_text_is_an_id(ids):
    assert find_account_numbers(GRAPH, ids).tolist() == [2, 0]


@pytest.mark.parametrize(
    "numbers",
    [[1, 2], (1, np.int32(2)), np.array([1, 2], np.uint8), range(1, 3), pd.Series([1, 2])],
)
def test_a_whole_number_is_a_position(numbers):
    assert find_account_numbers(GRAPH, numbers).tolist() == [1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        [1.7],
        [1.0],
        np.array([1.0]),
        [True, False],
        np.array([True, False]),
        ["1", 2],
        [None],
        [b"1"],
        "12",
        None,
        3.5,
        [["1"], ["2"]],
        [np.nan],
    ],
)
def test_anything_else_is_refused(wrong):
    with pytest.raises(AccountTypeError) as caught:
        find_account_numbers(GRAPH, wrong)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, graphres.GraphresError)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["9", "1"], "'9'"),
        (["1 "], "'1 '"),
        ([-1], "-1"),
        ([4], "4 accounts"),
        ([2**70], "2\\*\\*63"),
    ],
)
def test_unknown_accounts_are_named(wrong, said):
    with pytest.raises(InputError, match=said):
        find_account_numbers(GRAPH, wrong)


def test_masks_ids_and_numbers_say_the_same():
    for given in (np.array([True, False, True, False]), ["1", "2"], [0, 2]):
        assert make_account_mask(GRAPH, given, "sources").tolist() == [True, False, True, False]
    assert make_account_mask(GRAPH, None, "sources") is None
    assert not make_account_mask(GRAPH, [], "sources").any()
    for wrong in (np.array([True]), [0, 1, 1, 0], ["1", "1"]):
        with pytest.raises(InputError):
            make_account_mask(GRAPH, wrong, "sources")


def test_collapse_removes_those_called_so():
    by_id = graphres.collapse(GRAPH, ["0", "3"])
    by_number = graphres.collapse(GRAPH, [1, 3])
    assert by_id["giant"].tolist() == by_number["giant"].tolist() == [1.0, 0.25, 0.25]
    assert graphres.collapse(GRAPH, ["2", "0"]).order.tolist() == [0, 1]
    with pytest.raises(AccountTypeError):
        graphres.collapse(GRAPH, [1.7])
    with pytest.raises(InputError, match="twice"):
        graphres.collapse(GRAPH, ["1", "1"])
    assert graphres.collapse(GRAPH, []).order.tolist() == []


def test_every_function_takes_accounts_alike():
    mask = make_account_mask(GRAPH, ["0", "3"], "x")
    whom = graphres.strategy("in-degree")(GRAPH, eligible=["2", "3"])
    assert GRAPH.ids.take(pa.array(whom)).to_pylist() == ["3", "2"]
    ranked = rank_accounts(GRAPH, graphres.strategy("in-degree"), Rules(eligible=["2", "1"]))
    assert sorted(ranked.order.tolist()) == [0, 2]
    one, other = (repr(reach(GRAPH, Spread(1.0, sources=s))) for s in (mask, ["0", "3"]))
    assert one == other
    audience = [
        graphres.collapse(GRAPH, ["2"], measures=["audience"], sources=s)["audience"].tolist()
        for s in (mask, ["0", "3"], [1, 3])
    ]
    assert audience[0] == audience[1] == audience[2]
    done = [
        intervene(GRAPH, ["suspend"], budget=1, spread=Spread(1.0), protected=p, jobs=1).rows()
        for p in (mask, ["0", "3"])
    ]
    assert done[0] == done[1]
    with pytest.raises(AccountTypeError):
        intervene(GRAPH, ["suspend"], budget=1, protected=[0.5], jobs=1)
    after = FollowGraph.from_pairs([("2", "3"), ("1", "3")])
    found = graphres.compare(GRAPH, after, suspended=["0"], runs=2, jobs=1)
    assert found.accounts["suspended"] == 1
