"""Where in a TOML file a key stands, which the parser does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")

Place = tuple[str, ...]


class TomlLines:
    r"""The lines of tables and keys.

    Parameters
    ----------
    source : str
        The file.
    text : str
        What is in it.

    Examples
    --------
    >>> lines = TomlLines("e.toml", "seed = 1\n[[collapse]]\nruns = 2\n[graphs.a]\nn = 3\n")
    >>> lines.where(("collapse", "0"), "runs"), lines.where(("graphs", "a"), "m")
    ('e.toml:3', 'e.toml:4')
    """

    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self._at = _places(text)

    def where(self, table: Place, key: str | None = None) -> str:
        """Return the line of a key, or of its table; the file alone where neither is found."""
        for place in ((*table, key), table):
            if place in self._at:
                return f"{self.source}:{self._at[place]}"
        return self.source


def _places(text: str) -> Mapping[tuple[str | None, ...], int]:
    places: dict[tuple[str | None, ...], int] = {}
    table: Place = ()
    counts: Counter[Place] = Counter()
    for number, row in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(row):
            table = tuple(part.strip().strip("\"'") for part in header[2].split("."))
            if header[1] == "[[":
                counts[table] += 1
                table = (*table, str(counts[table] - 1))
            places.setdefault(table, number)
        elif key := _KEY.match(row):
            places.setdefault((*table, key[1].strip("\"'")), number)
    return places
