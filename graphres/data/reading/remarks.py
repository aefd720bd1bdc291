"""Warnings about a whole reading: what may make the graph another than was meant."""

from __future__ import annotations

import numpy as np

from graphres.data.reading.assemble import Assembled
from graphres.data.reading.damaged_ids import suspicious_ids
from graphres.data.reading.id_kinds import why_unknown
from graphres.data.reading.report import AccountsReport
from graphres.data.reading.tables.rows import Rows
from graphres.graph import FollowGraph

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


def exchanged_headers(rows: Rows) -> list[str]:
    """Warn of rows that repeat the header with its two columns of ids exchanged."""
    header = rows.layout.header
    if header is None or len(rows.keys) != 2:
        return []
    first, second = (header[at] for at in rows.wanted.keys)
    codes = rows.keys[0].code_of(second), rows.keys[1].code_of(first)
    if not first or not second or min(codes) < 0:
        return []
    found = int(((rows.keys[0].codes == codes[0]) & (rows.keys[1].codes == codes[1])).sum())
    if not found:
        return []
    return [
        f"{found} row{'s' * (found > 1)} read {second},{first}, the header's columns exchanged:"
        " rows below may say the opposite"
    ]


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
