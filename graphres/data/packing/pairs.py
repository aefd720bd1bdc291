"""Follows in order and each once, sorted in parts that memory can hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graphres.data.packing.scratch import append, mapped, take
from graphres.graph import Adjacency
from graphres.kernels.arrays import Int32

Keys = npt.NDArray[np.int64]

#: Into how many parts a part is divided that memory can't hold.
_FAN = 64
_LOW = np.int64(0xFFFFFFFF)
_CHUNK = 1 << 20


def keys_of(rows: npt.NDArray[np.integer], targets: npt.NDArray[np.integer]) -> Keys:
    """Pairs of account numbers as one number each, in the same order.

    Examples
    --------
    >>> keys_of(np.array([0, 1]), np.array([7, 2])).tolist()
    [7, 4294967298]
    """
    return (rows.astype(np.int64) << np.int64(32)) | targets.astype(np.int64)


def ends_of(keys: Keys) -> tuple[Int32, Int32]:
    """The pairs again."""
    return (keys >> np.int64(32)).astype(np.int32), (keys & _LOW).astype(np.int32)


class PairSorter:
    """Sort keys, however many, and leave each once.

    Parameters
    ----------
    folder : Path
    name : str
        Of its files.
    bound : int
        All keys are in [0, bound).
    most : int
        So many keys are held at a time; parts with more are divided again.
    """

    def __init__(self, folder: Path, name: str, bound: int, most: int) -> None:
        self._folder = folder
        self._name = name
        self._most = most
        self.repeats = 0
        self._top = _Range(folder / name, 0, max(bound, 1))

    def add(self, keys: Keys) -> None:
        """Take keys."""
        self._top.divide(keys)

    def sorted(self) -> Iterator[Keys]:
        """All keys, ascending and distinct; `repeats` then counts those left out."""
        for part in self._top.parts():
            yield from self._sorted(part)

    def _sorted(self, part: _Range) -> Iterator[Keys]:
        count = part.size // 8
        if count <= self._most or part.width == 1:
            yield from self._distinct(part, count)
            return
        keys = mapped(part.path, np.int64)
        for start in range(0, count, self._most):
            part.divide(keys[start : start + self._most])
        del keys
        part.path.unlink()
        for each in part.parts():
            yield from self._sorted(each)

    def _distinct(self, part: _Range, count: int) -> Iterator[Keys]:
        if part.width == 1 and count:  # one key, however often
            part.path.unlink()
            self.repeats += count - 1
            yield np.array([part.low], dtype=np.int64)
            return
        keys = take(part.path, np.int64)
        keys.sort()
        is_new = np.ones(len(keys), dtype=bool)
        is_new[1:] = keys[1:] != keys[:-1]
        distinct = keys if is_new.all() else keys[is_new]
        self.repeats += len(keys) - len(distinct)
        if len(distinct):
            yield distinct


class _Range:
    """Keys in [low, low + width), in a file of their own, or divided among narrower ranges."""

    def __init__(self, path: Path, low: int, width: int) -> None:
        self.path = path
        self.low = low
        self.width = width
        self._step = -(-width // _FAN)

    @property
    def size(self) -> int:
        """Bytes of its file."""
        return self.path.stat().st_size if self.path.exists() else 0

    def divide(self, keys: Keys) -> None:
        """Put keys into the files of narrower ranges."""
        at = ((keys - self.low) // self._step).astype(np.int8)
        order = np.argsort(at, kind="stable")
        bounds = np.searchsorted(at[order], np.arange(_FAN + 1))
        for part in np.unique(at).tolist():
            append(self._path(part), keys[order[bounds[part] : bounds[part + 1]]])

    def parts(self) -> Iterator[_Range]:
        """The narrower ranges, ascending."""
        for part in range(_FAN):
            low = part * self._step
            if low < self.width:
                width = min(self._step, self.width - low)
                yield _Range(self._path(part), self.low + low, width)

    def _path(self, part: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{part}")


class RowWriter:
    """Write compressed rows, as pairs come in order.

    Parameters
    ----------
    folder : Path
    name : str
        Of its files.
    n : int
        Rows.
    """

    def __init__(self, folder: Path, name: str, n: int) -> None:
        self._offsets = folder / f"{name}.offsets"
        self._targets = folder / f"{name}.targets"
        self._n = n
        self._row = 0
        self._count = 0
        append(self._offsets, np.zeros(1, dtype=np.int64))

    def add(self, rows: Int32, targets: Int32) -> None:
        """Take the next pairs, ascending."""
        if len(rows):
            self._close_rows(int(rows[-1]), rows)
            append(self._targets, targets.astype(np.int32))
            self._count += len(rows)

    def _close_rows(self, until: int, rows: Int32) -> None:
        """Write where each row before ``until`` ends."""
        for start in range(self._row, until, _CHUNK):
            closing = np.arange(start, min(start + _CHUNK, until))
            ends = self._count + np.searchsorted(rows, closing, side="right")
            append(self._offsets, ends.astype(np.int64))
        self._row = max(self._row, until)

    def finish(self) -> Adjacency:
        """The rows, mapped into memory."""
        self._close_rows(self._n, np.zeros(0, dtype=np.int32))
        return Adjacency(mapped(self._offsets, np.int64), mapped(self._targets, np.int32))
