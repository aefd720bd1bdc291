"""What a partial export says of itself: followers known from outside, lists collected, persons."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.accounts import AccountTable
from graphres.data.reading.infer_types import as_numbers, blank_to_missing, drop_unknown
from graphres.data.reading.streams.text import strip
from graphres.data.reading.tables.encode import Coded, Pair, merged
from graphres.data.reading.tables.headers import find_column
from graphres.errors import InputError

_YES = frozenset({"true", "t", "yes", "y", "1", "1.0"})
_NO = frozenset({"false", "f", "no", "n", "0", "0.0", ""})


def find_attribute(table: AccountTable, name: str, where: str) -> str:
    """Return the name of the attribute that an option means.

    Raises
    ------
    InputError
        If there is none.
    """
    names = list(table.columns)
    return names[find_column(name, names, 0, where)]


def read_followers_column(table: AccountTable, name: str, where: str) -> npt.NDArray[np.float64]:
    """Followers known from outside, float64 of shape (rows,), NaN where unknown.

    Raises
    ------
    InputError
        With the line of a cell that is no whole number of followers.
    """
    column = find_attribute(table, name, where)
    cells = table.texts.get(column, table.columns[column])
    totals = as_numbers(drop_unknown(blank_to_missing(cells.cast(pa.string()))))
    written = ["" if cell is None else strip(str(cell)) for cell in cells.to_pylist()]
    present = np.array([not _UNKNOWN.fullmatch(cell) for cell in written], dtype=bool)
    is_count = np.isfinite(totals) & (totals >= 0) & (totals == np.floor(totals))
    grouped = np.array([bool(_GROUPED.fullmatch(cell)) for cell in written], dtype=bool)
    wrong = np.flatnonzero(present & (~is_count | grouped))
    if len(wrong):
        row = int(wrong[0])
        raise _bad_total(written[row], name, f"{where}:{table.line_of(row)}")
    return totals


_UNKNOWN = re.compile(r"|na|n/a|nan|null|none|-", re.IGNORECASE)
#: 1.234 and 12,300, which may be thousands; 1.0 is a whole number as programs write it.
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,\u202f\u00a0' ]\d{3})+")


def _bad_total(cell: str, name: str, place: str) -> InputError:
    what, do = "is no whole number of followers", "fix the cell, or leave it empty if unknown"
    if _GROUPED.fullmatch(cell):
        what = "is no number of followers (a sign between thousands?)"
        do = f"write {re.sub('[^0-9]', '', cell)}"
    elif cell.startswith("-"):
        what = "is no number of followers (negative)"
    return InputError(f"{cell!r} in column {name!r} {what}", where=place, do=do)


def read_crawled_column(table: AccountTable, name: str, where: str) -> npt.NDArray[np.bool_]:
    """Whose lists were collected, bool of shape (rows,); an empty cell means no.

    Raises
    ------
    InputError
        With the line of a cell that is neither yes nor no.
    """
    cells = table.columns[find_attribute(table, name, where)].to_pylist()
    words = ["" if cell is None else strip(str(cell)).lower() for cell in cells]
    for row, word in enumerate(words):
        if word not in _YES | _NO:
            raise _bad_cell(table, name, row, where, "is neither yes nor no")
    return np.array([word in _YES for word in words], dtype=bool)


def _bad_cell(table: AccountTable, name: str, row: int, where: str, what: str) -> InputError:
    column = table.columns[find_attribute(table, name, where)]
    return InputError(
        f"{column[row].as_py()!r} in column {name!r} {what}",
        where=f"{where}:{table.line_of(row)}",
        do="mend the cell, or leave it empty if unknown",
    )


class Joined(NamedTuple):
    """A table with one row a person, the persons' followers and lists, and how many were joined."""

    table: AccountTable
    followers_total: npt.NDArray[np.float64] | None
    crawled: npt.NDArray[np.bool_] | None
    accounts: int


