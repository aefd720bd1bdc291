"""What the reader read and what it left out: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from graphres.data.reading.tables.rows import BadRows


@dataclass(frozen=True)
class AccountsReport:
    """What became of a table of accounts.

    Parameters
    ----------
    source, sha256, bytes, format
        As in `ReadReport`.
    id_column : str
        Where its ids stand.
    rows_read : int
        Rows with an id.
    repeated_accounts : int
        Rows of an account that an earlier row describes; the first row counts.
    blank_lines : int
    bad_rows : dict of str to BadRows
    isolated_accounts : int
        Accounts of the table that no follow names.
    unknown_accounts : int
        Accounts that follows name and the table does not.
    joined_accounts : int
        Accounts that were joined to another of the same person.
    parts : tuple of mapping
        As in `ReadReport`.
    """

    source: str
    sha256: str
    bytes: int
    format: str
    id_column: str
    rows_read: int
    repeated_accounts: int = 0
    blank_lines: int = 0
    bad_rows: dict[str, BadRows] = field(default_factory=dict)
    isolated_accounts: int = 0
    unknown_accounts: int = 0
    joined_accounts: int = 0
    parts: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class ReadReport:
    """What `read_follows` read, dropped and noticed.

    Parameters
    ----------
    source : str
        The file as named, or "stdin".
    sha256 : str
        Of the raw bytes, before decompression.
    bytes : int
        Their number.
    format : str
        csv, json, xlsx, parquet, graphml, gexf, gml, pajek, node-link or store.
    follower_column, followed_column : str
        The columns used: names, or positions where there is no header.
    header : bool
        Whether the table has one.
    rows_read : int
        Rows that hold something, good or bad; not blank lines, not headers.
    follows_kept : int
        Distinct follows in the graph (m).
    repeated_rows : int
        Rows dropped since an earlier one says the same.
    self_follows : int
        Distinct accounts that follow themselves, dropped.
    blank_lines, repeated_headers : int
        Lines that hold no row.
    bad_rows : dict of str to BadRows
        Rows that can't be read, by reason: ``count``, and ``lines``, those of the first five.
    rows_where_dropped : int
        Rows that ``where`` left out.
    rows_after_as_of : int
        Rows later than ``as_of``.
    accounts : AccountsReport, optional
        The table of accounts.
    warnings : list of str
        What may make the graph wrong.
    notes : list of str
        What was decided while reading.
    first_row : str, optional
        One row as a sentence: ``row 2: ann follows bob``.
    parts : tuple of mapping
        Of a folder or a glob: ``source`` and ``sha256`` of every part. `sha256` then is that of
        what ``sha256sum`` prints of them.
    packed : mapping, optional
        Of a store: ``source``, ``sha256``, ``bytes``, ``format`` and ``parts`` of the table that
        was packed; `sha256` then is that of the store's manifest.
    """

    source: str
    sha256: str
    bytes: int
    format: str
    follower_column: str
    followed_column: str
    header: bool
    rows_read: int
    follows_kept: int
    repeated_rows: int
    self_follows: int
    blank_lines: int = 0
    repeated_headers: int = 0
    bad_rows: dict[str, BadRows] = field(default_factory=dict)
    rows_where_dropped: int = 0
    rows_after_as_of: int = 0
    accounts: AccountsReport | None = None
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    first_row: str | None = None
    parts: tuple[Mapping[str, str], ...] = ()
    packed: Mapping[str, Any] | None = None

    @property
    def bad_row_count(self) -> int:
        """Rows of the table of follows that were left out as unreadable."""
        return sum(bad.count for bad in self.bad_rows.values())

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain dictionaries, lists, numbers and text, ready for JSON."""
        document = asdict(self)
        for table in (document, document["accounts"]):
            if table is not None and not table["parts"]:
                del table["parts"]
        if self.packed is None:
            del document["packed"]
        return document
