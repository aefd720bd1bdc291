"""A column of the follows that says on which platform each stands."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.moments import LineOf
from graphres.data.reading.tables.rows import BadRows, Rows
from graphres.errors import InputError
from graphres.graph.layers import Layers
from graphres.kernels.arrays import Words


class RowLayers(NamedTuple):
    """Platforms, ascending, and for every row a bit at the place of its own: uint64 (rows,)."""

    names: tuple[str, ...]
    bits: Words

    def take(self, keep: npt.NDArray[np.bool_]) -> RowLayers:
        """Those of some rows."""
        return self._replace(bits=self.bits[keep])


def row_layers(
    rows: Rows, at: int, keep: npt.NDArray[np.bool_], where: str, line_of: LineOf, skip_bad: bool
) -> RowLayers:
    """Read every row's platform.

    Parameters
    ----------
    rows : Rows
    at : int
        Position of the column.
    keep : ndarray of bool, shape (rows,)
        Rows that other filters leave; only these are looked at.
    where : str
    line_of : callable
    skip_bad : bool
        Count rows without a platform among ``rows.bad``, and go on.

    Returns
    -------
    RowLayers
        No bit for bad rows and for those not in `keep`. O(rows).

    Raises
    ------
    InputError
        At the first row without a platform, unless `skip_bad`; for too many platforms.
    """
    told, code = _coded(rows.extras[at])
    good = keep & (code >= 0)
    for row in np.flatnonzero(keep & ~good):
        line = line_of(int(row))
        if not skip_bad:
            raise InputError(
                "no platform",
                where=f"{where}:{line}",
                do="mend the row or go on without it: --on-bad-row skip",
            )
        rows.bad.setdefault("no platform", BadRows()).add(line)
    used = np.unique(code[good])
    names = tuple(sorted(told[i] for i in used.tolist()))
    Layers.check(names, where)
    bit = np.zeros(len(told) + 1, np.uint64)
    for place, name in enumerate(names):
        bit[told.index(name)] = 1 << place
    return RowLayers(names, np.where(good, bit[code], np.uint64(0)))


def _coded(cells: pa.ChunkedArray) -> tuple[list[str], npt.NDArray[Any]]:
    """The distinct texts of a column, and which each row holds; -1 where it is blank."""
    trimmed = pc.utf8_trim_whitespace(cells.cast(pa.string()))
    if isinstance(trimmed, pa.ChunkedArray):
        trimmed = trimmed.combine_chunks()
    blank = pc.equal(pc.utf8_length(trimmed), 0)
    coded = pc.if_else(blank, pa.scalar(None, pa.string()), trimmed).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
