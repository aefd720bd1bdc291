"""Parquet: the same rows as from text, with types already known."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from graphres.convert import id_text
from graphres.errors import InputError
from graphres.reading.streams.sources import Source
from graphres.reading.tables.encode import Coded, code_column
from graphres.reading.tables.layout import Layout
from graphres.reading.tables.rows import BadRows, Rows
from graphres.reading.tables.table import Choose

__all__ = ["read_parquet"]


def read_parquet(source: Source, choose: Choose, *, skip_bad: bool) -> Rows:
    """Read the columns that `choose` picks; rows are numbered from 1 where text has lines.

    Raises
    ------
    InputError
        If the file is damaged, ids are no ids, or, unless `skip_bad`, an id is missing.
    """
    import pyarrow.parquet as pq

    try:
        with source.open() as stream:
            # A plain file is read in place; anything packed has to be unpacked first.
            plain = source.path is not None and source.is_plain
            file = pq.ParquetFile(source.path if plain else pa.BufferReader(stream.read()))
            names = tuple(file.schema_arrow.names)
            layout = Layout("", names, len(names), 0, 1)
            wanted = choose(layout)
            at = (*wanted.keys, *wanted.extras)
            table = file.read(columns=[names[i] for i in at])
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(
            f"damaged Parquet ({str(error).splitlines()[0]})",
            where=source.name,
            do="write it again",
        ) from error
    keys = [
        code_column(
            id_text(table.column(names[i]), f"{source.name} column {names[i]!r}").fill_null("")
        )
        for i in wanted.keys
    ]
    extras = {i: table.column(names[i]) for i in wanted.extras}
    rows = Rows(layout, wanted, keys, extras, lines=np.arange(1, table.num_rows + 1))
    return _without_missing(rows, source.name, skip_bad)


def _without_missing(rows: Rows, where: str, skip_bad: bool) -> Rows:
    """Leave out rows that lack an id."""
    missing = [key.codes == key.code_of("") for key in rows.keys]
    bad = np.logical_or.reduce(missing)
    if not bad.any():
        return rows
    assert rows.lines is not None
    for row in np.flatnonzero(bad):
        label = next(name for name, m in zip(rows.wanted.labels, missing, strict=True) if m[row])
        reason, line = f"no {label}", int(rows.lines[row])
        if not skip_bad:
            raise InputError(
                reason, where=f"{where}, row {line}", do="mend the row or --on-bad-row skip"
            )
        rows.bad.setdefault(reason, BadRows()).add(line)
    keep = ~bad
    rows.keys = [Coded(key.codes[keep], key.names) for key in rows.keys]
    rows.extras = {i: column.filter(pa.array(keep)) for i, column in rows.extras.items()}
    rows.lines = rows.lines[keep]
    return rows
