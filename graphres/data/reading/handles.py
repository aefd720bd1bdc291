"""Handles made comparable, and why the names of one table may not be those of another."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.tables.encode import Coded, merged


def normalise_handles(column: Coded) -> Coded:
    """Make ``@Ann`` and ``ann`` one handle in a column; ``@`` alone stays.

    >>> import numpy as np
    >>> normalise_handles(Coded(np.array([0, 1]), pa.array(["@Ann", "ann"]))).codes.tolist()
    [0, 0]
    """
    if column.names is None:
        return column
    return merged(column, normalise_names(column.names))


def normalise_names(names: pa.StringArray) -> pa.StringArray:
    """Each name without one leading @, its case folded.

    >>> normalise_names(pa.array(["@Ann", "ann", "@"])).to_pylist()
    ['ann', 'ann', '@']
    """
    return _folded(pc.replace_substring_regex(names, r"(?s)^@(.)", r"\1"))


def _folded(names: pa.StringArray) -> pa.StringArray:
    if pc.all(pc.string_is_ascii(names)).as_py():
        return pc.ascii_lower(names)
    return pa.array([name.casefold() for name in names.to_pylist()], type=pa.string())


_SAMPLE = 1000


def explain_unknown(graph_ids: pa.Array, names: Sequence[str], *, in_list: bool = False) -> str:
    """Say why no id of the graph equals these names; return an empty text if nothing shows.

    Parameters
    ----------
    graph_ids : pyarrow array of str
    names : sequence of str
        None of them in the graph.
    in_list : bool
        Of a list, which --list-column can help.

    Examples
    --------
    >>> explain_unknown(pa.array(["12", "7"]), ["ann"])
    "the graph has numbers such as '12', these are names such as 'ann'"
    """
    if not len(graph_ids) or not len(names):
        return ""
    ids, others = graph_ids[:_SAMPLE], pa.array(list(names[:_SAMPLE]), type=pa.string())
    id_kind, name_kind = _kind(ids), _kind(others)
    if id_kind != name_kind:
        do = "; --list-column COL looks them up in a column of --accounts" if in_list else ""
        examples = (
            f"such as {ids[0].as_py()!r}, these are {name_kind} such as {others[0].as_py()!r}"
        )
        return f"the graph has {id_kind} {examples}{do}"
    plain = normalise_names(others)
    if pc.any(pc.is_in(plain, value_set=normalise_names(pa.concat_arrays([graph_ids])))).as_py():
        return "they differ in @ or case: --normalize-handles"
    return ""


def _kind(names: pa.Array) -> str:
    """Numbers or names, whichever most are."""
    numbers = pc.sum(pc.match_substring_regex(names, r"^[0-9]+$").fill_null(False)).as_py() or 0
    return "numbers" if 2 * numbers > len(names) else "names"
