"""Ids that look damaged, or like several spellings of one: warned of, never changed."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
#: What spreadsheets turn ids into: what it is called, and the pattern of an id.
_DAMAGE = (
    ("numbers in scientific notation", r"^-?[0-9]+(?:[.,][0-9]*)?[eE]\+?[0-9]{2,3}$"),
    ("whole numbers with a decimal point", r"^-?[0-9]+[.,]0+$"),
    ("formulas for text", r'^="?[^"]*"?$|^\'[0-9]+$'),
    ("dates", rf"^(?i:[0-9]{{1,2}}[- ]{_MONTH}(?:[- ][0-9]{{2,4}})?|{_MONTH}[- ][0-9]{{2,4}})$"),
    ("spreadsheet errors", r"^#(?:REF!|NAME\?|VALUE!|N/A|DIV/0!|NUM!|NULL!|#+)$"),
)
_ANY = "|".join(pattern for _, pattern in _DAMAGE)
#: UTF-8 read as another encoding, and the sign for what could not be read.
_GARBLED = "[ÃÂ][\u0080-\u00bf]|â€|[ÐÑ][\u0080-\u00bf\u20ac\u201a-\u203a]|Ø[\u0080-\u00bf]|\ufffd"
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_ROUNDED = r"^[1-9][0-9]{14}0{3,}$"
_LONG = r"^[1-9][0-9]{17,}$"


def find_suspicious_ids(ids: pa.StringArray) -> list[str]:
    """Warn of damaged ids, invisible characters, case variants, and handles with and without @.

    Parameters
    ----------
    ids : pyarrow.StringArray, length n
        Distinct ids.

    Returns
    -------
    list of str
        One warning a kind, with its count and up to three examples. Linear.

    Examples
    --------
    >>> find_suspicious_ids(pa.array(["1.0E+17", "ann", "Ann"]))[0]
    'a spreadsheet may have damaged 1 id (numbers in scientific notation: 1.0E+17)'
    """
    odd_letters = [] if pc.all(pc.string_is_ascii(ids)).as_py() else _odd_letters(ids)
    return [*_damaged(ids), *_rounded(ids), *odd_letters, *_case_variants(ids), *_at_forms(ids)]


def _damaged(ids: pa.StringArray) -> list[str]:
    if not pc.any(pc.match_substring_regex(ids, _ANY)).as_py():
        return []
    matches = ((kind, _matching(ids, pattern)) for kind, pattern in _DAMAGE)
    return [
        f"a spreadsheet may have damaged {_count(hits, 'id')} ({kind}: {_examples(hits)})"
        for kind, hits in matches
        if len(hits)
    ]


def _rounded(ids: pa.StringArray) -> list[str]:
    """Long numbers whose last digits are mostly zero: spreadsheets keep fifteen."""
    hits = _matching(ids, _ROUNDED)
    if not len(hits) or 2 * len(hits) < len(_matching(ids, _LONG)):
        return []
    return [f"a spreadsheet may have rounded {_count(hits, 'id')} to 15 digits ({_examples(hits)})"]


def _odd_letters(ids: pa.StringArray) -> list[str]:
    """Characters that can't be seen, and ids that look the same but are not."""
    warnings = []
    hits = _matching(ids, _GARBLED)
    if len(hits):
        warnings.append(
            f"{_count(hits, 'id')} with letters garbled by a wrong encoding ({_examples(hits)})"
        )
    hits = _matching(ids, _INVISIBLE)
    if len(hits):
        examples = ", ".join(ascii(cell) for cell in hits[:3].to_pylist())
        warnings.append(f"{_count(hits, 'id')} with invisible characters ({examples})")
    composed = pc.utf8_normalize(ids, form="NFC").dictionary_encode()
    if len(composed.dictionary) < len(ids):
        groups = _groups(ids, composed)
        examples = ", ".join("/".join(map(ascii, group)) for group in groups[:3])
        warnings.append(f"ids that differ in their Unicode form alone, kept apart ({examples})")
    return warnings


def _case_variants(ids: pa.StringArray) -> list[str]:
    lower = pc.utf8_lower(ids)
    if pc.all(pc.equal(lower, ids)).as_py():
        return []
    folded = lower.dictionary_encode()
    if len(folded.dictionary) == len(ids):
        return []
    groups = _groups(ids, folded)
    examples = ", ".join("/".join(group) for group in groups[:3])
    count = len(groups)
    return [
        f"{count} handle{'s' * (count > 1)} in several cases, kept apart ({examples});"
        " --normalize-handles joins them"
    ]


def _groups(ids: pa.StringArray, folded: pa.DictionaryArray) -> list[list[str]]:
    """Ids that are equal but for case, group by group."""
    counts = pc.value_counts(folded.indices)
    again = pc.filter(counts.field("values"), pc.greater(counts.field("counts"), 1))
    several = pc.is_in(folded.indices, value_set=again)
    groups: dict[int, list[str]] = {}
    pairs = zip(
        pc.filter(folded.indices, several).to_pylist(),
        pc.filter(ids, several).to_pylist(),
        strict=True,
    )
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return list(groups.values())


def _at_forms(ids: pa.StringArray) -> list[str]:
    is_marked = pc.starts_with(ids, "@")
    marked, plain = pc.filter(ids, is_marked), pc.filter(ids, pc.invert(is_marked))
    if not len(marked) or not len(plain):
        return []
    bare = pc.utf8_slice_codeunits(marked, 1)
    both = pc.filter(marked, pc.is_in(bare, value_set=plain))
    if not len(both):
        return []
    return [
        f"{_count(both, 'handle')} with and without @, kept apart ({_examples(both)});"
        " --normalize-handles joins them"
    ]


def _matching(ids: pa.StringArray, pattern: str) -> pa.StringArray:
    return pc.filter(ids, pc.match_substring_regex(ids, pattern))


def _count(hits: pa.StringArray, noun: str) -> str:
    return f"{len(hits)} {noun}" if len(hits) == 1 else f"{len(hits)} {noun}s"


def _examples(hits: Iterable[pa.StringScalar]) -> str:
    return ", ".join(str(cell) for cell, _ in zip(hits, range(3), strict=False))
