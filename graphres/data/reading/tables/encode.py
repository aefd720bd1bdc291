"""Ids as numbers: code each column, give both one numbering, and number by first appearance.

Between Arrow and NumPy columns go by their buffers alone: ``Array.to_numpy``, ``pa.array`` and
``pa.scalar`` import pandas, which takes longer than reading a thousand follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.streams.text import BLANKS
from graphres.kernels.structures.factorize import number_in_order


def as_numpy(array: pa.Array, missing: int = -1) -> npt.NDArray[Any]:
    """Whole numbers or truth values as an ndarray; missing numbers become `missing`.

    Numbers are not copied, and read-only, unless some are missing.

    >>> as_numpy(pa.array([3, None])).tolist(), as_numpy(pa.array([True, False])).tolist()
    ([3, -1], [True, False])
    """
    if pa.types.is_boolean(array.type):
        bits = np.frombuffer(array.buffers()[1] or b"", dtype=np.uint8)
        flags = np.unpackbits(bits, bitorder="little").view(bool)
        return flags[array.offset : array.offset + len(array)]
    if not array.null_count:
        return np.asarray(np.from_dlpack(array))
    kind = np.dtype(str(array.type))
    values = np.frombuffer(array.buffers()[1], dtype=kind)[array.offset :][: len(array)]
    return np.where(as_numpy(pc.is_valid(array)), values, kind.type(missing))


def as_arrow(values: npt.NDArray[Any]) -> pa.Array:
    """Whole numbers or truth values as an Arrow array, sharing memory where it can.

    >>> as_arrow(np.array([True, False])).to_pylist()
    [True, False]
    """
    if values.dtype == bool:
        bits = np.packbits(values, bitorder="little")
        return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])
    kind = pa.from_numpy_dtype(values.dtype)
    buffer = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [None, buffer])


def as_text(texts: Sequence[str]) -> pa.StringArray:
    """Texts as an Arrow array.

    >>> as_text(["a", "", "bc"]).to_pylist()
    ['a', '', 'bc']
    """
    data = [text.encode() for text in texts]
    offsets = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum([len(text) for text in data], out=offsets[1:])
    return pa.StringArray.from_buffers(
        len(data), pa.py_buffer(offsets), pa.py_buffer(b"".join(data))
    )


def position_of(text: str, names: pa.StringArray) -> int:
    """Where a text first stands among names, -1 if nowhere. Linear, with no table of the names.

    >>> position_of("b", pa.array(["a", "b"]))
    1
    """
    matches = np.flatnonzero(as_numpy(pc.is_in(names, value_set=as_text([text]))))
    return int(matches[0]) if len(matches) else -1


Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Coded:
    """A column of ids as codes.

    Parameters
    ----------
    codes : ndarray of int, shape (rows,)
        Positions in `names`, or, where `names` is None, the ids themselves: small whole numbers.
    names : pyarrow.StringArray or None
        Distinct ids.
    """

    codes: npt.NDArray[Any]
    names: pa.StringArray | None

    def keep(self, rows: npt.NDArray[np.bool_]) -> Coded:
        """Return the column without the rows that are False."""
        return Coded(self.codes[rows], self.names)

    def text(self) -> pa.StringArray:
        """Return the ids' names by code."""
        if self.names is not None:
            return self.names
        return name_integers(int(self.codes.max(initial=-1)) + 1)

    def code_of(self, name: str) -> int:
        """Return the code of an id, -1 where no row holds it."""
        if self.names is None:
            return -1
        return position_of(name, self.names)

    def codes_like(self, name: str) -> npt.NDArray[Any]:
        """Return the codes of an id in any case. O(ids)."""
        if self.names is None:
            return np.zeros(0, dtype=np.int64)
        # Comparing lengths first leaves next to nothing to fold.
        same = np.flatnonzero(as_numpy(pc.binary_length(self.names)) == len(name.encode()))
        folded = self.names.take(as_arrow(same)).to_pylist()
        return same[[cell.casefold() == name.casefold() for cell in folded]]


class Pair(NamedTuple):
    """Two columns of ids in one numbering, which may have gaps: `size` is past the largest."""

    first: npt.NDArray[Any]
    second: npt.NDArray[Any]
    names: pa.StringArray | None
    size: int


class Numbered(NamedTuple):
    """Two columns as account numbers, and ``order``: the code of each account."""

    order: Codes
    first: Codes
    second: Codes


def name_integers(size: int) -> pa.StringArray:
    """Names of codes that are the ids themselves."""
    return as_arrow(np.arange(size)).cast(pa.string())


def code_column(column: pa.ChunkedArray) -> Coded:
    """Code a column of text; ids that differ by surrounding blanks alone are one id.

    Linear in the rows.

    >>> code_column(pa.chunked_array([["b", "a "], ["a", "b"]])).codes.tolist()
    [0, 1, 1, 0]
    """
    encoded = column.dictionary_encode().chunks
    if not encoded:
        return Coded(np.zeros(0, dtype=np.int32), as_text([]))
    names = encoded[0].dictionary
    codes = np.concatenate([as_numpy(chunk.indices) for chunk in encoded])
    return merged(Coded(codes, names), pc.utf8_trim(names, characters=BLANKS))


def merged(column: Coded, names: pa.StringArray) -> Coded:
    """Give a column's distinct ids new names, of which some may be equal.

    >>> merged(Coded(np.array([0, 1]), pa.array(["A", "a"])), pa.array(["a", "a"])).codes.tolist()
    [0, 0]
    """
    if names.equals(column.names):
        return column
    again = names.dictionary_encode()
    if len(again.dictionary) == len(names):
        return Coded(column.codes, names)
    return Coded(as_numpy(again.indices)[column.codes], again.dictionary)


def number_jointly(first: Coded, second: Coded) -> Pair:
    """Give two columns one numbering of ids, the first column's ids first. O(rows + ids)."""
    if first.names is None and second.names is None:
        largest = max(first.codes.max(initial=-1), second.codes.max(initial=-1))
        return Pair(first.codes, second.codes, None, int(largest) + 1)
    assert first.names is not None
    assert second.names is not None
    positions = pc.index_in(second.names, value_set=first.names)
    new = pc.filter(second.names, pc.is_null(positions))
    numbers = as_numpy(positions).copy()
    numbers[numbers < 0] = len(first.names) + np.arange(len(new), dtype=np.int32)
    names = pa.concat_arrays([first.names, new])
    return Pair(first.codes, numbers[second.codes], names, len(names))


def number_accounts(first: npt.NDArray[Any], second: npt.NDArray[Any], size: int) -> Numbered:
    """Return numbers of accounts by first appearance: row by row, first column before second.

    Parameters
    ----------
    first, second : ndarray of int, shape (rows,)
        Codes below `size`, in the order of the columns in the file; used up.
    size : int

    Returns
    -------
    Numbered
        Codes that no row holds get no number. O(rows + size).

    Examples
    --------
    >>> number_accounts(np.array([3, 0]), np.array([1, 3]), 5).order.tolist()
    [3, 1, 0]
    """
    columns = _as_writable(first), _as_writable(second)
    order = np.empty(size, dtype=np.int32)
    count = np.zeros(1, dtype=np.int64)
    number_in_order(*columns, np.full(size, -1, dtype=np.int32), order, count)
    return Numbered(order[: count[0]], *columns)


def _as_writable(codes: npt.NDArray[Any]) -> Codes:
    """Return the codes themselves if they can be written to, else a copy."""
    return np.require(codes, np.int32, ["C", "W"])
