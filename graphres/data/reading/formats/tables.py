"""Any format of tables as text that the table readers take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphres.data.reading.formats.derived import Derived
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.table import TableOptions
from graphres.errors import InputError


def text_table(
    source: Source, options: TableOptions, *, exports: bool = False, owned: bool = False
) -> Derived:
    """A table of any format but Parquet as text.

    Parameters
    ----------
    source : Source
        What errors name a line of its text by is set on it; see `placing`.
    options : TableOptions
    exports : bool
        Whether platforms' own exports of follows are recognised.
    owned : bool
        Whether the account is known whose followers or followings these are.
    """
    if source.parts:
        from graphres.data.reading.formats.joined import joined_table

        made = joined_table(source, options, exports=exports, owned=owned)
    elif source.format == "json":
        from graphres.data.reading.formats.json_tables import json_table

        made = json_table(source, options, exports=exports, owned=owned)
    elif source.format == "xlsx":
        from graphres.data.reading.formats.workbooks import workbook_table

        made = workbook_table(source, options)
    else:
        return Derived(source, options)
    source.place = made.place
    return made


@contextmanager
def placing(source: Source) -> Iterator[None]:
    """Let an error that names a line of a derived text name its place in the file instead."""
    try:
        yield
    except InputError as error:
        name, _, line = (error.where or "").rpartition(":")
        if source.place is None or name != source.name or not line.isdecimal():
            raise
        raise type(error)(error.what, where=source.place(int(line)), do=error.do) from error
