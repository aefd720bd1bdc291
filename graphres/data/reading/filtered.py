"""What the follows' own columns say of their rows: which stay, and how probable they are."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graphres.data.expressions import Expression
from graphres.data.reading.columns import Columns
from graphres.data.reading.filters import rows_until, rows_where
from graphres.data.reading.layers import RowLayers, row_layers
from graphres.data.reading.moments import LineOf, TimeColumn
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.probability import row_probabilities
from graphres.data.reading.remarks import exchanged_headers
from graphres.data.reading.tables.rows import Rows


@dataclass
class Filtered:
    """Which rows the follows' own filters keep, and how many they leave out.

    Parameters
    ----------
    keep : ndarray of bool, shape (rows,), optional
        None: all.
    probability : ndarray of float64, shape (rows that stay,), optional
    layers : RowLayers, optional
        Of the rows that stay.
    rows_read, where_dropped, late : int
    notes, warnings : list of str
    """

    keep: npt.NDArray[np.bool_] | None = None
    probability: npt.NDArray[np.float64] | None = None
    layers: RowLayers | None = None
    rows_read: int = 0
    where_dropped: int = 0
    late: int = 0
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def filtered(
    rows: Rows,
    columns: Columns,
    line_of: LineOf,
    options: ReadOptions,
    expression: Expression | None,
    moment: int | None,
) -> Filtered:
    """Apply ``where`` over the follows' columns, then ``as_of``; read probabilities and platforms.

    Parameters
    ----------
    rows : Rows
    columns : Columns
    line_of : callable
        The line of a row.
    options : ReadOptions
    expression : Expression, optional
        The ``where``, over columns of either table.
    moment : int, optional
        The last microsecond to keep.

    Raises
    ------
    GraphresError
        For a bad expression, and for rows without a time, a probability or a platform unless they
        are skipped.
    """
    where = columns.where
    made = Filtered(rows_read=rows.count + rows.bad_count, warnings=exchanged_headers(rows))
    if expression is not None and not columns.where_on_accounts:
        made.keep = rows_where(rows, expression, columns.extras, where, line_of)
        made.where_dropped = int(rows.count - made.keep.sum())
    if moment is not None and options.time is not None:
        at = columns.extras[options.time]
        of = TimeColumn(
            options.time, where, line_of, options.time_format, skip_bad=options.skip_bad
        )
        early, times = rows_until(rows, at, moment, of)
        made.notes, made.warnings = times.notes, made.warnings + times.warnings
        before = _all_of(rows) if made.keep is None else made.keep
        made.late = int((before & times.present & ~early).sum())
        made.keep = before & early
    if options.probability is not None:
        at = columns.extras[options.probability]
        before = _all_of(rows) if made.keep is None else made.keep
        values = row_probabilities(rows, at, before, where, line_of, options.skip_bad)
        good = ~np.isnan(values)
        made.keep, made.probability = (made.keep if good.all() else good), values[good]
    if options.layer in columns.extras:
        at = columns.extras[options.layer]
        before = _all_of(rows) if made.keep is None else made.keep
        said = row_layers(rows, at, before, where, line_of, options.skip_bad)
        good = said.bits != 0
        if made.probability is not None:
            made.probability = made.probability[good[before]]
        made.keep, made.layers = (made.keep if good.all() else good), said.take(good)
    return made


def _all_of(rows: Rows) -> npt.NDArray[np.bool_]:
    return np.ones(rows.count, dtype=bool)
