"""Names of accounts and probabilities, exactly as they are given, or an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


_EXACT = 2**53


def read_id_text(ids: pa.ChunkedArray, where: str) -> pa.ChunkedArray:
    """Ids as text, exactly: text as it is, whole numbers in decimal.

    Raises
    ------
    InputError
        For numbers with fractions, or beyond 2⁵³ in floating point, where ids have lost digits,
        and for anything that is no id.

    Examples
    --------
    >>> import pyarrow
    >>> read_id_text(pyarrow.chunked_array([[7, None]]), "f.parquet").to_pylist()
    ['7', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = ids.type
    if pa.types.is_dictionary(kind):
        return read_id_text(ids.cast(kind.value_type), where)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return ids.cast(pa.string())
    if pa.types.is_integer(kind) or pa.types.is_null(kind):
        return ids.cast(pa.string())
    if not pa.types.is_floating(kind):
        raise InputError(f"ids of type {kind}", where=where, do="store them as text")
    ids = ids.cast(pa.float64())  # Arrow does not calculate with half floats
    exact = pc.and_(pc.equal(ids, pc.trunc(ids)), pc.less(pc.abs(ids), float(_EXACT)))
    if not pc.all(pc.fill_null(exact, True)).as_py():
        raise InputError(
            "ids stored as floating-point numbers have lost digits",
            where=where,
            do="export them as text",
        )
    return ids.cast(pa.int64()).cast(pa.string())


def strip_name(cell: str | None) -> str:
    """Trim blanks around a name; return an empty text if there is none."""
    return "" if cell is None else cell.strip()


def check_probabilities(
    cells: Sequence[Any], place_of: Callable[[int], str]
) -> npt.NDArray[np.float64]:
    """Numbers from 0 to 1, or `InputError` with the place of the first that is none."""
    for row, cell in enumerate(cells):
        is_number = isinstance(cell, Real) and not isinstance(cell, bool)
        if not (is_number and 0 <= float(cell) <= 1):
            fault = f"probability {cell!r} is no number from 0 to 1"
            raise InputError(fault, where=place_of(row), do="mend it first")
    return np.array(list(cells), dtype=np.float64)


def refuse_namesakes(names: Sequence[str], where: str) -> None:
    """`InputError` for two nodes that are written alike, such as 1 and "1"."""
    if len(set(names)) == len(names):
        return
    earlier: set[str] = set()
    twice = next(name for name in names if name in earlier or earlier.add(name))  # type: ignore[func-returns-value]
    raise InputError(f"two nodes are both written {twice!r}", where=where, do="relabel the nodes")
