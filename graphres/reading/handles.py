"""Handles made comparable: one leading @ taken off, case folded."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graphres.reading.tables.encode import Coded, merged

__all__ = ["normalised"]


def normalised(column: Coded) -> Coded:
    """A column of handles in which ``@Ann`` and ``ann`` are one; ``@`` alone stays.

    >>> import numpy as np
    >>> normalised(Coded(np.array([0, 1]), pa.array(["@Ann", "ann"]))).codes.tolist()
    [0, 0]
    """
    if column.names is None:
        return column
    bare = pc.replace_substring_regex(column.names, r"(?s)^@(.)", r"\1")
    return merged(column, _folded(bare))


def _folded(names: pa.StringArray) -> pa.StringArray:
    if pc.all(pc.string_is_ascii(names)).as_py():
        return pc.ascii_lower(names)
    return pa.array([name.casefold() for name in names.to_pylist()], type=pa.string())
