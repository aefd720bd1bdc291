"""`read_follows`: from a table of follows, and one of accounts, to a graph and a report."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from graphres.data.convert.graph_files import GraphFile
from graphres.data.expressions import Expression
from graphres.data.reading.account_table import known_accounts, parts_of, read_accounts, read_any
from graphres.data.reading.assemble import Assembled, Known, assemble
from graphres.data.reading.columns import Columns, FollowColumns
from graphres.data.reading.crawl_metadata import column_named
from graphres.data.reading.emptiness import (
    check_accounts_left,
    check_rows,
    check_rows_left,
    no_follows_left,
)
from graphres.data.reading.filtered import Filtered, filtered
from graphres.data.reading.formats.tables import placing
from graphres.data.reading.graph_files import graph_in
from graphres.data.reading.graph_rows import rows_of_graph
from graphres.data.reading.handles import normalised
from graphres.data.reading.moments import LineOf
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.owner import OwnedList, list_options, owner_hint, refusing_lists
from graphres.data.reading.plausibility import (
    Plausibility,
    check_plausibility,
    direction_warnings,
    tell_first_row,
)
from graphres.data.reading.remarks import account_remarks, layer_notes, row_remarks
from graphres.data.reading.report import AccountsReport, ReadReport
from graphres.data.reading.states import state_warnings
from graphres.data.reading.stored import read_store, store_in
from graphres.data.reading.streams.raw import Progress
from graphres.data.reading.streams.sources import Source, SourceLike, open_source
from graphres.data.reading.streams.text import codec_of
from graphres.data.reading.tables.preamble import TIES
from graphres.data.reading.tables.rows import Rows
from graphres.errors import UsageError
from graphres.graph import FollowGraph


def read_follows(
    source: SourceLike | Sequence[str | os.PathLike[str]],
    *,
    follower: str | None = None,
    followed: str | None = None,
    accounts: str | os.PathLike[str] | None = None,
    account_id: str | None = None,
    undirected: bool = False,
    header: bool | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    on_bad_row: str = "error",
    accounts_on_bad_row: str = "error",
    normalize_handles: bool = False,
    where: str | Expression | None = None,
    followers_total: str | None = None,
    crawled: str | None = None,
    time: str | None = None,
    time_format: str | None = None,
    as_of: str | int | float | datetime.date | None = None,
    person: str | None = None,
    probability: str | None = None,
    layer: str | None = None,
    owner: str | None = None,
    list_column: str | None = None,
    max_bytes: int | str | None = None,
    stdin: BinaryIO | None = None,
    on_progress: Progress | None = None,
) -> tuple[FollowGraph, ReadReport]:
    r"""Read who follows whom.

    Text tables of any usual kind, JSON, Parquet, .xlsx, GraphML, GEXF, GML, Pajek and node-link
    JSON; plain, gzip, bzip2, xz, zstd or zip.
    Ids are exact strings with surrounding blanks trimmed. A row with fewer cells than the ids need
    or with more than there are columns can't be read; missing last cells are empty ones.

    Parameters
    ----------
    source : str, path, binary file, or list of paths
        A file, ``file.zip::member``, ``file.xlsx::Sheet``, a folder or a glob of parts of one
        table, a list of parts, ``sample:NAME``, ``-`` for standard input, or a store that
        `graphres.pack` wrote. Options given with a store must be those it was packed with.
    follower, followed : str, optional
        Columns by name or position from 1; else told by the header, else columns 1 and 2.
    accounts : path, optional
        A table of accounts. Those that no follow names become isolated accounts.
    account_id : str, optional
        Its column of ids, by name or position, or ``row:0`` or ``row:1`` where rows are numbered
        from there; else told by the header.
    undirected : bool
        A row is a mutual tie.
    header : bool, optional
        Whether the first row is a header; found out if not given.
    delimiter : str, optional
        One character, "tab" or "space" (runs of blanks); found out if not given.
    encoding : str, optional
        Of both tables; UTF-8 unless a byte-order mark says otherwise.
    on_bad_row, accounts_on_bad_row : {'error', 'skip'}
        Stop at a row (of the follows, of the accounts) that can't be read, or count it.
    normalize_handles : bool
        Take one leading @ off and fold case, before anything is compared.
    where : str, optional
        Rows to keep, if over columns of the follows; accounts to keep, if over columns of the
        accounts. A column is numbers if every cell is one.
    followers_total, crawled, person : str, optional
        Columns of the accounts: followers known from outside; whose lists were collected (yes or
        no); whose accounts these are, which joins them into one.
    time, as_of : str, optional
        A column of the follows (ISO dates, dates of 8 to 17 digits, unix times in the unit that
        their size tells), and the last date to keep, a day including all of it (UTC).
    time_format : str, optional
        How the times are written: a strptime format such as ``%d/%m/%Y %H:%M``, or a unit since
        1970 (s, ms, us, ns).
    probability : str, optional
        A column of the follows: the probability that each passes a message on, from 0 to 1. Of
        repeated rows the first counts.
    layer : str, optional
        A column of the follows: the platform on which each stands. Repeated rows that name others
        put it on several. A name that only the table of accounts has is left to that.
    owner : str, optional
        Whose followers or followings these are: an export of one account's list becomes follows of
        that account. Where it does not say which of the two, name its column as `follower` or as
        `followed`.
    list_column : str, optional
        A column of the accounts by which lists of accounts name them, in place of ids.
    max_bytes : int or str, optional
        How many bytes each table may hold once it is unpacked, as a number or as "2GB"; what
        memory allows if not given.
    stdin : binary file, optional
        What ``-`` reads.
    on_progress : callable, optional
        Called with (bytes read, bytes in all).

    Returns
    -------
    FollowGraph
        Accounts in order of first appearance, rows top to bottom and cells left to right, among
        the rows that the filters left; then accounts only the table of accounts names.
    ReadReport
        What was read, dropped and noticed.

    Raises
    ------
    InputError
        For a file, column or row that can't be read.
    UsageError
        For options that do not go together, and bad expressions.

    Notes
    -----
    Linear in the file.

    Examples
    --------
    >>> import io
    >>> table = io.BytesIO(b"followee_id,follower_id\nbob,ann\nbob,cem\nbob,ann\n")
    >>> graph, report = read_follows(table)
    >>> graph
    <FollowGraph 3 accounts, 2 follows, follower -> followed>
    >>> report.repeated_rows, report.notes
    (1, ["follower read from column 'follower_id', followed from 'followee_id'"])
    """
    options = ReadOptions(
        follower=follower,
        followed=followed,
        accounts=accounts,
        account_id=account_id,
        undirected=undirected,
        header=header,
        delimiter=delimiter,
        encoding=encoding,
        on_bad_row=on_bad_row,
        accounts_on_bad_row=accounts_on_bad_row,
        normalize_handles=normalize_handles,
        where=where,
        followers_total=followers_total,
        crawled=crawled,
        time=time,
        time_format=time_format,
        as_of=as_of,
        person=person,
        probability=probability,
        layer=layer,
        owner=owner,
        list_column=list_column,
        max_bytes=max_bytes,
    )
    expression, moment = options.expression, options.moment
    store = store_in(source)
    if store is not None:
        return read_store(store, options, on_progress)
    with open_source(
        source, stdin=stdin, on_progress=on_progress, max_bytes=options.bound
    ) as opened:
        found = _found(opened, options, expression)
        if found.known is None or found.about is not None:
            check_rows(found.rows, opened.name)  # a graph file may hold accounts alone
        noticed = check_plausibility(found.rows, found.columns)
        sentence = tell_first_row(
            found.rows, found.columns, found.line_of, directed=found.is_directed(options)
        )
        with placing(opened):
            kept = filtered(found.rows, found.columns, found.line_of, options, expression, moment)
        check_rows_left(found.rows, kept, options, opened.name)
        made = _made(found, kept, options, expression)
        check_accounts_left(made.graph, options, opened.name)
        noticed.warnings += direction_warnings(
            found.columns, found.rows.layout.header, made.graph
        ) + state_warnings(found.rows, found.columns, kept.keep, undirected=not made.graph.directed)
        graph = replace(
            made.graph,
            names_normalised=options.normalize_handles,
            list_column=_list_column(found.known, options),
        )
        return graph, _report(opened, found, kept, made, noticed, sentence)


@dataclass
class _Found:
    """What the files hold."""

    rows: Rows
    columns: Columns
    line_of: LineOf
    known: Known | None
    about: AccountsReport | None
    directed: bool = True

    def is_directed(self, options: ReadOptions) -> bool:
        """Whether a row is a follow one way."""
        return self.directed and not options.undirected


def _found(source: Source, options: ReadOptions, expression: Expression | None) -> _Found:
    graph = graph_in(source, codec_of(options.encoding))
    if graph is not None:
        return _found_in_graph(source, graph, options, expression)
    known, about = None, None
    if options.accounts is None:
        options.need_accounts()
    else:
        known, about = read_accounts(options.accounts, options)
    columns = _columns(source, options, expression, known)
    if options.owner is not None:
        lists = OwnedList(columns, options.owner, source.format == "csv" and options.header is None)
        how = list_options(source, options.for_follows())
        rows, line_of = read_any(
            source, how, lists.wanted, skip_bad=options.skip_bad, exports=True, owned=True
        )
        rows = lists.with_owner(rows)
    else:
        choose = refusing_lists(columns.wanted, columns)
        with owner_hint():
            rows, line_of = read_any(
                source, options.for_follows(), choose, skip_bad=options.skip_bad, exports=True
            )
    assert columns.chosen is not None
    return _Found(rows, columns.chosen, line_of, known, about)


def _found_in_graph(
    source: Source, graph: GraphFile, options: ReadOptions, expression: Expression | None
) -> _Found:
    """A graph file brings its own table of accounts: the data of its nodes."""
    for option, value in (("--accounts", options.accounts), ("--owner", options.owner)):
        if value is not None:
            raise UsageError(
                f"{graph.form} brings its own accounts", where=option, do="leave it out"
            )
    rows, table, directed = rows_of_graph(graph, source.name, options.of_follows, options.layer)
    known = known_accounts(table, source.name, "id", options)
    columns = _columns(source, options, expression, known)
    columns.wanted(rows.layout)
    assert columns.chosen is not None
    return _Found(rows, columns.chosen, lambda row: row + 1, known, None, directed)


def _columns(
    source: Source, options: ReadOptions, expression: Expression | None, known: Known | None
) -> FollowColumns:
    names = () if known is None else (known.id_name, *known.table.columns)
    return FollowColumns(
        source.name,
        options.follower,
        options.followed,
        named=options.of_follows,
        expression=expression,
        account_names=names,
        layer=options.layer,
    )


def _made(
    found: _Found, kept: Filtered, options: ReadOptions, expression: Expression | None
) -> Assembled:
    keys, found.rows.keys = found.rows.keys, []
    if options.normalize_handles:
        keys = [normalised(key) for key in keys]
    if kept.keep is not None:
        keys = [key.keep(kept.keep) for key in keys]
    ends = found.columns.ends
    return assemble(
        keys,
        follower_first=ends.follower < ends.followed,
        directed=found.is_directed(options),
        known=found.known,
        person=options.person,
        where=expression if found.columns.where_on_accounts else None,
        probability=kept.probability,
        layers=kept.layers,
        layer=options.layer,
    )


def _list_column(known: Known | None, options: ReadOptions) -> str | None:
    """The column by which lists name accounts; the ids need none."""
    if options.list_column is None or known is None:
        return None
    if options.list_column == known.id_name:
        return None
    return column_named(known.table, options.list_column, known.where)


def _report(
    source: Source,
    found: _Found,
    kept: Filtered,
    made: Assembled,
    noticed: Plausibility,
    sentence: str | None,
) -> ReadReport:
    rows, columns, layout = found.rows, found.columns, found.rows.layout
    warnings = [w for w in layout.warnings if made.graph.directed or w != TIES]
    warnings += [*columns.decision.warnings, *noticed.warnings, *kept.warnings]
    warnings += row_remarks(rows, kept.rows_read, made) + no_follows_left(made.graph, source.name)
    notes = [*layout.notes, *noticed.notes, *columns.decision.notes, *kept.notes]
    notes += layer_notes(made.graph)
    about = found.about
    if about is not None:
        more = account_remarks(about, made)
        warnings, notes = warnings + more[0], notes + more[1]
        about = replace(
            about,
            isolated_accounts=made.isolated,
            unknown_accounts=made.unknown,
            joined_accounts=made.joined,
        )
    return ReadReport(
        source=source.name,
        sha256=source.sha256,
        bytes=source.size,
        format=source.format,
        follower_column=_shown(layout.header, columns.ends.follower),
        followed_column=_shown(layout.header, columns.ends.followed),
        header=layout.header is not None,
        rows_read=kept.rows_read,
        follows_kept=made.graph.m,
        repeated_rows=made.dropped.repeated_rows,
        self_follows=made.dropped.self_follows,
        blank_lines=rows.blank_lines,
        repeated_headers=rows.repeated_headers,
        bad_rows=rows.bad,
        rows_where_dropped=kept.where_dropped + made.where_dropped,
        rows_after_as_of=kept.late,
        accounts=about,
        warnings=warnings,
        notes=notes,
        first_row=sentence,
        parts=parts_of(source),
    )


def _shown(header: tuple[str, ...] | None, at: int) -> str:
    return header[at] if header else str(at + 1)
