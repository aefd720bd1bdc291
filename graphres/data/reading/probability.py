"""A column of the follows that says with which probability each passes a message on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.data.reading.infer_types import as_numbers
from graphres.data.reading.moments import LineOf
from graphres.data.reading.tables.rows import BadRows, Rows
from graphres.errors import InputError

_RANGE = "no number from 0 to 1"


def row_probabilities(
    rows: Rows, at: int, keep: npt.NDArray[np.bool_], where: str, line_of: LineOf, skip_bad: bool
) -> npt.NDArray[np.float64]:
    """Read every row's probability.

    Parameters
    ----------
    rows : Rows
    at : int
        Position of the column.
    keep : ndarray of bool, shape (rows,)
        Rows that other filters leave; only these are looked at, so that a row is left out for one
        reason alone.
    where : str
    line_of : callable
    skip_bad : bool
        Count rows without a probability among ``rows.bad``, and go on.

    Returns
    -------
    ndarray of float64, shape (rows,)
        In [0, 1]; NaN for bad rows and for those not in `keep`. O(rows).

    Raises
    ------
    InputError
        At the first row without a number from 0 to 1, unless `skip_bad`.
    """
    values = as_numbers(rows.extras[at])
    good = keep & (values >= 0) & (values <= 1)
    for row in np.flatnonzero(keep & ~good):
        cell, line = rows.extras[at][int(row)].as_py(), line_of(int(row))
        empty = cell is None or not str(cell).strip()
        if not skip_bad:
            raise InputError(
                "no probability" if empty else f"probability {cell!r} is {_RANGE}",
                where=f"{where}:{line}",
                do="mend the row or go on without it: --on-bad-row skip",
            )
        reason = "no probability" if empty else f"probability is {_RANGE}"
        rows.bad.setdefault(reason, BadRows()).add(line)
    return np.where(good, values, np.nan)
