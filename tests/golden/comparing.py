"""What of a result has to be the same: all but times, memory, versions and the command's words."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

_PASSING = {"seconds", "peak_memory_bytes", "versions", "graphres", "command"}
_FOUND_ELSEWHERE = {"sha256", "first_row", "notes"}
_FLOAT = re.compile(rb"-?\d+\.\d+(?:[eE][-+]?\d+)?")

#: Significant digits of hashed numbers; other libraries or processors may change those after.
DIGITS = 9


def texts_in(folder: Path, *, same_rows: bool = True) -> dict[str, bytes]:
    """What a folder of results says, by file; without what tells the order of rows, if asked."""
    dropped = _PASSING if same_rows else _PASSING | _FOUND_ELSEWHERE
    return {
        path.relative_to(folder).as_posix(): _text(path, dropped)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "_seconds.csv"
    }


def _text(path: Path, dropped: set[str]) -> bytes:
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    if path.suffix == ".json":
        return json.dumps(_without(json.loads(path.read_bytes()), dropped), indent=1).encode()
    return path.read_bytes()


def _without(value: Any, dropped: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, dropped) for key, each in value.items() if key not in dropped}
    return [_without(each, dropped) for each in value] if isinstance(value, list) else value


def without_ties(name: str, text: bytes) -> bytes:
    """A rounded text without what ties decide, and so the order of rows: adaptive orders, accounts
    that carry or hear as much as another, and places in a network of which a part is hidden.
    """
    lines = rounded(text).splitlines()
    if name == "reach.csv":
        return b"\n".join(line for line in lines if not line.startswith((b"carries", b"hears")))
    if name == "rank.csv":
        return b"\n".join(b",".join(line.split(b",")[:-3]) for line in lines)
    return b"" if name in ("collapse.json", "rank.json", "reach.json") else b"\n".join(lines)


def rounded(text: bytes) -> bytes:
    """A text whose broken numbers have `DIGITS` significant digits.

    >>> rounded(b"0.30000000000000004,12,-1.5e-07")
    b'0.3,12,-1.5e-07'
    """
    return _FLOAT.sub(lambda number: f"{float(number[0]):.{DIGITS}g}".encode(), text)


def hashes_of(texts: dict[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each text, its numbers rounded."""
    return {name: hashlib.sha256(rounded(text)).hexdigest() for name, text in texts.items()}
