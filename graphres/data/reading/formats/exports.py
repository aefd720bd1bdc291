"""Platforms' own exports of follows, told by what their records hold.

An export of one account's followers or followings names that account nowhere, or only in its file
name: the caller has to say who it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphres.errors import InputError

#: The first column of Mastodon's lists, by which their header is known.
LIST_NAMES = ("Account address",)

_BLUESKY_FOLLOW = "app.bsky.graph.follow"
_AT_URI = re.compile(r"at://(did:[a-z0-9]+:[^/]+)/app\.bsky\.graph\.follow/")

_COLLECTIONS = ("OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage")

Record = Mapping[str, Any]


@dataclass
class Export:
    """An export as it was recognised.

    Parameters
    ----------
    what : str
        What it is, for a note.
    records : sequence
        Its records, where they are inside something.
    rows_of : callable
        A record -> the follows it tells of, as records with a ``follower`` and a ``followed``, or
        one of them where the other is the account whose export this is.
    one_account : bool
        Whether that account has to be named.
    """

    what: str
    records: Sequence[Any]
    rows_of: Callable[[Record], list[dict[str, Any]]]
    one_account: bool = False
    ended: list[Any] = field(default_factory=list)

    def need_owner(self, owned: bool, where: str) -> None:
        """Stop where the account is not named."""
        if self.one_account and not owned:
            raise owner_needed(self.what, where)
        if owned and not self.one_account:
            raise InputError(
                f"this holds {self.what}, both ends of each", where=where, do="leave --owner out"
            )

    def warnings(self) -> list[str]:
        """Warn of records that end a follow."""
        if not self.ended:
            return []
        noun = "record ends a follow" if len(self.ended) == 1 else "records end a follow"
        return [f"{len(self.ended):,} {noun}; which one it does not say, so it is still counted"]


def owner_needed(what: str, where: str) -> InputError:
    """Why one account's list is no table of follows by itself."""
    return InputError(
        f"this holds {what}, but not whose",
        where=where,
        do="name that account: --owner ID",
    )


def recognise_export(value: Any, name: str, where: str) -> Export | None:
    """Recognise an export.

    Parameters
    ----------
    value : JSON
        A document, or a list of its first record.
    name : str
        What an X archive assigns it to: ``window.YTD.follower.part0``.
    where : str
        The file's name, for messages.

    Raises
    ------
    InputError
        For an export that tells of no follows.
    """
    if name:
        return _x_archive(value, name, where)
    for recognise in (_x_records, _instagram, _bluesky_list, _bluesky_records, _collection):
        export = recognise(value, where)
        if export is not None:
            return export
    return None


def is_mastodon_list(header: Sequence[str] | None) -> bool:
    """Whether these are the columns of Mastodon's list of the accounts that one account follows."""
    names = [name.strip().casefold() for name in header or ()]
    return names[:2] == ["account address", "show boosts"]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _x_archive(value: Any, name: str, where: str) -> Export:
    kind = name.split(".")[2]
    if kind not in ("follower", "following"):
        raise InputError(
            f"this is the part {kind!r} of an X archive, which tells of no follows",
            where=where,
            do="give follower.js or following.js",
        )
    return _x_list(kind, value if isinstance(value, list) else [value])


def _x_records(value: Any, where: str) -> Export | None:
    record = _first(value)
    if not isinstance(record, dict) or len(record) != 1:
        return None
    kind, inner = next(iter(record.items()))
    if kind in ("follower", "following") and isinstance(inner, dict) and "accountId" in inner:
        return _x_list(kind, value if isinstance(value, list) else [value])
    return None


def _x_list(kind: str, records: Sequence[Any]) -> Export:
    end = "follower" if kind == "follower" else "followed"

    def rows_of(record: Record) -> list[dict[str, Any]]:
        inner = record.get(kind)
        return [{end: inner.get("accountId")}] if isinstance(inner, dict) else []

    return Export(f"{_LISTS[end]} (an X archive)", records, rows_of, one_account=True)


_LISTS = {
    "follower": "the followers of one account",
    "followed": "the accounts that one account follows",
}


