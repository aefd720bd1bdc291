"""The tables of reach: hops that matter, groups with and without their sizes."""

from __future__ import annotations

from graphres.report.blocks import Table
from graphres.report.document import Document
from graphres.report.kinds.reach import LAST_HOP, hop_name
from graphres.report.kinds.reach.tables import reach_blocks
from graphres.spread.hops import HOPS

REACH = {
    **{"mean": 0.5, "low": 0.4, "high": 0.6, "accounts": 50.0},
    **{"sources": 3, "worlds": 64, "worlds_to_halve": 256},
}
PARTS = {
    "manifest": {"n": 100, "model": "ic", "probability": 0.2, "together": False},
    "reach": REACH,
    "hops": [
        {"hop": 1, "mean": 0.4, "low": 0.3, "high": 0.5},
        {"hop": 2, "mean": 0.099, "low": 0.09, "high": 0.1},
        {"hop": 3, "mean": 0.001, "low": 0.0, "high": 0.002},
    ],
    "groups": [{"group": "en", "mean": 0.2, "low": 0.1, "high": 0.3}],
    "carriers": [],
}


def tables_of(parts) -> list[Table]:
    blocks = reach_blocks(Document("graphres.reach/1", parts), 100)
    return [block for block in blocks if isinstance(block, Table)]


def test_the_last_hop_is_that_of_the_engine():
    assert LAST_HOP == HOPS - 1
    assert hop_name(HOPS - 1) == f"{HOPS - 1}+"


def test_hops_end_when_nearly_all_have_heard_it():
    hops, _ = tables_of(PARTS)
    assert [row[0] for row in hops.rows] == ["1", "2"]
    assert hops.rows[1][2:] == ("10", "99.8 %")


def test_shares_of_a_group_take_its_size():
    _, groups = tables_of(PARTS)
    assert groups.header == ("listeners by group", "reach, of all")
    sized = {**PARTS, "group_sizes": {"en": 40}, "group_column": "lang"}
    _, groups = tables_of(sized)
    assert groups.header == ("listeners by lang", "accounts", "reach, of all", "of the group")
    assert (groups.rows[0][1], groups.rows[0][3]) == ("40", "50.0 %")
