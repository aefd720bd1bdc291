"""Hypothesis strategies that spoil what is right: bytes, JSON, TOML, spellings."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

#: Bytes that parsers have stumbled over.
_NASTY = [
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n\n", b'"', b"'", b"\x1a", b"\\"),
    *(b",,", b";", b"\t", b"#", b"%", b"<", b">", b"&", b"&#0;", b"<!--", b"]]>", b"[", b"{", b"}"),
    *(
        b"nan",
        b"-1",
        b"1e999",
        b"9" * 30,
        b"9" * 5000,
        b"NaN",
        b"null",
        b"true",
        b"0x",
        b"\xed\xa0",
    ),
    *(
        b"[" * 3000,
        b'{"a":' * 3000,
        b"<a>" * 3000,
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
        b"a" * 70000,
    ),
    *(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"PAR1",
        b"*Arcs\n",
        b"graph [",
    ),
]


@st.composite
def spoiled(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with one to three changes at random places."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, min(60, len(data) - start)))
        held = data[start : start + length]
        change = draw(st.integers(0, 6))
        if change == 0:
            data = data[:start]
        elif change == 1:
            data = data[:start] + data[start + length :]
        elif change == 2:
            data = data[:start] + held * 2 + data[start + length :]
        elif change == 3:
            data = data[:start] + draw(st.binary(max_size=8)) + data[start + length :]
        elif change == 4:
            data = data[:start] + draw(st.sampled_from(_NASTY)) + data[start:]
        elif change == 5:
            data = data[:start] + draw(st.sampled_from(_NASTY)) + data[start + length :]
        elif held:
            flip = draw(st.integers(1, 255))
            data = data[:start] + bytes([held[0] ^ flip]) + data[start + 1 :]
    return data


_DEEP: Any = None
for _ in range(400):
    _DEEP = [_DEEP]

#: Values that no key expects.
WRONG: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**63, 10**30, 0.5, -0.5, 1e308, math.nan, math.inf, -math.inf),
    *("", "a", "nan", "1", "\x00", "\ud7ff", "a\nb", "-" * 300, "in-degree", "\u202e", "col:"),
    *([], {}, [[]], [None], [{}], {"a": 1}, ["a", 1], {"": ""}, [1, 2, 3], {"cell": 0}, _DEEP),
]

Tree = Mapping[str, Any] | Sequence[Any]


def _places(tree: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a tree, lists by their first and last entries alone."""
    if isinstance(tree, dict):
        inner: list[Any] = list(tree)
    elif isinstance(tree, list):
        inner = sorted({0, len(tree) - 1}) if tree else []
    else:
        return []
    here = [(*above, step) for step in inner]
    return here + [place for step in inner for place in _places(tree[step], (*above, step))]


@st.composite
def misfit(draw: st.DrawFn, tree: Any, wrong: Sequence[Any] = WRONG) -> Any:
    """A tree some of whose values are others, not there, twice or named otherwise."""
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        places = _places(tree)
        if not places:
            break
        *above, last = draw(st.sampled_from(places))
        parent = tree
        for step in above:
            parent = parent[step]
        change = draw(st.integers(0, 5))
        if change == 0:
            del parent[last]
        elif change == 1 and isinstance(parent, dict):
            parent[draw(st.sampled_from(["x", "", "name", "rank", "n", "seed", "a\nb"]))] = parent[
                last
            ]
        elif change == 2 and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        else:
            parent[last] = copy.deepcopy(draw(st.sampled_from(wrong)))
    return tree


def as_json(tree: Any) -> bytes:
    """As Python writes it: NaN and infinities by name."""
    return json.dumps(tree).encode("utf-8", "surrogatepass")


def as_toml(tree: Mapping[str, Any]) -> bytes:
    """TOML of a tree, tables in place; what TOML has no way to say is left out."""
    lines = [
        f"{_toml(str(key))} = {_toml(value)}" for key, value in tree.items() if value is not None
    ]
    return "\n".join([*lines, ""]).encode("utf-8", "surrogatepass")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        held = {k: v for k, v in value.items() if v is not None}
        return "{" + ", ".join(f"{_toml(str(k))} = {_toml(v)}" for k, v in held.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(v) for v in value if v is not None) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return json.dumps(value)


@st.composite
def spelling(draw: st.DrawFn, whole: Sequence[str], pieces: Sequence[str]) -> str:
    """A spelling that is right, spoiled by pieces, or made of pieces alone."""
    if draw(st.booleans()):
        return "".join(draw(st.lists(st.sampled_from(pieces), max_size=8)))
    text = draw(st.sampled_from(whole))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:at] + draw(st.sampled_from(pieces)) + text[at + cut :]
    return text
