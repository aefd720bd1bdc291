"""What columns of the follows say of each row: does it stay, how probable is it, on which layer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.expressions import Expression
from graphres.data.reading.columns import Columns
from graphres.data.reading.infer_types import as_numbers, find_non_number, infer_type
from graphres.data.reading.moments import LineOf, Moments, TimeColumn, read_moments
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.plausibility import warn_of_exchanged_headers
from graphres.data.reading.tables.rows import BadRows, TableRows
from graphres.errors import ExpressionError, InputError
from graphres.graph.layers import Layers
from graphres.kernels.arrays import Mask, Words


def select_rows_where(
    rows: TableRows, expression: Expression, columns: dict[str, int], where: str, line_of: LineOf
) -> Mask:
    """Which rows an expression over the table's own columns keeps, bool of shape (rows,).

    Raises
    ------
    ExpressionError
        If text meets a number, with the line of a text.
    """
    cells = {name: infer_type(rows.extras[columns[name]]) for name in expression.names}
    try:
        return expression.mask(cells, rows.count)
    except ExpressionError as error:
        misfit = _text_among_numbers(rows, columns, cells)
        if misfit is None:
            raise
        name, row, text = misfit
        raise ExpressionError(
            f"{error.what}: column {name!r} holds {text!r}",
            where=f"{where}:{line_of(row)}",
            do=f"compare `{name}` with text, or mend that cell",
        ) from error


def _text_among_numbers(
    rows: TableRows, columns: dict[str, int], cells: dict[str, Any]
) -> tuple[str, int, str] | None:
    for name, column in cells.items():
        if pa.types.is_string(column.type):
            row = find_non_number(rows.extras[columns[name]])
            if row is not None:
                return name, row, column[row].as_py()
    return None


def select_rows_until(
    rows: TableRows, at: int, moment: int, of: TimeColumn
) -> tuple[Mask, Moments]:
    """Which rows are no later than a moment.

    Parameters
    ----------
    rows : TableRows
    at : int
        Position of the column of times.
    moment : int
        From `parse_as_of`.
    of : TimeColumn

    Returns
    -------
    early : ndarray of bool, shape (rows,)
        Rows in time.
    times : Moments

    Raises
    ------
    InputError
        At the first row without a time, unless they are skipped: then they are counted among
        ``rows.bad``.
    """
    times = read_moments(rows.extras[at], of)
    early = pc.less_equal(times.values, moment).fill_null(False).to_numpy(zero_copy_only=False)
    missing = np.flatnonzero(~times.present)
    reason = f"no time in column {of.name!r}"
    for row in missing if of.skip_bad else missing[:1]:
        line_number = of.line_of(int(row))
        if not of.skip_bad:
            raise InputError(
                reason, where=f"{of.where}:{line_number}", do="fix the row or --on-bad-row skip"
            )
        rows.bad.setdefault(reason, BadRows()).add(line_number)
    return np.asarray(early, dtype=bool), times


_RANGE = "no number from 0 to 1"


def read_row_probabilities(
    rows: TableRows,
    at: int,
    keep: npt.NDArray[np.bool_],
    where: str,
    line_of: LineOf,
    skip_bad: bool,
) -> npt.NDArray[np.float64]:
    """Read every row's probability.

    Parameters
    ----------
    rows : TableRows
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
        cell, line_number = rows.extras[at][int(row)].as_py(), line_of(int(row))
        empty = cell is None or not str(cell).strip()
        if not skip_bad:
            raise InputError(
                "no probability" if empty else f"probability {cell!r} is {_RANGE}",
                where=f"{where}:{line_number}",
                do="mend the row or go on without it: --on-bad-row skip",
            )
        reason = "no probability" if empty else f"probability is {_RANGE}"
        rows.bad.setdefault(reason, BadRows()).add(line_number)
    return np.where(good, values, np.nan)


