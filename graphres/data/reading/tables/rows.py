"""What either reader hands on: the good rows' cells, coded, and counts of everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.layout import Layout


class ColumnSelection(NamedTuple):
    """Columns to read: the ids' positions in the order of the file, what they are, and the rest."""

    keys: tuple[int, ...]
    labels: tuple[str, ...]
    extras: tuple[int, ...] = ()


@dataclass
class BadRows:
    """Rows left out for one reason: how many, and the lines of the first five.

    In a table of several files a line is ``file:line``.
    """

    count: int = 0
    lines: list[int | str] = field(default_factory=list)

    def add(self, line_number: int) -> None:
        """Count one more."""
        self.count += 1
        if len(self.lines) < 5:
            self.lines.append(line_number)


@dataclass
class TableRows:
    """The rows of a table that could be read.

    Parameters
    ----------
    layout : Layout
    wanted : ColumnSelection
        Which columns these are.
    keys : list of Coded
        One for each of ``wanted.keys``; no id is empty.
    extras : dict of int to pyarrow.ChunkedArray
        Text (of Parquet: typed) columns by position.
    blank_lines, repeated_headers : int
        Lines that hold no row.
    bad : dict of str to BadRows
        Rows left out, by reason.
    spanning : BadRows
        Good rows that span lines, which an unclosed quote might have made.
    comments : BadRows
        Comment lines among the rows.
    lines : ndarray of int64, optional
        The physical line of every row; only the Python reader knows it.
    dropped_first : int
        Rows of the table above these: a first one that was no follow, or those of other batches.
    """

    layout: Layout
    wanted: ColumnSelection
    keys: list[Coded]
    extras: dict[int, pa.ChunkedArray]
    blank_lines: int = 0
    repeated_headers: int = 0
    bad: dict[str, BadRows] = field(default_factory=dict)
    spanning: BadRows = field(default_factory=BadRows)
    comments: BadRows = field(default_factory=BadRows)
    lines: npt.NDArray[np.int64] | None = None
    dropped_first: int = 0

    @property
    def count(self) -> int:
        """Number of good rows."""
        if self.keys:
            return len(self.keys[0].codes)
        assert self.lines is not None, "rows without ids come from readers that count lines"
        return len(self.lines)

    def drop_first(self, keys: list[Coded]) -> None:
        """Leave out the first row, whose columns of ids without it are `keys`."""
        self.keys = keys
        self.extras = {at: column[1:] for at, column in self.extras.items()}
        self.lines = None if self.lines is None else self.lines[1:]
        self.dropped_first += 1

    @property
    def bad_count(self) -> int:
        """Number of bad rows."""
        return sum(bad.count for bad in self.bad.values())
