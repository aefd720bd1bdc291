"""Lists of accounts: a moderator's choice, accounts to protect, sources of a message."""

from __future__ import annotations

import csv
import io
import logging
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.data.reading.handles import explain_unknown, normalise_names
from graphres.data.reading.streams.sources import open_source
from graphres.data.reading.streams.text import Text, strip
from graphres.data.reading.tables.headers import ACCOUNT_NAMES, name_key
from graphres.errors import InputError, InputWarning
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int64

_DELIMITERS = "\t;|,"
#: Names of a list's column, the likeliest first; graphres itself writes ``account``.
_NAMES = ("account", *(name for name in ACCOUNT_NAMES if name != "account"))
_LOG = logging.getLogger("graphres")


@dataclass(frozen=True)
class AccountList:
    """The accounts of the graph that a file names, in its order, each once.

    Parameters
    ----------
    accounts : ndarray of int32, shape (K,)
    unknown : list of str
        Names that the graph does not have.
    notes, warnings : list of str
    """

    accounts: npt.NDArray[np.int32]
    unknown: list[str]
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_ids(path: str | os.PathLike[str], graph: FollowGraph) -> npt.NDArray[np.int32]:
    """Read the accounts of a list as `read_list` does; issue its warnings as `InputWarning`.

    Raises
    ------
    InputError
        As `read_list`.
    """
    account_list = read_list(path, graph)
    for note in account_list.notes:
        _LOG.info(note)
    for warning in account_list.warnings:
        warnings.warn(InputWarning(warning), stacklevel=2)
    return account_list.accounts


def read_list(path: str | os.PathLike[str], graph: FollowGraph) -> AccountList:
    """Read the accounts that a file names: one a line, or a table with a column of accounts.

    The column is told by its name (``account``, ``id``, ``handle`` …), so that what ``graphres
    rank -o FILE.csv`` writes is a list; else it is the first one, with a warning. Blank lines and
    lines that start with ``#`` are passed over.

    Parameters
    ----------
    path : path
        Text in UTF-8 (or with a byte-order mark), compressed or not.
    graph : FollowGraph
        Where the accounts are looked up, exactly as written; without @ and case where the graph's
        own names were read so; in its ``list_column`` where it has one.

    Raises
    ------
    InputError
        When the file can't be read, or names no account of the graph.
    """
    rows = _rows(path, graph)
    column = _Columns(rows, graph, str(path)).choose()
    is_present = column.accounts >= 0
    unknown = [name for name, there in zip(column.names, is_present, strict=True) if not there]
    if not is_present.any():
        raise _nobody(str(path), graph, unknown)
    _refuse_ambiguous(column, graph, str(path))
    if unknown:
        column.warnings.append(_unknown(str(path), graph, unknown, len(column.names)))
    accounts = np.array(list(dict.fromkeys(column.accounts[is_present].tolist())), dtype=np.int32)
    return AccountList(accounts, unknown, column.notes, column.warnings)


@dataclass
class _ListColumn:
    """The cells of a column that hold something, and the account that each names (-1: none)."""

    name: str
    names: list[str]
    accounts: Int64
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def matches(self) -> int:
        return int(np.count_nonzero(self.accounts >= 0))


class _Columns:
    """A list's columns, of which one names the accounts."""

    def __init__(self, rows: list[list[str]], graph: FollowGraph, where: str) -> None:
        self._graph = graph
        self._where = where
        width = max(map(len, rows), default=0)
        self._width = max(
            (i + 1 for i in range(width) if any(_cell(r, i) for r in rows)), default=0
        )
        self._header = rows[0] if self._has_header(rows) else None
        self._rows = rows if self._header is None else rows[1:]

    def choose(self) -> _ListColumn:
        """Choose the column by its name, else the first that names accounts."""
        columns = [self._column(i) for i in range(self._width)] or [_ListColumn("", [], _NOBODY)]
        if len(columns) == 1:
            if self._header is not None:
                columns[0].notes.append(f"{self._where}: header {self._header[0]!r} left out")
            return columns[0]
        by_name = [c for c in columns if self._header and self._rank(c.name) < len(_NAMES)]
        pool = by_name or columns
        column = next((c for c in pool if c.matches), pool[0])
        if by_name:
            column = min(pool, key=lambda c: (-c.matches, self._rank(c.name)))
            column.notes.append(f"{self._where}: accounts read from column {column.name!r}")
        else:
            column.warnings.append(
                f"{self._where}: no column's name says that it holds accounts, column"
                f" {column.name!r} is read; call it account"
            )
        return column

    def _has_header(self, rows: list[list[str]]) -> bool:
        """Whether the first row names columns: no cell is an account, one a usual name."""
        if len(rows) < 2 or (_look_up(self._graph, rows[0]) >= 0).any():
            return False
        if any(self._rank(cell) < len(_NAMES) for cell in rows[0]):
            return True
        below = [cell for row in rows[1:] for cell in row]
        return self._width > 1 and bool((_look_up(self._graph, below) >= 0).any())

    def _rank(self, name: str) -> int:
        """How usual a name for accounts is; the column of --list-column comes first."""
        key = name_key(name)
        if self._graph.list_column is not None and key == name_key(self._graph.list_column):
            return -1
        return _NAMES.index(key) if key in _NAMES else len(_NAMES)

    def _column(self, at: int) -> _ListColumn:
        cells = [cell for row in self._rows if (cell := _cell(row, at))]
        name = _cell(self._header, at) if self._header else ""
        return _ListColumn(name or str(at + 1), cells, _look_up(self._graph, cells))


