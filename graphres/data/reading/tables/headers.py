"""Names of columns: what their words mean, in many languages, and which end of a follow they name.

Words are compared as `fold_word` writes them: without case, accents, blanks and signs, so that
``Abonné`` is *abonne* and ``takip eden`` is *takipeden*. A name is taken apart into words, and
words that only say "this is an account's id" are set aside: ``FromNodeId``, ``from_user`` and
``from`` all say *from*. What is left is looked up in `PAIRS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from graphres.amounts import parse_digits
from graphres.close_matches import find_close_matches
from graphres.errors import InputError

Words = frozenset[str]

# Letters that no accent makes, written as people without them write them.
_PLAIN = str.maketrans("ıøłđðæœ", "ioldd" + "ao")


def fold_word(word: str) -> str:
    """Return a word without case, accents, and the Arabic article.

    >>> fold_word("Abonné"), fold_word("TAKİPÇİ"), fold_word("المتابع") == fold_word("متابع")
    ('abonne', 'takipci', True)
    """
    split = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in split if not unicodedata.combining(c)).translate(_PLAIN)
    article = "ال"
    return plain.removeprefix(article) if len(plain) > 4 else plain


def name_key(name: str) -> str:
    """Return a column's name without case, accents, blanks, underscores and other signs.

    >>> name_key(" Follower_ID "), name_key("followerId")
    ('followerid', 'followerid')
    """
    return fold_word(re.sub(r"[\W_]+", "", respell(name)))


def respell(name: str) -> str:
    """Return a name with another word for the one that a vowel sign alone tells from its opposite.

    >>> respell("متابَع") == "متبوع", respell("followed")
    (True, 'followed')
    """
    return name.replace("متابَع", "متبوع")


def _words(text: str) -> Words:
    return frozenset(fold_word(word) for word in text.split())


#: Columns of accounts that follow.
FOLLOWER = _words(
    "follower fan subscriber followedby isfollowedby"  # English
    " abonnent abonnentin gefolgtvon folgender"  # German
    " abonné abonnée suiveur suiveuse suivipar"  # French
    " seguidor seguidora seguidopor suscriptor assinante inscrito"  # Spanish, Portuguese
    " seguace seguitoda iscritto"  # Italian
    " volger gevolgddoor abonnee"  # Dutch
    " följare följdav følger obserwujący"  # Swedish, Danish, Norwegian, Polish
    " подписчик подписчица фолловер підписник"  # Russian, Ukrainian
    " takipçi takipeden abone"  # Turkish
    " متابع متابعة مشترك دنبالکننده"  # Arabic, Persian
    " pengikut フォロワー 粉丝 关注者 追蹤者 팔로워"  # Indonesian, Japanese, Chinese, Korean
)

#: Columns of accounts that are followed, in words that mean nothing else.
_FOLLOWED_ONLY = _words(
    "followed followee followees influencer creator celebrity idol subscribedto fanof followerof"
    " gefolgter gefolgte gefolgt abonniert"
    " suivi suivie abonnéà créateur influenceur"
    " seguido seguida suscritoa inscritoem criador"
    " seguito gevolgde gevolgd följd fulgt obserwowany"
    " подписанна накогоподписан кумир блогер підписанийна"
    " takipedilen takipettiği"
    " متبوع يتابع دنبالشونده"
    " diikuti フォロー先 被关注者 被关注 被追蹤者 팔로잉"
)

#: Words that may also stand above a count or a yes or no: "ann is following 120".
MAY_COUNT = _words(
    "following follows isfollowing friend friends leader followers"
    " folgt suit abonnement abonnements sigue segue volgt följer"
    " подписка подписки takip متابعون フォロー中 关注"
)

FOLLOWED = _FOLLOWED_ONLY | MAY_COUNT - {"followers"}

_SOURCES = _words("source src quelle origen origem origine bron источник kaynak مصدر")
_TARGETS = _words(
    "target tgt destination dest dst ziel cible destino destinazione doel цель hedef هدف"
)

#: (follower's words, followed's words); the first pair present wins. "account" stands for a name
#: of nothing but account words, such as ``user_id`` beside ``friend_id``.
PAIRS: tuple[tuple[Words, Words], ...] = (
    (FOLLOWER, FOLLOWED),
    # Beside "followed", "following" says who does it.
    (frozenset({"following"}), frozenset({"followed", "followee", "followees"})),
    (FOLLOWER, frozenset({"account", "channel", "page"})),
    (frozenset({"account"}), FOLLOWED | {"channel", "page"}),
    (_SOURCES, _TARGETS),
    (_words("from von de от من"), _words("to nach an à para к кому إلى")),
    (frozenset({"sender"}), frozenset({"receiver", "recipient", "to"})),
    (frozenset({"voter"}), frozenset({"candidate", "votee"})),
    (frozenset({"truster", "trustor"}), frozenset({"trusted", "trustee"})),
    (frozenset({"rater"}), frozenset({"ratee", "rated"})),
    (frozenset({"origin", "orig"}), frozenset({"destination", "dest"})),
    (frozenset({"start"}), frozenset({"end"})),
    (frozenset({"citing"}), frozenset({"cited"})),
    (frozenset({"subject", "actor"}), frozenset({"object"})),
    (frozenset({"who"}), frozenset({"whom"})),
    (frozenset({"ego"}), frozenset({"alter"})),
)

#: Words that say "account" and nothing about which end, by rank: ids are preferred to names.
ACCOUNT_RANKS = {
    **dict.fromkeys(_words("id ids uid key no num nr idstr str did urn"), 0),
    **dict.fromkeys(_words("user account node vertex member person profile athlete"), 0),
    **dict.fromkeys(_words("users accounts nodes members people profiles"), 0),
    **dict.fromkeys(_words("the twitter mastodon instagram address"), 0),
    **dict.fromkeys(_words("benutzer nutzer konto kennung nummer"), 0),
    **dict.fromkeys(_words("utilisateur compte identifiant usuario cuenta conta identificador"), 0),
    **dict.fromkeys(_words("utente gebruiker användare пользователь аккаунт kullanıcı hesap"), 0),
    **dict.fromkeys(_words("مستخدم حساب معرف ユーザー 用户 사용자"), 0),
    **dict.fromkeys(_words("handle screen username screenname login nick nickname acct"), 1),
    **dict.fromkeys(_words("benutzername ник"), 1),
    **dict.fromkeys(_words("name display displayname label nom nombre nome"), 2),
    **dict.fromkeys(_words("имя ad adı isim اسم"), 2),
}

#: Names under which an account table keeps its ids, the likeliest first.
ACCOUNT_NAMES = (
    *("id", "accountid", "userid", "nodeid", "account", "user", "node", "uid", "handle"),
    *("screenname", "username", "acct", "login", "name", "vertex", "member"),
)

#: Words that name what is known of an account or of a follow, and no account.
ATTRIBUTE_WORDS = _words(
    "weight weights time timestamp date datetime at since until type kind sign value rating trust"
    " label layer platform lang language languages country city count counts total verified bio"
    " url description status action state event followers friendscount followerscount"
    " followercount score probability text content tweet post message email age gender"
    " relation relationship edge edgetype index row rank category group community class"
    " unnamed source_app created gewicht datum zeit typ sprache poids fecha peso data вес дата"
    " ağırlık tarih تاريخ وزن"
)

#: What stands between two accounts in a row such as ``ann follows bob``.
RELATIONS = _words(
    "follows follow following followed isfollowing friend friends friendof knows likes edge link"
    " links rel relation folgt suit sigue segue volgt följer subscribes"
)

#: Columns that may say that a row is no follow, or more than one.
STATES = _words(
    "type kind action status sign state event relation relationship edgetype direction mutual"
    " reciprocal active interaction verb typ status aktion accion estado действие статус eylem"
)

#: Columns of which any true cell, or any cell at all, says that there is no follow (any more).
ENDINGS = _words(
    "blocked muted removed deleted pending requested rejected declined unfollowed ended expired"
    " removedat deletedat unfollowedat unfollowdate endedat enddate validto until"
)

#: Cells of such columns that say there is no follow.
NO_FOLLOW = _words(
    "unfollow unfollowed unfollows unsubscribe unsubscribed nofollow notfollowing block blocked"
    " blocks mute muted mutes remove removed delete deleted pending requested request rejected"
    " reject declined denied ended inactive foe enemy distrust -1 entfolgt dejardeseguir"
)

#: Cells of such columns that say that both follow each other.
MUTUAL = _words("undirected mutual both reciprocal bidirectional mutuals twoway ungerichtet")


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
        matches = [
            i for i, cell in enumerate(header or ()) if same(name) and same(cell) == same(name)
        ]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise _ambiguous([(header or [])[i] for i in matches], matches, where)
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
    header: Sequence[str], follower: list[int], followed: list[int], names: Sequence[ColumnName]
) -> Ends:
    """Choose the best-ranked column of each end, both of one rank where possible."""
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
    candidates = [i for i in places if ranks[i] == rank]
    if len(candidates) > 1:
        # "id" alone, beside "user_id", is the row's own.
        candidates = [i for i in candidates if not bare[i]] or candidates
    if len(candidates) > 1:
        raise _ambiguous([header[i] for i in candidates], candidates, None)
    return candidates[0]


class ColumnName(NamedTuple):
    """What a column's name says beside "account", its rank among such, and whether it is "id"."""

    word: str
    rank: int
    bare: bool = False


def read_name(name: str) -> ColumnName:
    """Take a column's name apart.

    >>> read_name("FromNodeId").word, read_name("user_id").word, read_name("ID")
    ('from', 'account', ColumnName(word='account', rank=0, bare=True))
    """
    words = _split(name)
    if len(words) == 1 and words[0] not in ACCOUNT_RANKS:
        words = _without_suffix(words[0])
    rank = max((ACCOUNT_RANKS[w] for w in words if w in ACCOUNT_RANKS), default=0)
    left = "".join(w for w in words if w not in ACCOUNT_RANKS)
    return ColumnName(
        left or ("account" if words else ""), rank, words in (["id"], ["no"], ["key"])
    )


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
