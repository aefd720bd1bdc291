"""What may stand above a table: blank lines, comments, ``sep=`` and a MatrixMarket banner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphres.data.reading.streams.text import BLANKS
from graphres.errors import InputError

_SEP = re.compile(r'"?sep=(?P<sign>[^\r\n])"?[ ,;\t]*', re.IGNORECASE)
_BANNER = re.compile(r"%%matrixmarket\s+matrix\s+(?P<form>\S+)\s+\S+\s+(?P<kind>\S+)", re.I)
_KONECT_TWO_KINDS = re.compile(r"%\s*bip\s", re.IGNORECASE)
_KONECT_TIES = re.compile(r"%\s*sym\s", re.IGNORECASE)
TIES = "the file says its follows are mutual ties: read it with --undirected if they are"


@dataclass
class Preamble:
    """What `preamble` took from the lines above a table, and the first line it left."""

    pending: bytes = b""
    lines: int = 0
    size: int = 0
    blank_lines: int = 0
    delimiter: str | None = None
    comments: list[str] = field(default_factory=list)
    matrix_market: bool = False
    warnings: list[str] = field(default_factory=list)

    def _takes(self, raw: bytes, where: str) -> bool:
        """Whether a line stands above the table; what it says is kept."""
        text = raw.decode(errors="replace").rstrip("\r\n")
        sep = _SEP.fullmatch(text.strip(" \ufeff")) if self.delimiter is None else None
        if sep and not self.comments:
            self.delimiter = sep["sign"]
        elif not text.strip(BLANKS + ",;|"):
            self.blank_lines += 1
        elif text.lstrip(BLANKS)[0] in "#%":
            self._comment(text.strip(BLANKS), where)
        else:
            return False
        return True

    def _comment(self, text: str, where: str) -> None:
        banner = _BANNER.match(text)
        if banner:
            if banner["form"].lower() != "coordinate":
                raise InputError(
                    "a MatrixMarket array, not a list of entries",
                    where=where,
                    do="write it in coordinate form",
                )
            self.matrix_market = True
        if _KONECT_TWO_KINDS.match(text + " "):
            raise InputError(
                "the file says that its two columns hold two kinds of nodes (bip)",
                where=where,
                do="give the two kinds different ids and take that line out",
            )
        if _KONECT_TIES.match(text + " ") or (banner and banner["kind"].lower() != "general"):
            self.warnings.append(TIES)
        self.comments.append(text)


#: No program writes as many lines above a table.
_MOST_ABOVE = 100_000


def preamble(lines: Iterator[bytes], where: str) -> Preamble:
    r"""Take what stands above a table from its lines.

    Parameters
    ----------
    lines : iterator of bytes
        Physical lines with their ends; left after the first line of the table.
    where : str
        The source's name, for messages.

    Returns
    -------
    Preamble
        Its ``pending`` is the table's first line, empty if there is none.

    Examples
    --------
    >>> top = preamble(iter([b"# exported\n", b"\n", b"a,b\n", b"c,d\n"]), "x.csv")
    >>> top.comments, top.blank_lines, top.pending
    (['# exported'], 1, b'a,b\n')
    """
    top = Preamble()
    for raw in lines:
        if not top._takes(raw, where):
            top.pending = raw
            break
        top.lines += 1
        if top.lines > _MOST_ABOVE:
            raise InputError(
                f"no row in the first {_MOST_ABOVE:,} lines, which are blank or comments",
                where=where,
                do="give a table of follows",
            )
        top.size += len(raw)
    return top
