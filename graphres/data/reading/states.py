"""Columns that say of their rows that they are no follows, or mutual ties."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.columns import Columns
from graphres.data.reading.ends import quote_column
from graphres.data.reading.tables.rows import Rows
from graphres.data.reading.tables.words import ENDINGS, MUTUAL, NO_FOLLOW, fold_word, name_key


def state_warnings(
    rows: Rows, columns: Columns, keep: npt.NDArray[np.bool_] | None, *, undirected: bool
) -> list[str]:
    """Warn of rows whose own columns say that they are no follows, or mutual ties.

    Parameters
    ----------
    rows : Rows
    columns : Columns
    keep : ndarray of bool, shape (rows,), optional
        The rows that stay.
    undirected : bool
        Rows are read as mutual ties anyway.
    """
    warnings = []
    for place in columns.states:
        cells = rows.extras[place]
        cells = cells if keep is None else cells.filter(pa.array(keep))
        counts = {
            str(entry["values"]): int(entry["counts"])
            for entry in pc.value_counts(cells.cast(pa.string()).combine_chunks()).to_pylist()
        }
        counts.pop("None", None)
        name = rows.layout.header[place] if rows.layout.header else ""
        shown = quote_column(rows.layout.header, place)
        for words, what in ((NO_FOLLOW, _NO_FOLLOW), (MUTUAL, _MUTUAL)):
            hits = [cell for cell in counts if _speaks(cell, name_key(name), words)]
            if hits and not (undirected and words is MUTUAL):
                cell = max(hits, key=counts.__getitem__)
                number = sum(counts[hit] for hit in hits)
                warnings.append(
                    f"{shown} says {cell!r} in {number:,} of {len(cells):,} rows: {what}"
                )
    return warnings


_NO_FOLLOW = "each counts as a follow nevertheless; --where leaves them out"
_MUTUAL = "mutual ties, read here as follows one way; --undirected reads rows as ties"
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0", "na", "nan", "nat", "null", "none", "-"})


def _speaks(cell: str, name: str, words: frozenset[str]) -> bool:
    """Whether a cell, or a true or false under such a name, says that there is none, or a tie."""
    text = fold_word("".join(c for c in cell if c.isalnum() or c == "-"))
    if not text:
        return False
    if words is MUTUAL:
        return text in MUTUAL or (name in MUTUAL and text in _TRUE)
    if name in ENDINGS:
        return text not in _FALSE
    return text in NO_FOLLOW or (name in ("active", "isactive") and text in _FALSE)
