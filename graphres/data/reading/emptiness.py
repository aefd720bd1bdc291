"""An input of which nothing usable is left: refused, with what left it out."""

from __future__ import annotations

from graphres.data.reading.filtered import Filtered
from graphres.data.reading.options import ReadOptions
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
