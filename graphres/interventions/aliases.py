"""Words in which levers are spoken of, and how each is written here."""

from __future__ import annotations

from graphres.close_matches import find_close_matches

_HUMOUR = "write counter:probability=P: humour is a counter-message that spreads faster"
_CREDIBLE = "write counter:list:FILE: credible voices are accounts that a file names"
_SPEECH = "write counter:STRATEGY"
_CROWD = "write crowd:size=K: many who report, and err"
_FLOOD = "write flood:participants=K: many who answer"
_CLOSED = "write suspend:STRATEGY"

#: By word, letters alone.
_SPOKEN = {
    **dict.fromkeys(("humour", "humor", "satire", "mockery", "meme", "joke"), _HUMOUR),
    **dict.fromkeys(("crediblevoice", "testimony", "formermember", "defector"), _CREDIBLE),
    **dict.fromkeys(("counterspeech", "countermessage", "counternarrative"), _SPEECH),
    **dict.fromkeys(("anonymous", "massreport", "report", "hacktivist", "flagging"), _CROWD),
    **dict.fromkeys(("brigading", "brigade", "likeattack", "pileon", "raid"), _FLOOD),
    **dict.fromkeys(("ban", "deplatform", "takedown", "closure", "removal"), _CLOSED),
}


def instead_of(word: str) -> str | None:
    """What to write for a word that names no lever but stands for one; None for any other.

    Examples
    --------
    >>> instead_of("mass-reporting")
    'write crowd:size=K: many who report, and err'
    >>> instead_of("credible-voices").partition(": ")[0], instead_of("suspent")
    ('write counter:list:FILE', None)
    """
    plain = "".join(sign for sign in word.casefold() if sign.isalpha())
    stems = [plain, plain.removesuffix("s"), plain.removesuffix("ing"), plain.removesuffix("ed")]
    found = next((stem for stem in stems if stem in _SPOKEN), None)
    if found is None:
        found = next(iter(find_close_matches(plain, _SPOKEN, cutoff=0.85)), None)
    return None if found is None else _SPOKEN[found]
