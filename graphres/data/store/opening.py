"""`open_store`: a store as arrays that lie in its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.data.store.accounts import read_attributes, read_ids
from graphres.data.store.arrow_files import read_rows, read_values
from graphres.data.store.checking import check_pair
from graphres.data.store.hashes import verify_files
from graphres.data.store.manifest import MANIFEST, Manifest
from graphres.errors import InputError
from graphres.graph import Adjacency, FollowGraph
from graphres.graph.layers import MOST_LAYERS, Layers

_PARTS = ("accounts", "following", "followers", "probability", "layers", "coverage")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Store:
    """A store that is open: use `open_store`.

    Parameters
    ----------
    path : Path
    manifest : Manifest
    sha256 : str
        Of its manifest, which holds those of all other files.
    following, followers : Adjacency
        As in `FollowGraph`; memory-mapped.
    """

    path: Path
    manifest: Manifest
    sha256: str
    following: Adjacency
    followers: Adjacency

    @property
    def accounts(self) -> int:
        """How many accounts there are, n."""
        return self.manifest.accounts

    @property
    def follows(self) -> int:
        """How many distinct follows there are, m; ties when undirected."""
        return self.manifest.follows

    @property
    def directed(self) -> bool:
        """False when every follow is a mutual tie."""
        return self.manifest.directed

    @property
    def bytes(self) -> int:
        """Size of all files that the manifest names."""
        return sum(file.bytes for file in self.manifest.files.values())

    @property
    def following_indptr(self) -> npt.NDArray[np.int64]:
        """Where the row of each account begins in `following_targets`, shape (n + 1,)."""
        return self.following.offsets

    @property
    def following_targets(self) -> npt.NDArray[np.int32]:
        """Whom the accounts follow, row after row, shape (m,); twice m when undirected."""
        return self.following.targets

    @property
    def followers_indptr(self) -> npt.NDArray[np.int64]:
        """Where the row of each account begins in `followers_targets`, shape (n + 1,)."""
        return self.followers.offsets

    @property
    def followers_targets(self) -> npt.NDArray[np.int32]:
        """Who follows the accounts, row after row, shape (m,); twice m when undirected."""
        return self.followers.targets

    @cached_property
    def ids(self) -> pa.Array:
        """The accounts' names: ``string``, or ``large_string`` beyond 2 GiB."""
        return read_ids(self._accounts, self.accounts, str(self.path))

    def graph(self, *, probability: bool = True, layers: bool = True) -> FollowGraph:
        """The graph; its rows, probabilities and platforms stay in their files.

        Without ``probability`` or ``layers``, as if these had not been packed.
        """
        where, told = str(self.path), self.manifest
        graph = FollowGraph(
            self.ids,
            self.followers,
            self.following,
            told.directed,
            None if told.attributes is None else read_attributes(self._accounts, where),
            names_normalised=told.names_normalised,
            list_column=told.list_column,
            **self._coverage(),
        )
        if probability and told.probability is not None:
            graph = replace(graph, probability=self._probability())
        if layers and told.layer is not None:
            graph = replace(graph, layers=self._layers())
        return graph

    @property
    def _accounts(self) -> Path:
        return self.path / "accounts.arrow"

    def _coverage(self) -> dict[str, Any]:
        if "coverage.arrow" not in self.manifest.files:
            return {}
        types = {"followers_total": pa.float64(), "crawled": pa.bool_()}
        return self._values("coverage.arrow", types, self.accounts)

    def _probability(self) -> npt.NDArray[np.float64]:
        values = self._one("probability", pa.float64())
        if not bool(np.all((values >= 0) & (values <= 1))):
            raise self._damaged("probabilities are not within 0 and 1")
        return values

    def _layers(self) -> Layers:
        names, of = self.manifest.layers, self._one("layers", pa.uint64())
        if len(names) > MOST_LAYERS or bool(np.any(of >> np.uint64(len(names)))):
            raise self._damaged("follows stand on platforms that it does not name")
        return Layers(names, of)

    def _one(self, name: str, kind: pa.DataType) -> npt.NDArray[Any]:
        found = self._values(f"{name}.arrow", {name: kind}, self.manifest.stored)
        if not found:
            raise self._damaged(f"{name}.arrow has no column {name!r}")
        values: npt.NDArray[Any] = found[name]
        return values

    def _values(self, file: str, types: Mapping[str, pa.DataType], length: int) -> dict[str, Any]:
        found = read_values(self.path / file, types, str(self.path))
        if any(len(values) != length for values in found.values()):
            raise self._damaged(f"{file} does not hold {length:,} values")
        return found

    def _damaged(self, what: str) -> InputError:
        return InputError(f"damaged: {what}", where=str(self.path), do="pack it again")


def open_store(
    path: str | os.PathLike[str],
    *,
    in_full: bool | None = None,
    on_progress: Progress | None = None,
) -> Store:
    """Open a store: its arrays are mapped into memory, and looked at before they are followed.

    Parameters
    ----------
    path : path
        The folder.
    in_full : bool, optional
        True: every byte is hashed. False: none is, for those who have opened it just before. If
        not given, every byte of up to 2 GiB, and so much of more, as `verify_files` chooses.
    on_progress : callable, optional
        Called with (blocks hashed, blocks to hash).

    Returns
    -------
    Store

    Raises
    ------
    InputError
        For what is no store, one of a newer format, and one that is damaged: files of another
        size or hash than their manifest says, rows that lead outside of their file or name no
        account, followers that are not those who follow.

    Notes
    -----
    O(n + m); sizes, the manifest and the ranges of rows are checked whatever ``in_full`` says.

    Examples
    --------
    >>> import tempfile
    >>> from graphres import FollowGraph, pack
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pack(FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")]), f"{folder}/a.fgr")
    ...     store = open_store(f"{folder}/a.fgr")
    ...     store.accounts, store.followers_indptr.tolist(), store.followers_targets.tolist()
    (3, [0, 0, 2, 2], [0, 2])
    """
    folder, where = Path(path), str(path)
    manifest = Manifest.read(folder, where)
    _check_sizes(folder, manifest, where)
    if in_full is not False:
        parts = {n: f for n, f in manifest.files.items() if n in {f"{p}.arrow" for p in _PARTS}}
        verify_files(folder, parts, name=where, in_full=in_full, on_progress=on_progress)
    following = read_rows(folder / "following.arrow", "following", where)
    followers = (
        read_rows(folder / "followers.arrow", "followers", where)
        if manifest.directed
        else following
    )
    check_pair(following, followers, manifest.accounts, manifest.stored, where)
    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return Store(folder, manifest, digest, following, followers)


def _check_sizes(folder: Path, manifest: Manifest, where: str) -> None:
    """See that every file is there, and as long as it was."""
    needed = {"accounts.arrow", "following.arrow"}
    needed |= {"followers.arrow"} if manifest.directed else set()
    needed |= {"probability.arrow"} if manifest.probability is not None else set()
    needed |= {"layers.arrow"} if manifest.layer is not None else set()
    for name in sorted(needed | manifest.files.keys()):
        if name not in manifest.files or Path(name).name != name:
            raise InputError(f"{MANIFEST} is damaged ({name})", where=where, do="pack it again")
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            raise InputError(
                f"incomplete: it has no {name}", where=where, do="copy it again, or pack it again"
            ) from error
        if size != manifest.files[name].bytes:
            raise InputError(
                f"damaged: {name} holds {size:,} bytes, not {manifest.files[name].bytes:,}",
                where=where,
                do="copy it again, or pack it again",
            )