class RowLayers(NamedTuple):
    """Platforms, ascending, and for every row a bit at the place of its own: uint64 (rows,)."""

    names: tuple[str, ...]
    bits: Words

    def take(self, keep: npt.NDArray[np.bool_]) -> RowLayers:
        """Those of some rows."""
        return self._replace(bits=self.bits[keep])


def read_row_layers(
    rows: TableRows,
    at: int,
    keep: npt.NDArray[np.bool_],
    where: str,
    line_of: LineOf,
    skip_bad: bool,
) -> RowLayers:
    """Read every row's platform.

    Parameters
    ----------
    rows : TableRows
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
    platforms, code = _coded(rows.extras[at])
    good = keep & (code >= 0)
    for row in np.flatnonzero(keep & ~good):
        line_number = line_of(int(row))
        if not skip_bad:
            raise InputError(
                "no platform",
                where=f"{where}:{line_number}",
                do="mend the row or go on without it: --on-bad-row skip",
            )
        rows.bad.setdefault("no platform", BadRows()).add(line_number)
    used = np.unique(code[good])
    names = tuple(sorted(platforms[i] for i in used.tolist()))
    Layers.check(names, where)
    bit = np.zeros(len(platforms) + 1, np.uint64)
    for place, name in enumerate(names):
        bit[platforms.index(name)] = 1 << place
    return RowLayers(names, np.where(good, bit[code], np.uint64(0)))


def _coded(cells: pa.ChunkedArray) -> tuple[list[str], npt.NDArray[Any]]:
    """Return the distinct texts of a column, and which of them a row holds (-1: blank)."""
    trimmed = pc.utf8_trim_whitespace(cells.cast(pa.string()))
    if isinstance(trimmed, pa.ChunkedArray):
        trimmed = trimmed.combine_chunks()
    blank = pc.equal(pc.utf8_length(trimmed), 0)
    coded = pc.if_else(blank, pa.scalar(None, pa.string()), trimmed).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


@dataclass
class FilteredRows:
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


def filter_rows(
    rows: TableRows,
    columns: Columns,
    line_of: LineOf,
    options: ReadOptions,
    expression: Expression | None,
    moment: int | None,
) -> FilteredRows:
    """Apply ``where`` over the follows' columns, then ``as_of``; read probabilities and platforms.

    Parameters
    ----------
    rows : TableRows
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
    result = FilteredRows(
        rows_read=rows.count + rows.bad_count, warnings=warn_of_exchanged_headers(rows)
    )
    if expression is not None and not columns.where_on_accounts:
        result.keep = select_rows_where(rows, expression, columns.extras, where, line_of)
        result.where_dropped = int(rows.count - result.keep.sum())
    if moment is not None and options.time is not None:
        at = columns.extras[options.time]
        of = TimeColumn(
            options.time, where, line_of, options.time_format, skip_bad=options.skip_bad
        )
        early, times = select_rows_until(rows, at, moment, of)
        result.notes, result.warnings = times.notes, result.warnings + times.warnings
        before = _all_of(rows) if result.keep is None else result.keep
        result.late = int((before & times.present & ~early).sum())
        result.keep = before & early
    if options.probability is not None:
        at = columns.extras[options.probability]
        before = _all_of(rows) if result.keep is None else result.keep
        values = read_row_probabilities(rows, at, before, where, line_of, options.skip_bad)
        good = ~np.isnan(values)
        result.keep, result.probability = (result.keep if good.all() else good), values[good]
    if options.layer in columns.extras:
        at = columns.extras[options.layer]
        before = _all_of(rows) if result.keep is None else result.keep
        platforms = read_row_layers(rows, at, before, where, line_of, options.skip_bad)
        good = platforms.bits != 0
        if result.probability is not None:
            result.probability = result.probability[good[before]]
        result.keep, result.layers = (result.keep if good.all() else good), platforms.take(good)
    return result


def _all_of(rows: TableRows) -> npt.NDArray[np.bool_]:
    return np.ones(rows.count, dtype=bool)
