"""JSON and NDJSON: ids exact, columns as in CSV, platforms' own exports, one clear line else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.errors import GraphresError, InputError, UsageError
from tests.data.reading.tables import follows, pairs, read

AB, CB = ("ann", "bob"), ("cem", "bob")
FOLLOWS = [{"follower": "ann", "followed": "bob"}, {"follower": "cem", "followed": "bob"}]


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def lines(values: Sequence[Any]) -> bytes:
    return b"".join(dumped(value) + b"\n" for value in values)


@pytest.mark.parametrize(
    "raw",
    [
        dumped(FOLLOWS),
        b"\xef\xbb\xbf" + dumped(FOLLOWS),
        dumped(FOLLOWS).decode().encode("utf-16"),
        dumped(FOLLOWS).decode().encode("utf-16-le"),
        gzip.compress(dumped(FOLLOWS), mtime=0),
        lines(FOLLOWS),
        b"# exported\n\n" + lines(FOLLOWS).replace(b"\n", b"\r\n\r\n"),
        b"\n".join(json.dumps(each, indent=1).encode() for each in FOLLOWS),
        dumped({"data": FOLLOWS, "meta": {"count": 2}}),
        dumped([["ann", "bob"], ["cem", "bob"]]),
        lines([["ann", "bob"], ["cem", "bob"]]),
        dumped({"columns": ["followed", "follower"], "data": [["bob", "ann"], ["bob", "cem"]]}),
    ],
)
def test_shapes_of_the_same_follows(raw: bytes) -> None:
    assert pairs(raw) == {AB, CB}


def test_columns_are_recognised_as_in_csv() -> None:
    said = {"note": 'hi, "you"\nthere', "followee_id": "bob", "follower_id": "ann"}
    graph, report = read(lines([said]))
    assert follows(graph) == {AB}
    assert report.notes == ["follower read from column 'follower_id', followed from 'followee_id'"]
    assert report.warnings == []
    nested = dumped([{"author": {"did": "ann"}, "subject": "bob"}])
    assert pairs(nested, follower="author.did", followed="subject") == {AB}


ids = st.integers(0, 2**80).map(str) | st.text("ab#\"', \\é😀1", min_size=1).filter(str.strip)


@settings(max_examples=60)
@given(st.lists(st.tuples(ids, ids), min_size=1, max_size=8), st.booleans())
def test_ids_are_exact(rows: list[tuple[str, str]], by_line: bool) -> None:
    def value(name: str) -> Any:
        return int(name) if name.isdecimal() and str(int(name)) == name else name

    records = [{"source": value(a), "target": value(b)} for a, b in rows]
    wanted = {(a.strip(), b.strip()) for a, b in rows}
    assert pairs(lines(records) if by_line else dumped(records)) == {
        (a, b) for a, b in wanted if a != b
    }


def test_missing_ends_are_bad_rows_with_their_place() -> None:
    raw = lines([FOLLOWS[0]]) + b"\n" + dumped({"follower": "x", "followed": None, "bio": "a\nb"})
    with pytest.raises(InputError, match=r"^stream:3: no followed"):
        read(raw)
    graph, report = read(raw, on_bad_row="skip")
    assert follows(graph) == {AB}
    assert report.bad_rows["no followed"].lines == [3]
    with pytest.raises(InputError, match=r"^stream, record 2: no follower"):
        read(dumped([FOLLOWS[0], {"followed": "bob"}]))


def test_the_place_of_a_time_is_told() -> None:
    raw = lines([{**FOLLOWS[0], "t": "2020-01-01"}, {**FOLLOWS[1], "t": "soon"}])
    with pytest.raises(InputError, match="^stream:2: 'soon'"):
        read(raw, time="t", as_of="2021")


REFUSED = {
    "an empty list": b"[]",
    "no valid JSON": b'[{"source": "a", ',
    "stream:2: this is no valid JSON": lines(FOLLOWS[:1]) + b'{"follower": "a"',
    "the key 'source' stands twice": b'[{"source": "a", "source": "b", "target": "c"}]',
    "nested too deeply": b"[" * 50_000 + b"]" * 50_000,
    "column 'source' holds numbers": b'[{"source": 7.9e17, "target": "b"}]',
    "column 'target' holds lists": b'[{"source": "a", "target": ["b", "c"]}]',
    "column 'source' holds true and false": b'[{"source": true, "target": "b"}]',
    "a list of names": b'["ann", "bob"]',
    "one object (message, url)": b'{"message": "Not Found", "url": "x"}',
    "one object (errors)": b'{"errors": [{"code": 88, "message": "Rate limit exceeded"}]}',
    "holds 2 lists (follows, users)": b'{"follows": [{"a": 1}], "users": [{"id": 1}]}',
    "record 2: a list among records": b'[{"source": "a", "target": "b"}, ["c", "d"]]',
    "not valid UTF-8": b'[{"source": "\xe4", "target": "b"}]',
    "a table of accounts": b'[{"id": 1, "username": "ann", "bio": ""}]',
}


@pytest.mark.parametrize("what", REFUSED)
def test_other_json_is_refused_in_one_line(what: str) -> None:
    with pytest.raises(InputError) as caught:
        read(REFUSED[what])
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_floats_that_are_whole_are_ids() -> None:
    assert pairs(b'[{"source": 12.0, "target": 3}]') == {("12", "3")}


def test_accounts_may_be_json(tmp_path: Any) -> None:
    path = tmp_path / "accounts.json"
    path.write_text('[{"id": "ann", "age": 3}, {"id": "zoe", "age": null}]')
    graph, _ = read(dumped(FOLLOWS), accounts=path)
    assert graph.attributes is not None
    assert graph.attributes["age"].tolist()[0] == 3
    assert graph.n == 4


FOLLOW = {"$type": "app.bsky.graph.follow", "subject": "bob", "createdAt": "2024-01-01T00:00:00Z"}
URI = "at://did:plc:ann/app.bsky.graph.follow/3k"
EVENT = {"did": "ann", "time_us": 1, "kind": "commit"}
COMMIT = {"collection": "app.bsky.graph.follow", "rkey": "3k"}
EXPORTS = {
    "Bluesky listRecords": (dumped({"records": [{"uri": URI, "value": FOLLOW}]}), "did:plc:ann"),
    "Bluesky repositories": (lines([{"repo": "ann", "record": FOLLOW}]), "ann"),
    "Bluesky firehose": (
        lines(
            [
                {**EVENT, "commit": {"operation": "create", "collection": "app.bsky.feed.like"}},
                {**EVENT, "commit": {"operation": "create", **COMMIT, "record": FOLLOW}},
            ]
        ),
        "ann",
    ),
    "Bluesky getFollowers": (
        dumped({"subject": {"did": "bob"}, "followers": [{"did": "ann", "handle": "a.example"}]}),
        "ann",
    ),
    "ActivityPub": (
        dumped({"type": "OrderedCollection", "id": "ann/following", "orderedItems": ["bob"]}),
        "ann",
    ),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_exports_that_name_both_ends(kind: str) -> None:
    raw, follower = EXPORTS[kind]
    assert pairs(raw) == {(follower, "bob")}
    with pytest.raises(InputError, match="both ends"):
        read(raw, owner="me")


def test_an_ended_follow_is_told_of() -> None:
    created = {**EVENT, "commit": {"operation": "create", **COMMIT, "record": FOLLOW}}
    ended = {**EVENT, "commit": {"operation": "delete", **COMMIT}}
    assert "1 record ends a follow" in read(lines([created, ended]))[1].warnings[0]


def _insta(name: str) -> dict[str, Any]:
    return {"title": "", "string_list_data": [{"href": "", "value": name, "timestamp": 1}]}


ANN_TO_ME, ME_TO_ANN = ("ann", "me"), ("me", "ann")
ONE_ACCOUNT = {
    "Instagram followers": (dumped([_insta("ann")]), ANN_TO_ME),
    "Instagram following": (dumped({"relationships_following": [_insta("ann")]}), ME_TO_ANN),
    "Instagram following, newer": (
        dumped({"relationships_following": [{"title": "ann", "string_list_data": [{"href": ""}]}]}),
        ME_TO_ANN,
    ),
    "X follower.js": (
        b"window.YTD.follower.part0 = " + dumped([{"follower": {"accountId": "ann"}}]),
        ANN_TO_ME,
    ),
    "X following.js": (
        b"window.YTD.following.part0 = [ {\n" + b'"following" : {"accountId": "ann"}} ]\n',
        ME_TO_ANN,
    ),
    "Bluesky records": (dumped([{**FOLLOW, "subject": "ann"}]), ME_TO_ANN),
    "Strava": (
        b"Follower Athlete ID,Follow Status,Created At\nann,Accepted,2015-11-27\n",
        ANN_TO_ME,
    ),
    "a list of followings with their days": (b"followed_id,followed_at\nann,2020\n", ME_TO_ANN),
    "Mastodon": (
        b"Account address,Show boosts,Notify on new posts,Languages\nann,true,false,\n",
        ME_TO_ANN,
    ),
}


@pytest.mark.parametrize("kind", ONE_ACCOUNT)
def test_one_accounts_list_becomes_its_follows(kind: str) -> None:
    raw, follow = ONE_ACCOUNT[kind]
    with pytest.raises(InputError, match="but not whose; name that account: --owner ID"):
        read(raw)
    assert pairs(raw, owner="me") == {follow}


def test_a_list_of_any_kind_says_which_end_it_is_by_an_option() -> None:
    for raw in (b"account\nann\ncem\n", b'["ann", "cem"]', b'[{"acct": "ann"}, {"acct": "cem"}]'):
        with pytest.raises(InputError, match="are these followers of me"):
            read(raw, owner="me")
        assert pairs(raw, owner="me", follower="1") == {ANN_TO_ME, ("cem", "me")}
        assert pairs(raw, owner="me", followed="1") == {ME_TO_ANN, ("me", "cem")}
    with pytest.raises(InputError, match="a single column; .*--owner ID"):
        read(b"account\nann\ncem\n")
    with pytest.raises(UsageError, match="one end of every follow"):
        read(b"a,b\nc,d\n", owner="me", follower="1", followed="2")
    with pytest.raises(UsageError, match="names both ends"):
        read(b"follower,followed\nc,d\n", owner="me")


def test_a_list_without_a_header_keeps_its_first_row_and_warns() -> None:
    graph, report = read(b"ann\ncem\n", owner="me", follower="1")
    assert follows(graph) == {ANN_TO_ME, ("cem", "me")}
    assert "the first row (ann) is read as an account" in report.warnings[0]


def test_two_columns_of_accounts_are_no_list_of_one() -> None:
    assert pairs(b"follower,user\nann,bob\n") == {("ann", "bob")}
    assert pairs(b"user_id,follower_id,created_at\nbob,ann,2020\n") == {("ann", "bob")}


@pytest.mark.parametrize(
    "raw",
    [
        b"window.YTD.tweets.part0 = []",
        dumped({"relationships_blocked_users": [_insta("ann")]}),
        dumped({"type": "OrderedCollection", "id": "ann/outbox", "orderedItems": [{"id": 1}]}),
    ],
)
def test_exports_of_something_else_are_refused(raw: bytes) -> None:
    with pytest.raises(GraphresError, match="no follows|no list of follows"):
        read(raw, owner="me")
