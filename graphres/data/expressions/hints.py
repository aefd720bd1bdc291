"""Hints for expressions that can't be read or evaluated: each, when followed, works."""

from __future__ import annotations

import ast
import keyword
import re

from graphres.data.expressions.values import DATE, NUMBER, TEXT, TRUTH, Value

_SAME_KIND = "compare text with text, numbers with numbers, dates with dates"
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_YES, _NO = frozenset({"true", "yes", "t", "y", "1"}), frozenset({"false", "no", "f", "n", "0"})
#: Slips by what stands at or just before the place of an error, and what to write.
_SLIPS = (
    (r"=>", "at least is >="),
    (r"=<", "at most is <="),
    (r"<>", "unequal is !="),
    (r"&&?", "write and"),
    (r"\|\|?", "write or"),
    (r"!(?!=)", "write not"),
    (r"[“”„«»‘’‚]", "quote text with straight quotes: 'text'"),
    (r"\b(AND|And)\b", "write and"),
    (r"\b(OR|Or)\b", "write or"),
    (r"\b(NOT|Not)\b\s*", "write not"),
    (r"\b(IN|In)\b", "write in"),
    (r"(?i:is\s+not\s+null)\b", "write != None"),
    (r"(?i:is\s+null)\b", "write == None"),
    (
        r"(?i:like|contains|startswith|matches)\b",
        "text is compared whole: == 'text', in ('a', 'b')",
    ),
)
_CONSTANTS = {
    **dict.fromkeys(("true", "TRUE"), "True"),
    **dict.fromkeys(("false", "FALSE"), "False"),
    **dict.fromkeys(("null", "NULL", "none", "NONE", "nan", "NaN", "NA", "nil"), "None"),
}


def hint_for_comparison(sign: type[ast.cmpop], left: Value, right: Value) -> str:
    """Say what to write instead of comparing two kinds that can't be compared."""
    if left.literal == right.literal:
        return _SAME_KIND
    written = _SIGNS.get(sign, "==")
    column, literal = (left, right) if right.literal else (right, left)
    if column is right:
        written = _MIRRORED.get(written, written)
    name = column_as_typed(column.label)
    if column.kind == TRUTH:
        return _truth(name, written, literal)
    if column.kind == TEXT:
        return f"quote it: {literal.label!r}"
    if column.kind == NUMBER:
        return _number(name, written, literal)
    if column.kind == DATE:
        return f"write a date in quotes: {name} {written} '2024-01-31'"
    return _SAME_KIND


def column_as_typed(name: str) -> str:
    """Return a column's name as an expression writes it.

    >>> column_as_typed("lang"), column_as_typed("Odd Name")
    ('lang', '`Odd Name`')
    """
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"`{name}`"


def _truth(name: str, sign: str, literal: Value) -> str:
    """Say that a column of true and false is a condition by itself."""
    if name.startswith(("`a comparison", "`not ", "`…")):
        return "a condition is true or false by itself: leave the comparison out"
    word = str(literal.array.item()).strip().casefold()
    if sign in ("==", "!=") and word in _YES | _NO:
        holds = (word in _YES) == (sign == "==")
        return f"it is true or false by itself: write {name if holds else f'not {name}'}"
    return f"it is true or false by itself: write {name}, or not {name}"


def _number(name: str, sign: str, literal: Value) -> str:
    text = str(literal.array.item()).strip()
    try:
        number = repr(int(text)) if re.fullmatch(r"[+-]?\d{1,18}", text) else repr(float(text))
    except ValueError:
        number = ""
    if number and number.lstrip("-") not in ("inf", "nan"):
        return f"write the number without quotes: {name} {sign} {number}"
    return f"{name} holds numbers: compare it with one, such as {name} {sign} 10"


def hint_for_name(name: str) -> str:
    """Say what a name that is no column may mean; return an empty text if nothing fits.

    >>> hint_for_name("true"), hint_for_name("en")
    ('write True', "if it is text, quote it: 'en'")
    """
    if name in _CONSTANTS:
        return f"write {_CONSTANTS[name]}"
    return f"if it is text, quote it: {name!r}"


def hint_for_syntax(text: str, at: int) -> str | None:
    """Say what to write instead of a slip at a character of an expression.

    >>> hint_for_syntax("a <> 3", 3)
    'unequal is !='
    """
    for pattern, hint in _SLIPS:
        if any(m.start() <= at <= m.end() for m in re.finditer(pattern, _without_text(text))):
            return hint
    return None


def _without_text(text: str) -> str:
    """Blank out the quoted texts of an expression; positions stay the same."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", lambda m: "_" * len(m.group()), text)
