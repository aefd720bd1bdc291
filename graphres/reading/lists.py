"""Lists of accounts: a moderator's choice, accounts to protect, sources of a message."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.reading.handles import normalised_names
from graphres.reading.streams.sources import open_source
from graphres.reading.streams.text import Text, strip
from graphres.reading.tables.headers import ACCOUNT_NAMES, name_key

__all__ = ["read_ids", "read_known_ids"]

_DELIMITERS = "\t;|,"


def read_ids(path: str | os.PathLike[str], graph: FollowGraph) -> npt.NDArray[np.int32]:
    """The accounts that the first column of a file names, in its order, each once.

    A first cell that is no account but a usual name for one (``account``, ``id``, ``handle`` …) is
    taken for a header. Blank lines and lines that start with ``#`` are passed over.

    Parameters
    ----------
    path : path
        Text in UTF-8 (or with a byte-order mark), compressed or not.
    graph : FollowGraph
        Where the accounts are looked up, exactly as written; without @ and case where the graph's
        own names were read so.

    Returns
    -------
    ndarray of int32, shape (K,)

    Raises
    ------
    InputError
        When the file can't be read, or names accounts that the graph does not have: the first
        five are named.
    """
    found, strangers = read_known_ids(path, graph)
    if strangers:
        first = ", ".join(strangers[:5]) + (", …" if len(strangers) > 5 else "")
        noun = "account is" if len(strangers) == 1 else "accounts are"
        raise InputError(
            f"{len(strangers)} {noun} not in the graph: {first}",
            where=str(path),
            do="write them as in the table of follows, or take them out",
        )
    return found


def read_known_ids(
    path: str | os.PathLike[str], graph: FollowGraph
) -> tuple[npt.NDArray[np.int32], list[str]]:
    """The accounts of the graph that a file names, and the names that it does not have.

    As `read_ids`, for lists that speak of more than the graph.
    """
    named = _first_column(path)
    found = graph.index_of(_as_in(graph, named))
    if len(named) > 1 and found[0] < 0 and name_key(named[0]) in ACCOUNT_NAMES:
        named, found = named[1:], found[1:]
    strangers = [name for name, number in zip(named, found, strict=True) if number < 0]
    known = dict.fromkeys(found[found >= 0].tolist())
    return np.array(list(known), dtype=np.int32), strangers


def _as_in(graph: FollowGraph, names: list[str]) -> list[str]:
    """Names as the graph has them."""
    if not graph.names_normalised:
        return names
    plain: list[str] = normalised_names(pa.array(names, type=pa.string())).to_pylist()
    return plain


def _first_column(path: str | os.PathLike[str]) -> list[str]:
    raw = Text(open_source(Path(path)).open()).read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            "a line is not valid UTF-8", where=f"{path}:{line}", do="save the list as UTF-8"
        ) from error
    lines = [line for line in io.StringIO(text, newline=None) if not line.startswith("#")]
    first = next((line for line in lines if line.strip()), "")
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    cells = (strip(row[0]) for row in csv.reader(lines, delimiter=delimiter) if row)
    return [cell for cell in cells if cell]
