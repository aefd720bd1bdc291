"""`pack_bounded`: the store of a table that is larger than memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.packing.numbering import Numbering
from graphres.data.packing.pairs import PairSorter, RowWriter, ends_of, keys_of
from graphres.data.packing.scratch import scratch_folder
from graphres.data.reading.account_table import describe_parts
from graphres.data.reading.damaged_ids import find_suspicious_ids
from graphres.data.reading.handles import normalise_handles
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.plausibility import check_plausibility, tell_first_row
from graphres.data.reading.remarks import check_rows, warn_of_no_follows
from graphres.data.reading.report import ReadReport
from graphres.data.reading.stored import packing_options
from graphres.data.reading.streaming import FollowStream, check_options, stream_follows
from graphres.data.reading.streams.raw import Progress
from graphres.data.reading.streams.sources import Source, open_source
from graphres.data.reading.tables.layout import TIES
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.data.store import Manifest, pack
from graphres.data.store.accounts import SHORT_TEXT
from graphres.data.store.folder import need_disk
from graphres.data.store.manifest import MOST_ACCOUNTS
from graphres.engine.memory import format_size
from graphres.errors import UnfinishedError
from graphres.graph import Dropped, FollowGraph

#: What the interpreter and its libraries take before any row is read.
_BASE = 200_000_000
#: Bytes that a row takes while a batch is coded, and a key while it is sorted.
_ROW, _KEY = 340, 40
#: For a byte of text: bytes of names with their places, and all that goes to the disk.
_PARTS, _DISK = 16, 8
#: Bytes of text in a byte of Parquet, or of a compressed table.
_PACKED = 8
_NAME = 150
#: Rows among which one is told as a sentence.
_HEAD = 1000


@dataclass(frozen=True)
class Plan:
    """How much is held at a time.

    Parameters
    ----------
    rows : int
        Rows of a batch.
    keys : int
        Follows that are sorted at a time.
    parts : int
        Parts of the names.
    names : int
        So many names are compared with each other.
    """

    rows: int
    keys: int
    parts: int
    names: int

    @classmethod
    def within(cls, memory: int, size: int) -> Plan:
        """What fits into some bytes of memory, for a table of some bytes.

        Raises
        ------
        UnfinishedError
            For less memory than the program itself takes.

        Examples
        --------
        >>> Plan.within(2 * 10**9, 10**10)
        Plan(rows=5294117, keys=45000000, parts=89, names=12000000)
        """
        left = memory - _BASE
        if left < _BASE // 4:
            raise UnfinishedError(
                f"{format_size(memory)} is too little", where="--memory", do="allow 250MB or more"
            )
        parts = min(4096, 1 + _PARTS * size // left)
        return cls(left // _ROW, left // _KEY, int(parts), left // _NAME)


def pack_bounded(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    path: str | os.PathLike[str],
    *,
    plan: Plan | int,
    options: ReadOptions | None = None,
    scratch: str | os.PathLike[str] | None = None,
    also: tuple[str, ...] = (),
    force: bool = False,
    on_read: Callable[[ReadReport], None] = lambda report: None,
    on_progress: Progress | None = None,
) -> Manifest:
    """Pack a table without holding it: the store is that of `pack`, byte for byte.

    Parameters
    ----------
    source : as in `graphres.read_follows`
        CSV or Parquet, one file or parts.
    path : path
        The store.
    plan : Plan or int
        How much to hold at a time, or the bytes of memory that it may take.
    options : ReadOptions, optional
        Those that say how a row is read.
    scratch : path, optional
        The folder for what memory can't hold; the store's own if not given.
    also, force
        As in `pack`.
    on_read : callable, optional
        Called with the report of reading before the store is written.
    on_progress : callable, optional
        Called with (bytes read, bytes in all).

    Raises
    ------
    InputError
        For a table that can't be read.
    UsageError
        For options that need the graph in memory.
    UnfinishedError
        For a table that only a look at all rows can tell how to read; for too little disk.

    Notes
    -----
    O(rows log rows) time. Beside what the plan says, nothing that grows with rows or accounts is
    held; pages of mapped files are the system's.
    """
    how = options or ReadOptions()
    check_options(how)
    place = Path(path)
    parent = place.resolve().parent if scratch is None else Path(scratch)
    with open_source(source, on_progress=on_progress, max_bytes=how.bound) as opened:
        held = Plan.within(plan, _text_size(opened)) if isinstance(plan, int) else plan
        need_disk(parent, _DISK * _text_size(opened), "packing this")
        with scratch_folder(parent) as folder:
            stream = stream_follows(opened, how, held.rows)
            graph, dropped, sentence = _graph(stream, how, held, folder)
            report = _report(opened, stream, how, held, graph, dropped, sentence)
            on_read(report)
            return pack(graph, place, report, options=packing_options(how), also=also, force=force)


def _text_size(source: Source) -> int:
    """Bytes of the table as plain text, about."""
    parts = source.parts or (source,)
    is_plain = source.format != "parquet" and all(part.is_plain for part in parts)
    return source.size * (1 if is_plain else _PACKED)


def _graph(
    stream: FollowStream, how: ReadOptions, held: Plan, folder: Path
) -> tuple[FollowGraph, Dropped, str | None]:
    """The graph on disk, what was dropped, and the first row as a sentence."""
    numbering = Numbering(folder, held.parts, MOST_ACCOUNTS)
    sentence = None
    for batch in stream:
        before = stream.rows - batch.count
        if sentence is None and before < _HEAD:
            sentence = _sentence(replace(batch, dropped_first=before), stream, how)
        keys = (
            [normalise_handles(key) for key in batch.keys] if how.normalize_handles else batch.keys
        )
        numbering.add(*keys)
    if stream.last is None:
        check_rows(_none(stream), stream.columns.where)
    ids = numbering.settle()
    rows, dropped = _rows(numbering, stream, how, held, folder)
    graph = FollowGraph(
        ids, *rows, directed=not how.undirected, names_normalised=how.normalize_handles
    )
    return graph, dropped, sentence


def _none(stream: FollowStream) -> TableRows:
    return TableRows(
        stream.layout, ColumnSelection((), ()), [], {}, lines=np.zeros(0, dtype=np.int64)
    )


def _sentence(batch: TableRows, stream: FollowStream, how: ReadOptions) -> str | None:
    """The first row of two accounts as a sentence, where the table's head tells its line."""
    lines = batch.lines

    def line_of(row: int) -> int:
        if lines is None:
            raise _UnknownLineError
        return int(lines[row])

    try:
        return tell_first_row(batch, stream.columns, line_of, directed=not how.undirected)
    except _UnknownLineError:
        return None


