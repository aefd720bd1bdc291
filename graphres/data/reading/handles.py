"""Handles made comparable: one leading @ taken off, case folded."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.tables.encode import Coded, merged


def normalised(column: Coded) -> Coded:
    """A column of handles in which ``@Ann`` and ``ann`` are one; ``@`` alone stays.

    >>> import numpy as np
    >>> normalised(Coded(np.array([0, 1]), pa.array(["@Ann", "ann"]))).codes.tolist()
    [0, 0]
    """
    if column.names is None:
        return column
    return merged(column, normalised_names(column.names))


def normalised_names(names: pa.StringArray) -> pa.StringArray:
    """Each name without one leading @, its case folded.

    >>> normalised_names(pa.array(["@Ann", "ann", "@"])).to_pylist()
    ['ann', 'ann', '@']
    """
    return _folded(pc.replace_substring_regex(names, r"(?s)^@(.)", r"\1"))


def _folded(names: pa.StringArray) -> pa.StringArray:
    if pc.all(pc.string_is_ascii(names)).as_py():
        return pc.ascii_lower(names)
    return pa.array([name.casefold() for name in names.to_pylist()], type=pa.string())
