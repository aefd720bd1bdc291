"""What to say of a reading as a whole: refuse one without a usable row, else warn and note."""

from __future__ import annotations

import numpy as np

from graphres.data.reading.assemble import Assembled
from graphres.data.reading.damaged_ids import find_suspicious_ids
from graphres.data.reading.filters import FilteredRows
from graphres.data.reading.handles import explain_unknown
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.report import AccountsReport
from graphres.data.reading.tables.rows import TableRows
from graphres.errors import InputError
from graphres.graph import FollowGraph


def check_rows(rows: TableRows, where: str) -> None:
    """Refuse a table without a usable row.

    Raises
    ------
    InputError
    """
    if rows.count:
        return
    if rows.bad_count:
        reasons = ", ".join(f"{bad.count:,} {reason}" for reason, bad in rows.bad.items())
        raise InputError(
            f"all {rows.bad_count:,} rows are bad ({reasons})",
            where=where,
            do="this may be no table of follows: look at its first rows",
        )
    raise InputError("no row of follows below the header", where=where, do="give a table with rows")


def check_rows_left(
    rows: TableRows, filtered: FilteredRows, options: ReadOptions, where: str
) -> None:
    """Refuse a table of which filters leave no row.

    Raises
    ------
    InputError
    """
    if filtered.keep is None or filtered.keep.any():
        return
    reasons = []
    if filtered.where_dropped:
        reasons.append(f"--where leaves out {filtered.where_dropped:,} rows")
    if filtered.late:
        reasons.append(f"{filtered.late:,} rows are after --as-of {options.as_of}")
    reasons += [f"{bad.count:,} bad rows ({reason})" for reason, bad in rows.bad.items()]
    raise InputError(f"no row is left: {', '.join(reasons)}", where=where, do="widen the filter")


def check_accounts_left(graph: FollowGraph, options: ReadOptions, where: str) -> None:
    """Refuse a graph of which a ``--where`` over the accounts leaves nobody.

    Raises
    ------
    InputError
    """
    if not graph.n:
        by = f": --where {str(options.where)!r} keeps none" if options.where else ""
        raise InputError(f"no account is left{by}", where=where, do="widen the filter")


def warn_of_no_follows(graph: FollowGraph, where: str) -> list[str]:
    """Warn of accounts between which no follow is left."""
    if graph.m:
        return []
    accounts = "1 account is" if graph.n == 1 else f"all {graph.n:,} accounts are"
    return [f"{where}: no follow is left, {accounts} isolated"]


#: Ids that are small whole numbers, plainly written, can't have been damaged.
_HARMLESS = 10**14


def remark_on_rows(rows: TableRows, rows_read: int, assembled: Assembled) -> list[str]:
    """Warn of what is odd about the rows and ids."""
    warnings = []
    spanning = rows.spanning
    if spanning.count:
        lines = ", ".join(map(str, spanning.lines)) + (", …" if spanning.count > 5 else "")
        warnings.append(
            f"{spanning.count} row{'s' * (spanning.count > 1)} with line breaks inside quotes"
            f" (line {lines}): is a quote left open there?"
        )
    if rows.comments.count:
        count = rows.comments.count
        lines = ", ".join(map(str, rows.comments.lines)) + (", …" if count > 5 else "")
        warnings.append(
            f"{count} line{'s' * (count > 1)} among the rows (line {lines}) skipped as comments,"
            " since they begin with # or %"
        )
    promised = rows.layout.promised_rows
    if promised is not None and promised != rows_read:
        warnings.append(f"the size line promises {promised} rows, but there are {rows_read}")
    if assembled.dropped.differing:
        several = assembled.dropped.differing > 1
        warnings.append(
            f"{assembled.dropped.differing} repeated row{'s give' if several else ' gives'} another"
            " probability than the first; the first counts"
        )
    if assembled.graph.n and not (assembled.plain and assembled.graph.n < _HARMLESS):
        warnings += find_suspicious_ids(assembled.graph.ids)
    return warnings


def note_layers(graph: FollowGraph) -> list[str]:
    """Tell of follows that several rows put on several platforms."""
    if graph.layers is None:
        return []
    of = graph.layers.of
    several = int((of & (of - np.uint64(1)) != 0).sum()) // (1 if graph.directed else 2)
    if not several:
        return []
    noun = "1 follow stands" if several == 1 else f"{several} follows stand"
    return [f"{noun} on several platforms, a row for each"]


def remark_on_accounts(about: AccountsReport, assembled: Assembled) -> tuple[list[str], list[str]]:
    """Warnings and notes on how the table of accounts and the follows go together."""
    warnings, notes = [], []
    in_follows = assembled.graph.n - assembled.isolated
    if about.repeated_accounts:
        warnings.append(
            f"{about.source}: {_rows(about.repeated_accounts)} of accounts already described;"
            " the first row of each counts"
        )
    if assembled.unknown and assembled.unknown == in_follows:
        theirs = assembled.graph.ids[in_follows:].to_pylist()
        why = explain_unknown(assembled.graph.ids[:in_follows], theirs)
        warnings.append(
            f"{about.source} describes none of the accounts that follow or are followed"
            f"{f' ({why})' if why else ''};"
            " --account-id COL says where their ids are (row:0 or row:1 for row numbers)"
        )
    elif assembled.unknown:
        notes.append(
            f"{assembled.unknown} of {assembled.graph.n} accounts are not in {about.source}"
        )
    if assembled.isolated:
        accounts = "1 account" if assembled.isolated == 1 else f"{assembled.isolated} accounts"
        notes.append(f"{accounts} of {about.source} in no follow: isolated")
    if assembled.joined:
        accounts = "1 account" if assembled.joined == 1 else f"{assembled.joined} accounts"
        notes.append(f"{accounts} joined to another of the same person")
    return warnings, notes


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"
