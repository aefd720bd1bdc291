"""What the words of a header mean, in the languages people export in.

Words are compared as `fold_word` writes them: without case, accents, blanks and signs, so that
``Abonné`` is *abonne* and ``takip eden`` is *takipeden*.
"""

from __future__ import annotations

import re
import unicodedata

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
