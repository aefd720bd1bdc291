"""Columns told by their names."""

from __future__ import annotations

from functools import partial

import pytest

from graphres.data.reading.tables.header_row import judge_first_row
from graphres.data.reading.tables.headers import find_column, recognise_ends
from graphres.errors import InputError


@pytest.mark.parametrize(
    ("header", "ends"),
    [
        ("follower,followed", (0, 1)),
        ("followee_id,follower_id", (1, 0)),
        ("Follower ID, FOLLOWEE-ID", (0, 1)),
        ("followerId,followeeId", (0, 1)),
        ("followerid,followeeid", (0, 1)),
        ("source,target", (0, 1)),
        ("Target,Source,Weight", (1, 0)),
        ("src,dst,time", (0, 1)),
        ("from,to", (0, 1)),
        ("FromNodeId,ToNodeId", (0, 1)),
        ("from_user,to_user", (0, 1)),
        ("source_user_id,target_user_id", (0, 1)),
        ("user_id,friend_id", (0, 1)),
        ("user_id,follower_id", (1, 0)),
        ("user,following", (0, 1)),
        ("account,followed_by", (1, 0)),
        ("id,followed_at,Follower ID,Followee ID,weight", (2, 3)),
        ("source,follower,followed", (1, 2)),
        ("follower_name,follower_id,followee_name,followee_id", (1, 3)),
        ("truster,trustee", (0, 1)),
        ("sender,receiver", (0, 1)),
    ],
)
def test_ends_are_recognised(header: str, ends: tuple[int, int]) -> None:
    assert recognise_ends(header.split(",")) == ends


@pytest.mark.parametrize(
    "header", ["ann,bob", "a,b", "id,followers,following", "id,name", "follower,x", "weight,time"]
)
def test_names_that_do_not_say(header: str) -> None:
    assert recognise_ends(header.split(",")) is None


def test_two_columns_of_one_name() -> None:
    with pytest.raises(InputError, match="columns 1 and 3 are both called 'follower'"):
        recognise_ends(["follower", "followed", "follower"])
    with pytest.raises(InputError, match="columns 1 and 2 are both"):
        find_column("x", ["x", "x"], 2, "t")


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ("follower,followed", True),
        ("x,y;1,2;2,3", True),
        ("x,y;a,2;2,3", False),
        ("1,2;2,3", False),
        ("ann,bob;bob,cem", False),
        ("user1,user2;ann,bob", True),
        ("user1,user2;user2,user3", False),
        ("user1,user2;user3,user4", False),
        ("node_a,node_b;x,y", True),
        ("ann,bob,weight;bob,cem,1", True),
        ("title;1,2", False),
    ],
)
def test_headers_without_known_names(rows: str, header: bool) -> None:
    first, *below = [row.split(",") for row in rows.split(";")]
    assert judge_first_row(first, below, [], follows=True).is_header is header


def test_a_column_asked_for_by_name_makes_a_header() -> None:
    judge = partial(judge_first_row, ["ann", "bob"], [["cem", "dan"]], follows=True)
    assert judge(["Ann"]).is_header
    assert not judge(["1"]).is_header
