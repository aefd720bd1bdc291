"""Between Arrow and NumPy by their buffers alone.

``Array.to_numpy``, ``pa.array`` and ``pa.scalar`` import pandas, which takes longer than reading a
thousand follows. What every reading needs goes through here; what only tables of accounts and
filters need does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


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
    found = np.flatnonzero(as_numpy(pc.is_in(names, value_set=as_text([text]))))
    return int(found[0]) if len(found) else -1