def _instagram(value: Any, where: str) -> Export | None:
    end, records = "follower", value
    if isinstance(value, dict) and len(value) == 1:
        name, records = next(iter(value.items()))
        if not name.startswith("relationships_"):
            return None
        if name not in ("relationships_followers", "relationships_following"):
            raise InputError(
                f"this is Instagram's list {name!r}, which tells of no follows",
                where=where,
                do="give followers_1.json or following.json",
            )
        end = "follower" if name.endswith("followers") else "followed"
    record = _first(records)
    if not isinstance(record, dict) or "string_list_data" not in record:
        return None

    def rows_of(record: Record) -> list[dict[str, Any]]:
        inner = record.get("string_list_data") or [{}]
        return [
            {end: entry.get("value") or record.get("title"), "timestamp": entry.get("timestamp")}
            for entry in inner
        ]

    listed = records if isinstance(records, list) else [records]
    return Export(f"{_LISTS[end]} (Instagram)", listed, rows_of, one_account=True)


def _bluesky_list(value: Any, where: str) -> Export | None:
    """Recognise answers of getFollowers and getFollows."""
    if not isinstance(value, dict) or not isinstance(value.get("subject"), dict):
        return None
    name = next((name for name in ("followers", "follows") if name in value), None)
    owner = value["subject"].get("did")
    if name is None or owner is None or not isinstance(value[name], list):
        return None
    mine, theirs = ("followed", "follower") if name == "followers" else ("follower", "followed")

    def rows_of(record: Record) -> list[dict[str, Any]]:
        return [{"follower": None, "followed": None, mine: owner, theirs: record.get("did")}]

    return Export(f"the {name} of {owner} (Bluesky)", value[name], rows_of)


def _bluesky_records(value: Any, where: str) -> Export | None:
    """Follow records of the AT protocol: of a repository, or from the firehose."""
    records = value
    if isinstance(value, dict) and isinstance(value.get("records"), list):
        records = value["records"]
    first = _first(records)
    if not isinstance(first, dict) or (_follow_in(first) is None and not _is_event(first)):
        return None
    anonymous = _author_of(first) is None
    ended: list[Any] = []

    def rows_of(record: Record) -> list[dict[str, Any]]:
        follow = _follow_in(record)
        if follow is None:
            return []
        if (record.get("commit") or {}).get("operation") == "delete":
            ended.append(record)
            return []
        row = {"followed": follow.get("subject"), "createdAt": follow.get("createdAt")}
        return [row if anonymous else {"follower": _author_of(record), **row}]

    listed = records if isinstance(records, list) else [records]
    what = "follow records (Bluesky)"
    if anonymous:
        return Export("follow records of one account (Bluesky)", listed, rows_of, True, ended)
    return Export(what, listed, rows_of, False, ended)


def _follow_in(record: Record) -> Record | None:
    """Return the follow inside a record, if any; an empty one if the firehose reports its end."""
    commit = record.get("commit")
    if isinstance(commit, dict):
        if commit.get("collection") != _BLUESKY_FOLLOW:
            return None
        return commit.get("record") or {}
    for inner in (record, record.get("value"), record.get("record")):
        if isinstance(inner, dict) and inner.get("$type") == _BLUESKY_FOLLOW:
            return inner
    return None


def _is_event(record: Record) -> bool:
    """Whether this is an event of the firehose as Jetstream writes it, of whatever kind."""
    return {"did", "time_us", "kind"} <= record.keys()


def _author_of(record: Record) -> str | None:
    """Whose repository a record is in."""
    for name in ("did", "repo", "author"):
        author = record.get(name)
        if isinstance(author, dict):
            author = author.get("did")
        if isinstance(author, str):
            return author
    match = _AT_URI.match(str(record.get("uri", "")))
    return match[1] if match else None


def _collection(value: Any, where: str) -> Export | None:
    """Recognise an ActivityPub collection of followers or following; refuse any other."""
    if not isinstance(value, dict) or value.get("type") not in _COLLECTIONS:
        return None
    address = str(value.get("partOf") or value.get("id") or "").split("?")[0]
    owner, _, kind = address.rstrip("/").rpartition("/")
    items = value.get("orderedItems") or value.get("items") or []
    if kind not in ("followers", "following") or not owner:
        raise InputError(
            f"this is an ActivityPub collection {address!r}, which is no list of follows",
            where=where,
            do="give the collection of followers or following",
        )
    if not items:
        raise InputError(
            "this collection lists nobody", where=where, do="give its pages, with orderedItems"
        )
    mine, theirs = ("followed", "follower") if kind == "followers" else ("follower", "followed")
    records = [item if isinstance(item, dict) else {"id": item} for item in items]

    def rows_of(record: Record) -> list[dict[str, Any]]:
        return [{"follower": None, "followed": None, mine: owner, theirs: record.get("id")}]

    return Export(f"the {kind} of {owner} (ActivityPub)", records, rows_of)
