"""The reader's options, checked as far as they can be without looking at the data."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import Any

from graphres.data.expressions import Expression, parse
from graphres.data.reading.moments import parse_as_of
from graphres.data.reading.streams.text import find_codec
from graphres.data.reading.tables.delimiters import parse_delimiter
from graphres.data.reading.tables.table import TableOptions
from graphres.data.reading.time_formats import check_format
from graphres.engine.memory import parse_size
from graphres.errors import UsageError

#: Options that speak of the table of accounts.
OF_ACCOUNTS = ("account_id", "followers_total", "crawled", "person", "list_column")


@dataclass(frozen=True)
class ReadOptions:
    """Options of `read_follows`, by the same names."""

    follower: str | None = None
    followed: str | None = None
    accounts: str | os.PathLike[str] | None = None
    account_id: str | None = None
    undirected: bool = False
    header: bool | None = None
    delimiter: str | None = None
    encoding: str | None = None
    on_bad_row: str = "error"
    accounts_on_bad_row: str = "error"
    normalize_handles: bool = False
    where: str | Expression | None = None
    followers_total: str | None = None
    crawled: str | None = None
    time: str | None = None
    time_format: str | None = None
    as_of: str | int | float | datetime.date | None = None
    person: str | None = None
    probability: str | None = None
    layer: str | None = None
    owner: str | None = None
    list_column: str | None = None
    max_bytes: int | str | None = None

    def __post_init__(self) -> None:
        for name in ("on_bad_row", "accounts_on_bad_row"):
            if getattr(self, name) not in ("error", "skip"):
                raise UsageError(
                    f"{getattr(self, name)!r} is no way out",
                    where="--" + name.replace("_", "-"),
                    do="say error or skip",
                )
        if self.as_of is not None and self.time is None:
            raise UsageError(
                "no time to compare", where="--as-of", do="name its column: --time COL"
            )
        if self.time_format is not None:
            if self.time is None:
                raise UsageError(
                    "no column of times", where="--time-format", do="name it: --time COL"
                )
            check_format(self.time_format, "--time-format")
        # Both raise now what would otherwise be found after a long read.
        parse_delimiter(self.delimiter)
        find_codec(self.encoding)
        if self.bound is not None and self.bound <= 0:
            raise UsageError(f"{self.bound} bytes hold nothing", where="--max-bytes")

    @property
    def bound(self) -> int | None:
        """The most bytes that a table may hold."""
        if isinstance(self.max_bytes, str):
            return parse_size(self.max_bytes, "--max-bytes")
        return self.max_bytes

    @property
    def skip_bad(self) -> bool:
        """Whether rows of follows that can't be read are counted rather than stopped at."""
        return self.on_bad_row == "skip"

    @property
    def skip_bad_accounts(self) -> bool:
        """The same of rows of the table of accounts."""
        return self.accounts_on_bad_row == "skip"

    @property
    def expression(self) -> Expression | None:
        """The ``where``, parsed."""
        return parse(self.where) if isinstance(self.where, str) else self.where

    @property
    def moment(self) -> int | None:
        """The last microsecond that ``as_of`` includes."""
        return None if self.as_of is None else parse_as_of(self.as_of)

    @property
    def of_follows(self) -> tuple[str, ...]:
        """Columns of the follows, beside the two ends, that options name."""
        return tuple(name for name in (self.time, self.probability) if name is not None)

    def need_accounts(self) -> None:
        """Refuse options that speak of a table of accounts where there is none."""
        for name in OF_ACCOUNTS:
            if getattr(self, name) is not None:
                option = "--" + name.replace("_", "-")
                raise UsageError(
                    "there is no table of accounts", where=option, do="give one: --accounts FILE"
                )

    def for_follows(self) -> TableOptions:
        """How to read the table of follows."""
        columns: list[Any] = [self.follower, self.followed, *self.of_follows, self.layer]
        return TableOptions(
            delimiter=parse_delimiter(self.delimiter),
            encoding=find_codec(self.encoding),
            header=self.header,
            skip_bad=self.skip_bad,
            wanted_names=tuple(name for name in columns if name is not None),
        )

    def for_accounts(self) -> TableOptions:
        """How to read the table of accounts: its delimiter and header are found out."""
        columns: list[Any] = [self.account_id, self.followers_total, self.crawled, self.person]
        return TableOptions(
            encoding=find_codec(self.encoding),
            skip_bad=self.skip_bad_accounts,
            wanted_names=tuple(name for name in columns if name is not None),
            follows=False,
        )