class _UnknownLineError(Exception):
    """The head of the table does not tell a line."""


def _rows(
    numbering: Numbering, stream: FollowStream, how: ReadOptions, held: Plan, folder: Path
) -> tuple[tuple[Any, Any], Dropped]:
    """Followers and following of distinct follows, and what was dropped."""
    n, ends = numbering.accounts, stream.columns.ends
    pairs = PairSorter(folder, "pairs", n << 32, held.keys)
    for first, second in numbering.rows():
        follower, followed = (first, second) if ends.follower < ends.followed else (second, first)
        if how.undirected:
            follower, followed = np.minimum(follower, followed), np.maximum(follower, followed)
        pairs.add(keys_of(follower, followed))
    back = PairSorter(folder, "back", n << 32, held.keys)
    writer = RowWriter(folder, "following", n)
    self_follows = 0
    for keys in pairs.sorted():
        rows, targets = ends_of(keys)
        apart = rows != targets
        self_follows += int(len(keys) - apart.sum())
        rows, targets = rows[apart], targets[apart]
        if how.undirected:
            back.add(keys[apart])
        else:
            writer.add(rows, targets)
        back.add(keys_of(targets, rows))
    dropped = Dropped(pairs.repeats, self_follows)
    turned = writer if how.undirected else RowWriter(folder, "followers", n)
    for keys in back.sorted():
        turned.add(*ends_of(keys))
    followers = turned.finish()
    return (followers, followers if how.undirected else writer.finish()), dropped


def _report(
    source: Source,
    stream: FollowStream,
    how: ReadOptions,
    held: Plan,
    graph: FollowGraph,
    dropped: Dropped,
    sentence: str | None,
) -> ReadReport:
    """The report that `read_follows` gives."""
    layout, columns = stream.layout, stream.columns
    assert stream.last is not None
    noticed = check_plausibility(stream.last, columns).warnings if stream.rows > 1 else []
    odd, notes = _name_warnings(graph, held)
    warnings = [each for each in layout.warnings if graph.directed or each != TIES]
    warnings += [*columns.decision.warnings, *noticed, *_size_warning(stream), *odd]
    return ReadReport(
        source=source.name,
        sha256=source.sha256,
        bytes=source.size,
        format=source.format,
        follower_column=_shown(layout.header, columns.ends.follower),
        followed_column=_shown(layout.header, columns.ends.followed),
        header=layout.header is not None,
        rows_read=stream.rows,
        follows_kept=graph.m,
        repeated_rows=dropped.repeated_rows,
        self_follows=dropped.self_follows,
        blank_lines=stream.blank_lines,
        repeated_headers=stream.repeated_headers,
        warnings=[*warnings, *warn_of_no_follows(graph, source.name)],
        notes=[*layout.notes, *columns.decision.notes, *notes],
        first_row=sentence,
        parts=describe_parts(source),
    )


def _shown(header: tuple[str, ...] | None, at: int) -> str:
    return header[at] if header else str(at + 1)


def _size_warning(stream: FollowStream) -> list[str]:
    said = stream.layout.promised_rows
    if said is None or said == stream.rows:
        return []
    return [f"the size line promises {said} rows, but there are {stream.rows}"]


def _name_warnings(graph: FollowGraph, held: Plan) -> tuple[list[str], list[str]]:
    """What is odd about names; compared in parts, with a note, where memory can't hold them."""
    letters = pc.sum(pc.binary_length(graph.ids)).as_py() or 0
    if graph.n <= held.names and letters <= SHORT_TEXT:
        return find_suspicious_ids(graph.ids.cast(pa.string())), []
    parts = [graph.ids.slice(at, held.names) for at in range(0, graph.n, held.names)]
    found = [line for part in parts for line in find_suspicious_ids(part.cast(pa.string()))]
    note = f"names were compared with each other in {len(parts)} parts, to save memory"
    return found, [note]
