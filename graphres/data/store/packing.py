"""`pack`: write a graph as a store."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from graphres.data.store.accounts import write_accounts
from graphres.data.store.arrow_files import write_batch, write_rows
from graphres.data.store.folder import check_place, need_disk, written_folder
from graphres.data.store.hashes import hash_file
from graphres.data.store.manifest import MOST_ACCOUNTS, Manifest
from graphres.data.store.parquet import write_parquet
from graphres.engine.pool import map_in_order
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph

#: What else a store may hold, for others to read.
ALSO = ("parquet",)

_ROOM = 1 << 20


class Report(Protocol):
    """What `graphres.read_follows` says of a reading."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries, lists, numbers and text."""


def pack(
    graph: FollowGraph,
    path: str | os.PathLike[str],
    report: Report | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    also: tuple[str, ...] = (),
    force: bool = False,
) -> Manifest:
    """Write a graph as a store, a folder that `graphres.read_follows` and every command opens.

    Parameters
    ----------
    graph : FollowGraph
    path : path
        The folder, by custom ending in ``.fgr``; it appears when all is written.
    report : ReadReport, optional
        What the reading of the graph dropped and noticed, to be told whenever it is opened.
    options : mapping, optional
        With which reading options it was read, by the names of `graphres.read_follows`:
        ``probability`` and ``layer`` are the names by which its probabilities and platforms are
        asked for later, which are those words where they are not given.
    also : tuple of {'parquet'}
        Write ``follows.parquet`` and ``accounts.parquet`` too.
    force : bool
        Replace a store that stands there.

    Returns
    -------
    Manifest

    Raises
    ------
    UsageError
        Where something stands there; for attributes that would not come back as they are.
    InputError
        For more accounts than can be numbered.
    UnfinishedError
        Where it can't be written.

    Notes
    -----
    O(n + m) time; beside the graph, memory for the text of its names.

    Examples
    --------
    >>> import tempfile
    >>> from graphres import FollowGraph, read_follows
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pack(graph, f"{folder}/who.fgr")
    ...     read_follows(f"{folder}/who.fgr")[0]
    <FollowGraph 3 accounts, 2 follows, follower -> followed>
    """
    place = Path(path)
    _check(graph, also, place)
    check_place(place, force=force)
    need_disk(place.resolve().parent, _size(graph), "a store of this graph")
    told = dict(options or {})
    with written_folder(place, force=force) as folder:
        _write_parts(folder, graph)
        if "parquet" in also:
            write_parquet(folder, graph)
        return sealed(folder, _manifest(graph, report, told))


def sealed(folder: Path, manifest: Manifest) -> Manifest:
    """Hash all files of a folder, and write its manifest."""
    names = sorted(file.name for file in folder.iterdir())
    hashes = map_in_order(hash_file, [folder / name for name in names])
    complete = replace(manifest, files=dict(zip(names, hashes, strict=True)))
    complete.write(folder)
    return complete


def _check(graph: FollowGraph, also: tuple[str, ...], place: Path) -> None:
    if graph.n > MOST_ACCOUNTS:
        raise InputError(
            f"{graph.n:,} accounts, more than the {MOST_ACCOUNTS:,} that can be numbered",
            where=str(place),
        )
    unknown = [name for name in also if name not in ALSO]
    if unknown:
        raise UsageError(f"no form {unknown[0]!r}", where="--also", do=f"say {', '.join(ALSO)}")
    if not graph.directed and graph.followers is not graph.following:
        raise UsageError("an undirected graph has one set of rows", do="build it by from_follows")


def _size(graph: FollowGraph) -> int:
    """Bytes that a store of it takes, about."""
    rows = graph.following.targets.nbytes + graph.following.offsets.nbytes
    marks = [graph.probability, None if graph.layers is None else graph.layers.of]
    beside: int = sum(values.nbytes for values in marks if values is not None)
    names: int = graph.ids.nbytes
    return _ROOM + rows * (2 if graph.directed else 1) + beside + 2 * names


def _write_parts(folder: Path, graph: FollowGraph) -> None:
    write_accounts(folder / "accounts.arrow", graph.ids, graph.attributes)
    write_rows(folder / "following.arrow", "following", graph.following)
    if graph.directed:
        write_rows(folder / "followers.arrow", "followers", graph.followers)
    for file, columns in _columns(graph).items():
        arrays = {name: pa.array(values) for name, values in columns.items()}
        fields = [pa.field(name, array.type, nullable=False) for name, array in arrays.items()]
        batch = pa.record_batch(list(arrays.values()), schema=pa.schema(fields))
        write_batch(folder / f"{file}.arrow", batch)


def _columns(graph: FollowGraph) -> dict[str, dict[str, Any]]:
    """What there is beside names and rows: file -> column -> values."""
    layers = None if graph.layers is None else graph.layers.of
    files: dict[str, dict[str, Any]] = {
        "probability": {"probability": graph.probability},
        "layers": {"layers": layers},
        "coverage": {"followers_total": graph.followers_total, "crawled": graph.crawled},
    }
    there = {
        file: {name: np.asarray(values) for name, values in columns.items() if values is not None}
        for file, columns in files.items()
    }
    return {file: columns for file, columns in there.items() if columns}


def _manifest(graph: FollowGraph, report: Report | None, options: dict[str, Any]) -> Manifest:
    probability, layer = options.get("probability"), options.get("layer")
    return Manifest(
        accounts=graph.n,
        follows=graph.m,
        directed=graph.directed,
        names_normalised=graph.names_normalised,
        list_column=graph.list_column,
        probability=None if graph.probability is None else probability or "probability",
        layer=None if graph.layers is None else layer or "layer",
        layers=() if graph.layers is None else graph.layers.names,
        attributes=None if graph.attributes is None else tuple(graph.attributes.columns),
        options=options,
        report=None if report is None else report.to_dict(),
    )