_NOBODY = np.zeros(0, dtype=np.int64)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _look_up(graph: FollowGraph, names: Sequence[str]) -> Int64:
    """Return the account that each name means, -1 for none."""
    import pyarrow.compute as pc

    texts = pa.array(names, type=pa.string())
    if graph.names_normalised:
        texts = normalise_names(texts)
    if graph.list_column is None:
        return graph.index_of(texts)
    positions = pc.index_in(texts, value_set=_listed_names(graph))
    numbers: Int64 = pc.fill_null(positions, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return np.where(np.asarray(pc.equal(texts, "")), -1, numbers)


def _listed_names(graph: FollowGraph) -> pa.Array:
    """Return the accounts' names in the column of --list-column."""
    column = graph.accounts[graph.list_column].astype("string")
    names = pa.array(column.tolist(), from_pandas=True, type=pa.string()).fill_null("")
    return normalise_names(names) if graph.names_normalised else names


def _refuse_ambiguous(column: _ListColumn, graph: FollowGraph, where: str) -> None:
    """Refuse a name of --list-column that several accounts bear."""
    if graph.list_column is None:
        return
    import pyarrow.compute as pc

    names = _listed_names(graph)
    matches = names.take(pa.array(column.accounts[column.accounts >= 0]))
    counts = pc.value_counts(names.filter(pc.is_in(names, value_set=matches))).to_pylist()
    several = [c for c in counts if c["counts"] > 1]
    if several:
        name, count = several[0]["values"], several[0]["counts"]
        raise InputError(
            f"{count} accounts have {name!r} in column {graph.list_column!r}",
            where=where,
            do="list them by id",
        )


def _nobody(where: str, graph: FollowGraph, unknown: list[str]) -> InputError:
    if not unknown:
        return InputError("a list without a name", where=where, do="name accounts, one a line")
    noun = "its account is" if len(unknown) == 1 else f"none of its {len(unknown):,} accounts is"
    what = f"{noun}{' not' if len(unknown) == 1 else ''} in the graph: {_first(unknown)}"
    why = explain_unknown(_graph_names(graph), unknown, in_list=graph.list_column is None)
    return InputError(what, where=where, do=why or "write them as in the table of follows")


def _unknown(where: str, graph: FollowGraph, unknown: list[str], count: int) -> str:
    verb = "is" if len(unknown) == 1 else "are"
    of = f"{len(unknown):,} of {count:,} names {verb} not in the graph"
    return f"{where}: {of}: {_first(unknown)}"


def _first(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _graph_names(graph: FollowGraph) -> pa.Array:
    return graph.ids if graph.list_column is None else _listed_names(graph)


def _rows(path: str | os.PathLike[str], graph: FollowGraph) -> list[list[str]]:
    """Read the rows that are not blank, trimmed."""
    with open_source(Path(path)) as source:
        raw = Text(source.open()).read()
        source.refuse_change()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            "a line is not valid UTF-8", where=f"{path}:{number}", do="save the list as UTF-8"
        ) from error
    lines = _without_comments(list(io.StringIO(text, newline=None)), graph)
    first = next((text for text in lines if text.strip()), "")
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    rows = ([strip(cell) for cell in row] for row in csv.reader(lines, delimiter=delimiter))
    return [row for row in rows if any(row)]


def _without_comments(lines: list[str], graph: FollowGraph) -> list[str]:
    """Lines that don't start with # unless an account is called so."""
    marked = [text.strip() for text in lines if text.startswith("#")]
    accounts = {m for m, at in zip(marked, _look_up(graph, marked), strict=True) if at >= 0}
    return [text for text in lines if not text.startswith("#") or text.strip() in accounts]
