"""Read the table of accounts that goes with the follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.data.expressions import Expression
from graphres.data.reading.accounts import AccountColumns, AccountTable, make_account_table
from graphres.data.reading.crawl_metadata import (
    check_one_platform,
    join_persons,
    read_crawled_column,
    read_followers_column,
)
from graphres.data.reading.formats.tables import read_table_rows, translate_places
from graphres.data.reading.moments import LineOf
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.report import AccountsReport
from graphres.data.reading.streams.signatures import TABLES
from graphres.data.reading.streams.sources import Source, SourceLike, open_source
from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.rows import TableRows
from graphres.errors import InputError
from graphres.kernels.arrays import Mask


@dataclass
class AccountDetails:
    """A table of accounts with what options make of its columns, row by row.

    Parameters
    ----------
    table : AccountTable
    where : str
        The table's source, for messages.
    id_name : str
        The name under which expressions know the ids.
    followers_total, crawled : ndarray, optional
        By row of the table.
    """

    table: AccountTable
    where: str
    id_name: str = ""
    followers_total: npt.NDArray[np.float64] | None = None
    crawled: Mask | None = None
    joined: int = 0

    def take(self, keep: Mask) -> AccountDetails:
        """Return some of the accounts."""
        return AccountDetails(
            self.table.take(np.flatnonzero(keep)),
            self.where,
            self.id_name,
            None if self.followers_total is None else self.followers_total[keep],
            None if self.crawled is None else self.crawled[keep],
            self.joined,
        )

    def by_person(self, column: str, layer: str | None = None) -> tuple[AccountDetails, Coded]:
        """One row a person, on one platform, and for each row of the old table its new row."""
        joined, persons = join_persons(
            self.table, column, self.where, self.followers_total, self.crawled
        )
        if layer in self.table.columns:
            check_one_platform(self.table, persons, layer, self.where)
        details = AccountDetails(
            joined.table,
            self.where,
            self.id_name,
            joined.followers_total,
            joined.crawled,
            joined.accounts,
        )
        return details, persons

    def select(self, expression: Expression) -> Mask:
        """Which of the accounts an expression over the table's columns keeps."""
        columns: dict[str, Any] = {self.id_name: self.table.ids, **self.table.columns}
        return expression.mask(columns, len(self.table.ids))


def read_accounts(
    source: SourceLike, options: ReadOptions
) -> tuple[AccountDetails, AccountsReport]:
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
    with translate_places(opened):
        table = make_account_table(rows, columns, line_of, normalize=options.normalize_handles)
        details = read_details(table, opened.name, columns.id_name, options)
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
        parts=describe_parts(opened),
    )
    return details, report


def _rows(
    source: Source, options: ReadOptions, columns: AccountColumns
) -> tuple[TableRows, LineOf]:
    """Rows of the table; an error names the option that governs its bad rows."""
    skip_bad = options.skip_bad_accounts
    try:
        return read_table_rows(source, options.for_accounts(), columns.wanted, skip_bad=skip_bad)
    except InputError as error:
        do = None if error.do is None else error.do.replace("--on-bad", "--accounts-on-bad")
        raise InputError(error.what, where=error.where, do=do) from error


def read_details(
    table: AccountTable, where: str, id_name: str, options: ReadOptions
) -> AccountDetails:
    """Read the columns of a table of accounts that options name."""
    total, crawled = options.followers_total, options.crawled
    followers = None if total is None else read_followers_column(table, total, where)
    collected = None if crawled is None else read_crawled_column(table, crawled, where)
    return AccountDetails(replace(table, texts={}), where, id_name, followers, collected)


def describe_parts(source: Source) -> tuple[dict[str, str], ...]:
    """Describe the parts of a folder or a glob for a report."""
    return tuple({"source": part.name, "sha256": part.sha256} for part in source.parts)
