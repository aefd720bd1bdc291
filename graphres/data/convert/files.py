"""A follower graph as a file that others read: CSV, Parquet, GraphML, GEXF, SNAP's edge lists."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from graphres.close_matches import suggest
from graphres.data.convert.frames import to_pandas
from graphres.data.convert.markup import write_markup
from graphres.engine.atomic_write import Batch
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import pandas as pd


def write_follows(
    graph: FollowGraph,
    path: str | os.PathLike[str],
    *,
    accounts: str | os.PathLike[str] | None = None,
) -> None:
    """Write a follower graph to a file, whole or not at all.

    Parameters
    ----------
    graph : FollowGraph
    path : path
        Its suffix says how: ``.csv``, ``.parquet``, ``.graphml``, ``.gexf``, or ``.txt`` for an
        edge list as SNAP has them (follower, TAB, followed; the header in comments).
    accounts : path, optional
        ``.csv`` or ``.parquet``: the table of accounts too, which CSV, Parquet and SNAP have no
        room for. Without it they hold follows alone, and no account without any.

    Raises
    ------
    UsageError
        For a suffix that is none of these.
    InputError
        For names that the format has no way to say: blanks at an end of a name or a TAB in SNAP's
        lists, control characters in GraphML and GEXF.

    Notes
    -----
    O(n + m). `graphres.read_follows` reads all of them again, ids and attributes as they were; days
    and times are text in GraphML and GEXF.

    Examples
    --------
    >>> import tempfile
    >>> from graphres.data.reading import read_follows
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_follows(graph, f"{folder}/who.gexf")
    ...     read_follows(f"{folder}/who.gexf")[0]
    <FollowGraph 3 accounts, 2 follows, follower -> followed>
    """
    write = _writer(path, _GRAPHS)
    write_accounts = None if accounts is None else _writer(accounts, _TABLES)
    with Batch() as batch:
        with batch.writing(Path(path)) as part, part.open("wb") as out:
            write(graph, out)
        if accounts is not None and write_accounts is not None:
            with batch.writing(Path(accounts)) as part, part.open("wb") as out:
                write_accounts(to_pandas(graph)[1], out)


def _writer(path: str | os.PathLike[str], known: dict[str, Any]) -> Any:
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        raise UsageError("its suffix names no format", where=str(path), do=suggest(suffix, known))
    return known[suffix]


def _csv(table: pd.DataFrame, out: BinaryIO) -> None:
    text = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    out.write(text.encode("utf-8"))


def _parquet(table: pd.DataFrame, out: BinaryIO) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), out)


def _snap(graph: FollowGraph, out: BinaryIO) -> None:
    """As SNAP's own files are: a header of comments, then a pair a line."""
    kind = "Directed" if graph.directed else "Undirected"
    text = io.StringIO(newline="")
    text.write(f"# {kind} graph: follower, then followed\n")
    text.write(f"# Nodes: {graph.n} Edges: {graph.m}\n# FromNodeId\tToNodeId\n")
    for name in graph.ids.to_pylist():
        if not name or name != name.strip() or any(sign in name for sign in '\t\n\r"#'):
            raise InputError(
                f"an edge list has no way to say the name {name!r}", do="write CSV or Parquet"
            )
    follows = to_pandas(graph)[0]
    pairs = zip(follows["follower"], follows["followed"], strict=True)
    text.writelines(f"{follower}\t{followed}\n" for follower, followed in pairs)
    out.write(text.getvalue().encode("utf-8"))


def _follows(write: Callable[[pd.DataFrame, BinaryIO], None]) -> Any:
    return lambda graph, out: write(to_pandas(graph)[0], out)


_TABLES = {".csv": _csv, ".parquet": _parquet}

_GRAPHS = {
    ".csv": _follows(_csv),
    ".parquet": _follows(_parquet),
    ".graphml": lambda graph, out: write_markup(graph, out, "graphml"),
    ".gexf": lambda graph, out: write_markup(graph, out, "gexf"),
    ".txt": _snap,
}
