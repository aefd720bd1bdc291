"""Which columns hold the follower and the followed: told by their names.

A name is taken apart into words, and words that only say "this is an account's id" are set aside:
``FromNodeId``, ``from_user`` and ``from`` all say *from*. What is left is looked up in `PAIRS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphres.amounts import parse_digits
from graphres.close_matches import find_close_matches
from graphres.data.reading.tables.words import (
    ACCOUNT_RANKS,
    ATTRIBUTE_WORDS,
    FOLLOWED,
    FOLLOWER,
    MAY_COUNT,
    PAIRS,
    fold_word,
    name_key,
    respell,
)
from graphres.errors import InputError

_SUFFIXES = ("screenname", "username", "userid", "accountid", "nodeid", "handle", "name", "id")


class Ends(NamedTuple):
    """Positions (from 0) of the follower's and the followed's column."""

    follower: int
    followed: int


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
    names = [read_name(name) for name in header]
    if any(name.word == "followers" for name in names):
        return None  # a count: "id, followers, following" is a table of accounts
    for follower_words, followed_words in PAIRS:
        follower = [i for i, name in enumerate(names) if name.word in follower_words]
        followed = [i for i, name in enumerate(names) if name.word in followed_words]
        if follower and followed:
            return _choose(header, follower, followed, names)
    return None


def recognise_role(name: str) -> str | None:
    """Return "follower" or "followed" for a name that means one of them and nothing else.

    >>> recognise_role("Follower ID"), recognise_role("influencer"), recognise_role("following")
    ('follower', 'followed', None)
    """
    word = read_name(name).word
    if word in FOLLOWER:
        return "follower"
    return "followed" if word in FOLLOWED - MAY_COUNT else None


def is_attribute(name: str) -> bool:
    """Whether a name is of something known of an account or a follow, and no account.

    >>> is_attribute("created_at"), is_attribute("Follow Status"), is_attribute("follower_id")
    (True, True, False)
    """
    words = _split(name)
    if any(word in FOLLOWER | FOLLOWED for word in words[-1:]) or recognise_role(name):
        return read_name(name).word == "followers"
    return name_key(name) in ATTRIBUTE_WORDS or any(word in ATTRIBUTE_WORDS for word in words)


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
    place = parse_digits(name.strip())
    if place is not None and 1 <= place <= width:
        return place - 1
    raise _unknown(name, header, width, where)


def _unknown(name: str, header: Sequence[str] | None, width: int, where: str) -> InputError:
    if not header:
        return InputError(
            f"no column {name!r}: this table has no header", where=where, do=f"use 1 to {width}"
        )
    close = find_close_matches(name, header)
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
    header: Sequence[str], follower: list[int], followed: list[int], names: Sequence[Name]
) -> Ends:
    """The best-ranked column of each end, both of one rank where possible."""
    ranks = [name.rank for name in names]
    shared = {ranks[i] for i in follower} & {ranks[i] for i in followed}
    best = min(shared) if shared else None
    bare = [name.bare for name in names]
    one, two = (_pick(header, places, ranks, bare, best) for places in (follower, followed))
    return Ends(one, two)


def _pick(
    header: Sequence[str], places: list[int], ranks: list[int], bare: list[bool], best: int | None
) -> int:
    rank = min(ranks[i] for i in places) if best is None else best
    chosen = [i for i in places if ranks[i] == rank]
    if len(chosen) > 1:
        # "id" alone, beside "user_id", is the row's own.
        chosen = [i for i in chosen if not bare[i]] or chosen
    if len(chosen) > 1:
        raise _ambiguous([header[i] for i in chosen], chosen, None)
    return chosen[0]


class Name(NamedTuple):
    """What a column's name says beside "account", its rank among such, and whether it is "id"."""

    word: str
    rank: int
    bare: bool = False


def read_name(name: str) -> Name:
    """Take a column's name apart.

    >>> read_name("FromNodeId").word, read_name("user_id").word, read_name("ID")
    ('from', 'account', Name(word='account', rank=0, bare=True))
    """
    words = _split(name)
    if len(words) == 1 and words[0] not in ACCOUNT_RANKS:
        words = _without_suffix(words[0])
    rank = max((ACCOUNT_RANKS[w] for w in words if w in ACCOUNT_RANKS), default=0)
    left = "".join(w for w in words if w not in ACCOUNT_RANKS)
    return Name(left or ("account" if words else ""), rank, words in (["id"], ["no"], ["key"]))


def _split(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", respell(name.strip()))
    return [fold_word(word) for word in re.split(r"[\W_]+", spaced) if word]


def _without_suffix(word: str) -> list[str]:
    """``followerid`` as *follower* and *id*, if what is left is a word some pair knows."""
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and any(stem in a or stem in b for a, b in PAIRS):
            return [stem, suffix]
    return [word]
