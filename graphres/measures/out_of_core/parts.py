"""Fold the parts of a store where an engine has workers for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.engine import Engine
from graphres.errors import InputError
from graphres.kernels.arrays import Int32, Mask
from graphres.measures.out_of_core.folding import Fold, fold_follows, merge_folds
from graphres.measures.out_of_core.stored import StoredFollows

Part = tuple[int, int]


@dataclass(frozen=True)
class Folding:
    """How to fold follows. The fold is the same whatever this says.

    Parameters
    ----------
    chunk : int, optional
        Follows set aside before they are merged into the tree; see `fold_follows`.
    engine : Engine, optional
        Who folds, each a part; this thread when absent.
    path, sha256 : str, optional
        Of the store, for an engine whose workers do not share the memory of this process; they
        refuse one with another hash (`graphres.data.store.Store.sha256`).
    parts : int, optional
        How many; as many as the engine has workers when absent. Each takes memory of its own.
    """

    chunk: int | None = None
    engine: Engine | None = None
    path: str | None = None
    sha256: str | None = None
    parts: int | None = None


def fold_by(
    folding: Folding,
    stored: StoredFollows,
    back: Int32,
    *,
    sources: Mask | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Fold:
    """Fold all follows, each part by a worker, and merge the folds two at a time.

    Examples
    --------
    >>> import numpy as np
    >>> from graphres import FollowGraph
    >>> from graphres.engine import Threads
    >>> from graphres.measures.out_of_core import rows_of
    >>> rows = rows_of(FollowGraph.from_pairs([("ann", "bob"), ("bob", "cem")]))
    >>> fold_by(Folding(engine=Threads(2)), rows, np.array([0, 2, 1], dtype=np.int32)).parent
    array([2, 2, 3], dtype=int32)
    """
    engine, chunk = folding.engine, folding.chunk
    if engine is None:
        return fold_follows(stored, back, sources=sources, chunk=chunk, on_progress=on_progress)
    shared = engine.share((back, sources))
    source = stored if folding.path is None else _Place(folding.path, folding.sha256)
    items = [
        (source, part, chunk)
        for part in _parts(len(stored.following_targets), folding.parts or engine.workers)
    ]
    fold = engine.reduce(_fold_part, merge_folds, items, shared, on_progress=on_progress)
    return Fold(*map(_aligned, fold))


def _parts(stored: int, count: int) -> list[Part]:
    """So many parts of nearly one size, each a range of follows."""
    ends = [i * stored // count for i in range(count + 1)]
    return list(pairwise(ends))


def _fold_part(
    item: tuple[_Place | StoredFollows, Part, int | None], shared: tuple[Int32, Mask | None]
) -> Fold:
    """One part, wherever this runs."""
    source, (first, stop), chunk = item
    back, sources = _aligned(shared[0]), shared[1]
    stored = _opened(source, len(back)) if isinstance(source, _Place) else source
    return fold_follows(stored, back, sources=sources, first=first, stop=stop, chunk=chunk)


def _aligned(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array as kernels want it: one that came over a network may begin at any byte."""
    return np.require(array, requirements="A")


class _Place(NamedTuple):
    """Where a worker finds the store, and the hash that it must have."""

    path: str
    sha256: str | None


@lru_cache(maxsize=1)
def _opened(place: _Place, accounts: int) -> StoredFollows:
    """A store, opened once a worker; who sent the task has looked at its bytes.

    Raises
    ------
    InputError
        For another store than the one that task is about.
    """
    from graphres.data.store import open_store

    store = open_store(place.path, in_full=False)
    if place.sha256 not in (None, store.sha256):
        raise InputError(
            "a worker finds another store here",
            where=place.path,
            do="put the store where all workers read the same files",
        )
    if store.accounts != accounts:
        raise InputError(
            f"holds {store.accounts:,} accounts, and a table of accounts adds others",
            where=place.path,
            do="pack it with that table: graphres pack FOLLOWS --accounts FILE",
        )
    return store
