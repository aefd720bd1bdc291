"""Pages for terminals that show ASCII alone: our own signs spelled otherwise, names left alone."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import IO, Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.number_format import MISSING

_WORDS = str.maketrans(
    {
        **{"→": "->", "−": "-", "–": "-", "…": "...", "·": ".", "×": "x", "±": "+/-"},
        **{"≤": "<=", "≥": ">=", "≠": "!=", "Σ": "sum ", "√": "root ", "½": "1/2", "∪": "union "},
        **{"α": "alpha", "²": "^2", "⁴": "^4", "⁶": "^6", "⁷": "^7", "á": "a"},
    }
)
_DRAWN = str.maketrans("●○■□▲△◆◇┤│└┴─·−–×", "*o#+^v@%+|++-.--x")

#: What of a label is ours: runs of a strategy, and the sign between two names.
_RUNS, _BETWEEN = re.compile(r" ×(?=\d+$)"), " − "


def wants_ascii(out: IO[Any]) -> bool:
    """Tell whether a stream is a terminal that shows ASCII alone.

    Its encoding says so, or the locale, set to C or POSIX; a pipe gets UTF-8 in any case.
    """
    if not out.isatty():
        return False
    try:
        "→●┤".encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return True
    named = (os.environ.get(name) for name in ("PYTHONIOENCODING", "LC_ALL", "LANG"))
    return next(filter(None, named), "") in ("C", "POSIX")


def plain(block: Block) -> Block:
    """Return the same block in ASCII, but for names.

    Examples
    --------
    >>> plain(Paragraph("10 runs ± 2, a → b")).text
    '10 runs +/- 2, a -> b'
    >>> plain(Table("", ("account", "loss"), [("ann–a", "–"), ("random ×10", "0.1 ± 0.2")])).rows
    [['ann–a', '-'], ['random x10', '0.1 +/- 0.2']]
    """
    if isinstance(block, Paragraph):
        return replace(block, text=block.text.translate(_WORDS))
    if isinstance(block, Table):
        rows = [[_cell(row[i], i in block.left) for i in range(len(row))] for row in block.rows]
        header = [name.translate(_WORDS) for name in block.header]
        spare = [name.translate(_WORDS) for name in block.spare]
        title, remark = block.title.translate(_WORDS), block.remark.translate(_WORDS)
        return replace(block, title=title, header=header, rows=rows, spare=spare, remark=remark)
    return replace(block, title=block.title.translate(_WORDS))


def _cell(text: str, is_name: bool) -> str:
    """Spell a figure in ASCII; of a name only what we added."""
    if not is_name or text == MISSING:
        return text.translate(_WORDS)
    return _RUNS.sub(" x", text).replace(_BETWEEN, " - ")


def plain_drawing(text: str) -> str:
    """Spell a chart and its legend in ASCII, sign by sign.

    Examples
    --------
    >>> plain_drawing("0.5 ┤●●○")
    '0.5 +**o'
    """
    return text.translate(_DRAWN)
