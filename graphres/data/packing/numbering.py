"""Accounts numbered by first appearance, without ever holding all their names.

Every batch of rows numbers its own names. These go to parts by a hash of the name, so that all
places of one name are in one part. A part tells which of its names a batch was the first to hold;
batch by batch these get the next numbers, in the order in which the batch holds them; and the
numbers go back the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.data.packing.scratch import append, mapped, take
from graphres.data.reading.tables.encode import (
    Coded,
    name_integers,
    number_accounts,
    number_jointly,
)
from graphres.errors import InputError
from graphres.kernels.arrays import Int32
from graphres.kernels.hashing import hash_ids

Ends = tuple[Int32, Int32]

_PLACE = np.dtype([("batch", np.int32), ("at", np.int32), ("code", np.int32)])
_FIRST = np.dtype([("at", np.int32), ("part", np.int32), ("code", np.int32)])
_NUMBER = np.dtype([("at", np.int32), ("number", np.int32)])


class Numbering:
    """Names of many batches of rows as account numbers.

    Parameters
    ----------
    folder : Path
        For files.
    parts : int
        Among which names are divided; one part is held at a time.
    most : int
        Accounts that can be numbered.
    """

    def __init__(self, folder: Path, parts: int, most: int) -> None:
        self._folder = folder
        self._parts = parts
        self._most = most
        self._batches = 0
        self.accounts = 0

    def add(self, first: Coded, second: Coded) -> None:
        """Take the next rows, both columns in the order of the file. O(rows) memory."""
        pair = number_jointly(first, second)
        numbered = number_accounts(pair.first.copy(), pair.second.copy(), pair.size)
        names = (pair.names or name_integers(pair.size)).take(pa.array(numbered.order))
        batch, self._batches = self._batches, self._batches + 1
        for end in (numbered.first, numbered.second):
            append(self._file("rows", batch), end)
        self._write_names(self._file("names", batch), names)
        self._divide(batch, names)

    def _divide(self, batch: int, names: pa.StringArray) -> None:
        """Put every name of a batch, and its place there, into its part."""
        part = (_hashes(names) % np.uint64(self._parts)).astype(np.int32)
        order = np.argsort(part, kind="stable").astype(np.int32)
        bounds = np.searchsorted(part[order], np.arange(self._parts + 1))
        for each in range(self._parts):
            at = order[bounds[each] : bounds[each + 1]]
            if len(at):
                places = np.zeros(len(at), dtype=_PLACE)
                places["batch"], places["at"] = batch, at
                append(self._file("places", each), places)
                self._append_names(each, names.take(pa.array(at)))

    def settle(self) -> pa.LargeStringArray:
        """Number all names that were taken; these names in order, where they lie on disk.

        Raises
        ------
        InputError
            For more accounts than can be numbered.
        """
        for part in range(self._parts):
            self._find_firsts(part)
        for batch in range(self._batches):
            self._give_numbers(batch)
        for part in range(self._parts):
            self._send_back(part)
        return self._names()

    def rows(self) -> Iterator[Ends]:
        """All rows as account numbers, batch by batch as they came."""
        for batch in range(self._batches):
            found = take(self._file("back", batch), _NUMBER)
            numbers = np.empty(len(found), dtype=np.int32)
            numbers[found["at"]] = found["number"]
            first, second = take(self._file("rows", batch), np.int32).reshape(2, -1)
            yield numbers[first], numbers[second]

    def _find_firsts(self, part: int) -> None:
        """Code the names of a part, and tell each batch which of them it is the first to hold."""
        places = take(self._file("places", part), _PLACE)
        if not len(places):
            return
        # Codes rise by first appearance, and places stand in the order of batches.
        places["code"] = self._part_names(part).dictionary_encode().indices.to_numpy()
        append(self._file("coded", part), places)
        codes = places["code"]
        is_first = np.ones(len(codes), dtype=bool)
        is_first[1:] = codes[1:] > np.maximum.accumulate(codes)[:-1]
        firsts = places[is_first]
        bounds = np.searchsorted(firsts["batch"], np.arange(self._batches + 1))
        for batch in np.unique(firsts["batch"]).tolist():
            own = firsts[bounds[batch] : bounds[batch + 1]]
            told = np.zeros(len(own), dtype=_FIRST)
            told["at"], told["part"], told["code"] = own["at"], part, own["code"]
            append(self._file("firsts", batch), told)

    def _give_numbers(self, batch: int) -> None:
        """The next numbers to the names that a batch is the first to hold, in its order."""
        firsts = take(self._file("firsts", batch), _FIRST)
        firsts.sort(order="at")
        names = self._batch_names(batch).take(pa.array(firsts["at"]))
        append(self._folder / "ids.bytes", _letters(names))
        append(self._folder / "ids.lengths", _lengths(names).astype(np.int32))
        numbers = np.arange(self.accounts, self.accounts + len(firsts), dtype=np.int64)
        self.accounts += len(firsts)
        if self.accounts > self._most:
            raise InputError(f"more than {self._most:,} accounts", do="pack a part of them")
        for part in np.unique(firsts["part"]).tolist():
            own = firsts["part"] == part
            given = np.zeros(int(own.sum()), dtype=_NUMBER)
            given["at"], given["number"] = firsts["code"][own], numbers[own]
            append(self._file("numbers", part), given)

    def _send_back(self, part: int) -> None:
        """Tell every batch the numbers of its names that are in a part."""
        places = take(self._file("coded", part), _PLACE)
        given = take(self._file("numbers", part), _NUMBER)
        numbers = np.empty(len(given), dtype=np.int32)
        numbers[given["at"]] = given["number"]
        bounds = np.searchsorted(places["batch"], np.arange(self._batches + 1))
        for batch in np.unique(places["batch"]).tolist():
            own = places[bounds[batch] : bounds[batch + 1]]
            told = np.zeros(len(own), dtype=_NUMBER)
            told["at"], told["number"] = own["at"], numbers[own["code"]]
            append(self._file("back", batch), told)

    def _names(self) -> pa.LargeStringArray:
        """All names in order, mapped into memory."""
        lengths, path = mapped(self._folder / "ids.lengths", np.int32), self._folder / "ids.offsets"
        end = np.zeros(1, dtype=np.int64)
        append(path, end)
        for start in range(0, len(lengths), _CHUNK):
            offsets = end + np.cumsum(lengths[start : start + _CHUNK], dtype=np.int64)
            append(path, offsets)
            end = offsets[-1:]
        letters = mapped(self._folder / "ids.bytes", np.uint8)
        buffers = [None, pa.py_buffer(mapped(path, np.int64)), pa.py_buffer(letters)]
        return pa.Array.from_buffers(pa.large_string(), self.accounts, buffers)

    def _file(self, what: str, at: int) -> Path:
        return self._folder / f"{what}-{at}"

    def _write_names(self, path: Path, names: pa.StringArray) -> None:
        append(path.with_suffix(".lengths"), _lengths(names).astype(np.int32))
        append(path.with_suffix(".bytes"), _letters(names))

    def _append_names(self, part: int, names: pa.StringArray) -> None:
        self._write_names(self._file("part", part), names)

    def _part_names(self, part: int) -> pa.Array:
        return _taken_names(self._file("part", part))

    def _batch_names(self, batch: int) -> pa.Array:
        return _taken_names(self._file("names", batch))


_CHUNK = 1 << 20


def _taken_names(path: Path) -> pa.LargeStringArray:
    """Names from files, which go."""
    lengths = take(path.with_suffix(".lengths"), np.int32)
    offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    letters = take(path.with_suffix(".bytes"), np.uint8)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    return pa.Array.from_buffers(pa.large_string(), len(lengths), buffers)


def _lengths(names: pa.Array) -> npt.NDArray[np.int64]:
    return np.diff(_offsets(names)).astype(np.int64)


def _letters(names: pa.Array) -> npt.NDArray[np.uint8]:
    offsets, buffer = _offsets(names), names.buffers()[2]
    letters = np.frombuffer(buffer, dtype=np.uint8) if buffer else np.zeros(0, dtype=np.uint8)
    return letters[int(offsets[0]) : int(offsets[-1])]


def _offsets(names: pa.Array) -> npt.NDArray[Any]:
    if not len(names):
        return np.zeros(1, dtype=np.int32)
    width = np.int64 if pa.types.is_large_string(names.type) else np.int32
    offsets = np.frombuffer(names.buffers()[1], dtype=width)
    return offsets[names.offset : names.offset + len(names) + 1]


def _hashes(names: pa.Array) -> npt.NDArray[np.uint64]:
    return hash_ids(_lengths(names), _letters(names))
