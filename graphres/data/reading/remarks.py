"""What to say of a reading as a whole: refuse one without a usable row, else warn and note."""

from __future__ import annotations

import numpy as np

from graphres.data.reading.assemble import Assembled
from graphres.data.reading.damaged_ids import suspicious_ids
from graphres.data.reading.filters import Filtered
from graphres.data.reading.handles import why_unknown
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.report import AccountsReport
from graphres.data.reading.tables.rows import Rows
from graphres.errors import InputError
from graphres.graph import FollowGraph


def check_rows(rows: Rows, where: str) -> None:
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


def check_rows_left(rows: Rows, kept: Filtered, options: ReadOptions, where: str) -> None:
    """Refuse a table of which filters leave no row.

    Raises
    ------
    InputError
    """
    if kept.keep is None or kept.keep.any():
        return
    told = []
    if kept.where_dropped:
        told.append(f"--where leaves out {kept.where_dropped:,} rows")
    if kept.late:
        told.append(f"{kept.late:,} rows are after --as-of {options.as_of}")
    told += [f"{bad.count:,} bad rows ({reason})" for reason, bad in rows.bad.items()]
    raise InputError(f"no row is left: {', '.join(told)}", where=where, do="widen the filter")


def check_accounts_left(graph: FollowGraph, options: ReadOptions, where: str) -> None:
    """Refuse a graph of which a ``--where`` over the accounts leaves nobody.

    Raises
    ------
    InputError
    """
    if not graph.n:
        by = f": --where {str(options.where)!r} keeps none" if options.where else ""
        raise InputError(f"no account is left{by}", where=where, do="widen the filter")


def no_follows_left(graph: FollowGraph, where: str) -> list[str]:
    """Warn of accounts between which no follow is left."""
    if graph.m:
        return []
    accounts = "1 account is" if graph.n == 1 else f"all {graph.n:,} accounts are"
    return [f"{where}: no follow is left, {accounts} isolated"]


#: Ids that are small whole numbers, plainly written, can't have been damaged.
_HARMLESS = 10**14


def row_remarks(rows: Rows, rows_read: int, made: Assembled) -> list[str]:
    """What is odd about the rows and ids."""
    found = []
    spanning = rows.spanning
    if spanning.count:
        lines = ", ".join(map(str, spanning.lines)) + (", …" if spanning.count > 5 else "")
        found.append(
            f"{spanning.count} row{'s' * (spanning.count > 1)} with line breaks inside quotes"
            f" (line {lines}): is a quote left open there?"
        )
    if rows.comments.count:
        count = rows.comments.count
        lines = ", ".join(map(str, rows.comments.lines)) + (", …" if count > 5 else "")
        found.append(
            f"{count} line{'s' * (count > 1)} among the rows (line {lines}) skipped as comments,"
            " since they begin with # or %"
        )
    said = rows.layout.rows_said
    if said is not None and said != rows_read:
        found.append(f"the size line promises {said} rows, but there are {rows_read}")
    if made.dropped.differing:
        several = made.dropped.differing > 1
        found.append(
            f"{made.dropped.differing} repeated row{'s give' if several else ' gives'} another"
            " probability than the first; the first counts"
        )
    if made.graph.n and not (made.plain and made.graph.n < _HARMLESS):
        found += suspicious_ids(made.graph.ids)
    return found


def layer_notes(graph: FollowGraph) -> list[str]:
    """Tell of follows that several rows put on several platforms."""
    if graph.layers is None:
        return []
    of = graph.layers.of
    several = int((of & (of - np.uint64(1)) != 0).sum()) // (1 if graph.directed else 2)
    if not several:
        return []
    noun = "1 follow stands" if several == 1 else f"{several} follows stand"
    return [f"{noun} on several platforms, a row for each"]


def account_remarks(about: AccountsReport, made: Assembled) -> tuple[list[str], list[str]]:
    """Warnings and notes on how the table of accounts and the follows go together."""
    warnings, notes = [], []
    in_follows = made.graph.n - made.isolated
    if about.repeated_accounts:
        warnings.append(
            f"{about.source}: {_rows(about.repeated_accounts)} of accounts already described;"
            " the first row of each counts"
        )
    if made.unknown and made.unknown == in_follows:
        theirs = made.graph.ids[in_follows:].to_pylist()
        why = why_unknown(made.graph.ids[:in_follows], theirs)
        warnings.append(
            f"{about.source} describes none of the accounts that follow or are followed"
            f"{f' ({why})' if why else ''};"
            " --account-id COL says where their ids are (row:0 or row:1 for row numbers)"
        )
    elif made.unknown:
        notes.append(f"{made.unknown} of {made.graph.n} accounts are not in {about.source}")
    if made.isolated:
        accounts = "1 account" if made.isolated == 1 else f"{made.isolated} accounts"
        notes.append(f"{accounts} of {about.source} in no follow: isolated")
    if made.joined:
        accounts = "1 account" if made.joined == 1 else f"{made.joined} accounts"
        notes.append(f"{accounts} joined to another of the same person")
    return warnings, notes


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"
