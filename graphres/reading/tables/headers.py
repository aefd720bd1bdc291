"""Which columns hold the follower and the followed: told by their names.

A name is taken apart into words, and words that only say "this is an account's id" are set aside:
``FromNodeId``, ``from_user`` and ``from`` all say *from*. What is left is looked up in `PAIRS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphres.errors import InputError
from graphres.suggesting import near

__all__ = ["ACCOUNT_NAMES", "PAIRS", "Ends", "find_column", "name_key", "recognise_ends"]

_FOLLOWER = frozenset({"follower", "fan", "subscriber", "followedby"})
_FOLLOWED = frozenset(
    {"followed", "followee", "followees", "following", "follows", "leader", "friend", "idol"}
)
#: (follower's words, followed's words), the first pair present wins. "account" stands for a name
#: of nothing but account words, such as ``user_id`` beside ``friend_id``.
PAIRS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_FOLLOWER, _FOLLOWED),
    (_FOLLOWER, frozenset({"account", "channel", "page"})),
    (frozenset({"account"}), _FOLLOWED | {"subscribedto", "channel", "page"}),
    (frozenset({"source", "src"}), frozenset({"target", "tgt", "destination", "dest", "dst"})),
    (frozenset({"from"}), frozenset({"to"})),
    (frozenset({"sender"}), frozenset({"receiver", "recipient", "to"})),
    (frozenset({"voter"}), frozenset({"candidate", "votee"})),
    (frozenset({"truster", "trustor"}), frozenset({"trusted", "trustee"})),
    (frozenset({"rater"}), frozenset({"ratee", "rated"})),
    (frozenset({"origin", "orig"}), frozenset({"destination", "dest"})),
    (frozenset({"start"}), frozenset({"end"})),
    (frozenset({"citing"}), frozenset({"cited"})),
    (frozenset({"subject"}), frozenset({"object"})),
    (frozenset({"who"}), frozenset({"whom"})),
    (frozenset({"ego"}), frozenset({"alter"})),
)

#: Words that say "account" and nothing about which end, by rank: ids are preferred to names.
_RANK = {
    **dict.fromkeys(("id", "ids", "uid", "key", "no", "num", "nr", "idstr", "str"), 0),
    **dict.fromkeys(("user", "account", "node", "vertex", "member", "person", "profile"), 0),
    **dict.fromkeys(("the", "twitter", "mastodon"), 0),
    **dict.fromkeys(("handle", "screen", "username", "screenname", "login", "acct"), 1),
    **dict.fromkeys(("name", "display", "displayname", "label"), 2),
}
_SUFFIXES = ("screenname", "username", "userid", "accountid", "nodeid", "handle", "name", "id")

#: Names under which an account table keeps its ids, the likeliest first.
ACCOUNT_NAMES = (
    *("id", "accountid", "userid", "nodeid", "account", "user", "node", "uid", "handle"),
    *("screenname", "username", "acct", "login", "name", "vertex", "member"),
)


class Ends(NamedTuple):
    """Positions (from 0) of the follower's and the followed's column."""

    follower: int
    followed: int


def name_key(name: str) -> str:
    """A column's name without case, blanks, underscores and other signs.

    >>> name_key(" Follower_ID "), name_key("followerId")
    ('followerid', 'followerid')
    """
    return re.sub(r"[\W_]+", "", name).casefold()


def recognise_ends(header: Sequence[str]) -> Ends | None:
    """Tell the two ends from the columns' names, or None if they do not say.

    Raises
    ------
    InputError
        If two columns claim the same end under one name.

    Examples
    --------
    >>> recognise_ends(["followee_id", "follower_id", "weight"])
    Ends(follower=1, followed=0)
    >>> recognise_ends(["ann", "bob"])
    """
    said = [_words(name) for name in header]
    if any(word == "followers" for word, _ in said):
        return None  # a count: "id, followers, following" is a table of accounts
    for follower_words, followed_words in PAIRS:
        follower = [i for i, (word, _) in enumerate(said) if word in follower_words]
        followed = [i for i, (word, _) in enumerate(said) if word in followed_words]
        if follower and followed:
            return _choose(header, follower, followed, [rank for _, rank in said])
    return None


def find_column(name: str, header: Sequence[str] | None, width: int, where: str) -> int:
    """Position (from 0) of a column given by name or by position from 1.

    Raises
    ------
    InputError
        If there is no such column, or several of that name.
    """
    for same in (str.strip, name_key):
        found = [
            i for i, known in enumerate(header or ()) if same(name) and same(known) == same(name)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous([(header or [])[i] for i in found], found, where)
    if name.strip().isdecimal() and 1 <= int(name) <= width:
        return int(name) - 1
    raise _unknown(name, header, width, where)


def _unknown(name: str, header: Sequence[str] | None, width: int, where: str) -> InputError:
    if not header:
        return InputError(
            f"no column {name!r}: this table has no header", where=where, do=f"use 1 to {width}"
        )
    close = near(name, header)
    hint = f"did you mean {close[0]!r}? " if close else ""
    listed = ", ".join(header[:20]) + (", …" if len(header) > 20 else "")
    return InputError(f"no column {name!r}", where=where, do=f"{hint}columns are: {listed}")


def _ambiguous(names: list[str], positions: list[int], where: str | None) -> InputError:
    at = " and ".join(str(i + 1) for i in positions)
    return InputError(
        f"columns {at} are both called {names[0]!r}",
        where=where,
        do="name the columns by position: --follower N --followed N",
    )


def _choose(
    header: Sequence[str], follower: list[int], followed: list[int], ranks: list[int]
) -> Ends:
    """The best-ranked column of each end, both of one rank where possible."""
    shared = {ranks[i] for i in follower} & {ranks[i] for i in followed}
    best = min(shared) if shared else None
    return Ends(_one(header, follower, ranks, best), _one(header, followed, ranks, best))


def _one(header: Sequence[str], found: list[int], ranks: list[int], best: int | None) -> int:
    rank = min(ranks[i] for i in found) if best is None else best
    chosen = [i for i in found if ranks[i] == rank]
    if len(chosen) > 1:
        raise _ambiguous([header[i] for i in chosen], chosen, None)
    return chosen[0]


def _words(name: str) -> tuple[str, int]:
    """What a name says beside "account", and its rank among names that say the same."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.strip())
    words = [w.casefold() for w in re.split(r"[\W_]+", spaced) if w]
    if len(words) == 1 and words[0] not in _RANK:
        words = _without_suffix(words[0])
    rank = max((_RANK[w] for w in words if w in _RANK), default=0)
    left = "".join(w for w in words if w not in _RANK)
    return (left or ("account" if words else ""), rank)


def _without_suffix(word: str) -> list[str]:
    """``followerid`` as *follower* and *id*, if what is left is a word some pair knows."""
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and any(stem in a or stem in b for a, b in PAIRS):
            return [stem, suffix]
    return [word]
