"""Read the table of accounts that goes with the follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from graphres.data.reading.accounts import AccountColumns, AccountTable, account_table
from graphres.data.reading.assemble import Known
from graphres.data.reading.crawl_metadata import crawled_column, followers_column
from graphres.data.reading.formats.tables import placing, text_table
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.parquet import read_parquet
from graphres.data.reading.report import AccountsReport
from graphres.data.reading.streams.kinds import TABLES
from graphres.data.reading.streams.sources import Source, SourceLike, open_source
from graphres.data.reading.tables.rows import Rows
from graphres.data.reading.tables.table import Choose, TableOptions, read_table, reread_with_lines
from graphres.errors import InputError

LineOf = Callable[[int], int]


def read_any(
    source: Source,
    options: TableOptions,
    choose: Choose,
    *,
    skip_bad: bool,
    exports: bool = False,
    owned: bool = False,
) -> tuple[Rows, LineOf]:
    """Rows of a table of any format, and what finds the line of a row.

    ``exports`` and ``owned`` are those of `text_table`.

    The fast reader knows no lines; the first time one is asked for, the careful reader reads the
    table again.
    """
    if source.format == "parquet":
        rows = read_parquet(source, choose, skip_bad=skip_bad)
        table = None
    else:
        table = text_table(source, options, exports=exports, owned=owned)
        choose = table.checked(choose)
        with placing(source):
            rows = table.finish(read_table(table.source, table.options, choose))

    @cache
    def with_lines() -> Rows:
        if rows.lines is not None or table is None:
            return rows
        return reread_with_lines(table.source, table.options, choose)

    def line_of(row: int) -> int:
        lines = with_lines().lines
        assert lines is not None
        first = rows.dropped_first if rows.lines is None else 0
        return int(lines[row + first])

    return rows, line_of


def read_accounts(source: SourceLike, options: ReadOptions) -> tuple[Known, AccountsReport]:
    """Read the table of accounts.

    Raises
    ------
    InputError
        For a table that can't be read, or lacks a column that an option names.
    """
    opened = open_source(source, max_bytes=options.bound)
    if opened.format not in TABLES:
        raise InputError(
            f"this is {opened.format}, not a table of accounts", where=opened.name, do="give CSV"
        )
    columns = AccountColumns(opened.name, options.account_id)
    rows, line_of = _rows(opened, options, columns)
    if not rows.count:
        raise InputError(
            "a table of accounts without a usable row", where=opened.name, do="leave it out"
        )
    with placing(opened):
        table = account_table(rows, columns, line_of, normalize=options.normalize_handles)
        known = known_accounts(table, opened.name, columns.id_name, options)
    report = AccountsReport(
        source=opened.name,
        sha256=opened.sha256,
        bytes=opened.size,
        format=opened.format,
        id_column=columns.id_name,
        rows_read=rows.count + rows.bad_count,
        repeated_accounts=table.repeated,
        blank_lines=rows.blank_lines,
        bad_rows=rows.bad,
        parts=parts_of(opened),
    )
    return known, report


def _rows(source: Source, options: ReadOptions, columns: AccountColumns) -> tuple[Rows, LineOf]:
    """Rows of the table; an error names the option that governs its bad rows."""
    skip_bad = options.skip_bad_accounts
    try:
        return read_any(source, options.for_accounts(), columns.wanted, skip_bad=skip_bad)
    except InputError as error:
        do = None if error.do is None else error.do.replace("--on-bad", "--accounts-on-bad")
        raise InputError(error.what, where=error.where, do=do) from error


def known_accounts(table: AccountTable, where: str, id_name: str, options: ReadOptions) -> Known:
    """A table of accounts with the columns that options name."""
    total, crawled = options.followers_total, options.crawled
    followers = None if total is None else followers_column(table, total, where)
    collected = None if crawled is None else crawled_column(table, crawled, where)
    return Known(replace(table, texts={}), where, id_name, followers, collected)


def parts_of(source: Source) -> tuple[dict[str, str], ...]:
    """The parts of a folder or a glob, for a report."""
    return tuple({"source": part.name, "sha256": part.sha256} for part in source.parts)