def join_persons(
    table: AccountTable,
    name: str,
    where: str,
    followers_total: npt.NDArray[np.float64] | None,
    crawled: npt.NDArray[np.bool_] | None,
) -> tuple[Joined, Coded]:
    """Make one account of all accounts of one person, named as the person.

    Parameters
    ----------
    table : AccountTable
    name : str
        The column that says whose account it is; accounts without a person stay themselves.
    where : str
    followers_total, crawled : ndarray, optional
        By row of the table. Known followers are summed; a person's lists were collected if all
        of them were.

    Returns
    -------
    Joined
        Other attributes are those of the person's first account.
    persons : Coded
        For each row of `table`, its row in the new table, and the persons' names.
    """
    column = table.columns[find_attribute(table, name, where)].cast(pa.string())
    person = pc.if_else(pc.is_valid(column), column, table.ids)
    if isinstance(person, pa.ChunkedArray):
        person = person.combine_chunks()
    accounts = Coded(np.arange(len(table.ids), dtype=np.int32), table.ids)
    persons = merged(accounts, person)
    assert persons.names is not None
    count = len(persons.names)
    _, first = np.unique(persons.codes, return_index=True)
    joined = replace(table.take(first), ids=persons.names)
    totals = None if followers_total is None else _sums(persons.codes, followers_total, count)
    lists = None if crawled is None else _all(persons.codes, crawled, count)
    return Joined(joined, totals, lists, len(table.ids) - count), persons


def check_one_platform(table: AccountTable, persons: Coded, name: str, where: str) -> None:
    """`InputError` for persons with accounts on several platforms, which no one account can hold.

    ``name`` is the column of platforms; blank cells are none. O(rows).
    """
    platforms = table.columns[name].cast(pa.string()).dictionary_encode()
    if isinstance(platforms, pa.ChunkedArray):
        platforms = platforms.combine_chunks()
    code = platforms.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    there, persons_of = code >= 0, persons.codes
    assert persons.names is not None
    least = np.full(len(persons.names), np.iinfo(code.dtype).max, code.dtype)
    most = np.full(len(persons.names), -1, code.dtype)
    np.minimum.at(least, persons_of[there], code[there])
    np.maximum.at(most, persons_of[there], code[there])
    several = np.flatnonzero(least < most)
    if len(several):
        raise make_platform_error(persons.names[int(several[0])].as_py(), len(several), where)


def make_platform_error(first: str, count: int, where: str) -> InputError:
    """Return the error for persons with accounts on several platforms."""
    of = f" (1 of {count:,})" if count > 1 else ""
    return InputError(
        f"person {first!r}{of} is on several platforms, and joined accounts are on one alone",
        where=where,
        do="leave --person out: every account is then by itself",
    )


def rename_accounts(pair: Pair, table: AccountTable, persons: Coded) -> Pair:
    """Both columns of ids with every account of a person called by the person's name."""
    assert pair.names is not None
    assert persons.names is not None
    row = table.rows_of(pair.names)
    person_names = persons.names.take(pa.array(persons.codes).take(row))
    names = pc.if_else(pc.is_valid(row), person_names, pair.names)
    first = merged(Coded(pair.first, pair.names), names)
    second = merged(Coded(pair.second, pair.names), names)
    assert first.names is not None
    return Pair(first.codes, second.codes, first.names, len(first.names))


def _sums(
    codes: npt.NDArray[np.int32], values: npt.NDArray[np.float64], count: int
) -> npt.NDArray[np.float64]:
    """Sum the known values of each person; NaN for persons without any."""
    present = ~np.isnan(values)
    sums: npt.NDArray[np.float64] = np.bincount(
        codes[present], weights=values[present], minlength=count
    ).astype(np.float64)
    sums[np.bincount(codes[present], minlength=count) == 0] = np.nan
    return sums


def _all(
    codes: npt.NDArray[np.int32], values: npt.NDArray[np.bool_], count: int
) -> npt.NDArray[np.bool_]:
    return np.asarray(np.bincount(codes[~values], minlength=count) == 0)
