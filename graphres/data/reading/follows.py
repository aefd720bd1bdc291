"""`read_follows`: from a table of follows, and one of accounts, to a graph and a report."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from graphres.data.convert.graph_files import GraphFile
from graphres.data.expressions import Expression
from graphres.data.reading.account_table import (
    AccountDetails,
    describe_parts,
    read_accounts,
    read_details,
)
from graphres.data.reading.assemble import Assembled, assemble
from graphres.data.reading.columns import Columns, FollowColumns
from graphres.data.reading.crawl_metadata import find_attribute
from graphres.data.reading.filters import FilteredRows, filter_rows
from graphres.data.reading.formats.tables import read_table_rows, translate_places
from graphres.data.reading.graph_files import find_graph, read_graph_rows
from graphres.data.reading.handles import normalise_handles
from graphres.data.reading.moments import LineOf
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.owner import OwnedList, choose_list_options, hint_at_owner, refuse_lists
from graphres.data.reading.plausibility import (
    Plausibility,
    check_plausibility,
    tell_first_row,
    warn_of_direction,
    warn_of_states,
)
from graphres.data.reading.remarks import (
    check_accounts_left,
    check_rows,
    check_rows_left,
    note_layers,
    remark_on_accounts,
    remark_on_rows,
    warn_of_no_follows,
)
from graphres.data.reading.report import AccountsReport, ReadReport
from graphres.data.reading.stored import read_store, store_in
from graphres.data.reading.streams.raw import Progress
from graphres.data.reading.streams.sources import Source, SourceLike, open_source
from graphres.data.reading.streams.text import find_codec
from graphres.data.reading.tables.layout import TIES
from graphres.data.reading.tables.rows import TableRows
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
        inputs = _read_inputs(opened, options, expression)
        if inputs.details is None or inputs.about is not None:
            check_rows(inputs.rows, opened.name)  # a graph file may hold accounts alone
        noticed = check_plausibility(inputs.rows, inputs.columns)
        sentence = tell_first_row(
            inputs.rows, inputs.columns, inputs.line_of, directed=inputs.is_directed(options)
        )
        with translate_places(opened):
            filtered = filter_rows(
                inputs.rows, inputs.columns, inputs.line_of, options, expression, moment
            )
        check_rows_left(inputs.rows, filtered, options, opened.name)
        assembled = _assemble(inputs, filtered, options, expression)
        check_accounts_left(assembled.graph, options, opened.name)
        noticed.warnings += warn_of_direction(
            inputs.columns, inputs.rows.layout.header, assembled.graph
        ) + warn_of_states(
            inputs.rows, inputs.columns, filtered.keep, undirected=not assembled.graph.directed
        )
        graph = replace(
            assembled.graph,
            names_normalised=options.normalize_handles,
            list_column=_list_column(inputs.details, options),
        )
        return graph, _report(opened, inputs, filtered, assembled, noticed, sentence)


@dataclass
class _Inputs:
    """What the files hold."""

    rows: TableRows
    columns: Columns
    line_of: LineOf
    details: AccountDetails | None
    about: AccountsReport | None
    directed: bool = True

    def is_directed(self, options: ReadOptions) -> bool:
        """Whether a row is a follow one way."""
        return self.directed and not options.undirected


def _read_inputs(source: Source, options: ReadOptions, expression: Expression | None) -> _Inputs:
    graph = find_graph(source, find_codec(options.encoding))
    if graph is not None:
        return _read_graph_inputs(source, graph, options, expression)
    details, about = None, None
    if options.accounts is None:
        options.need_accounts()
    else:
        details, about = read_accounts(options.accounts, options)
    columns = _columns(source, options, expression, details)
    if options.owner is not None:
        lists = OwnedList(columns, options.owner, source.format == "csv" and options.header is None)
        how = choose_list_options(source, options.for_follows())
        rows, line_of = read_table_rows(
            source, how, lists.wanted, skip_bad=options.skip_bad, exports=True, owned=True
        )
        rows = lists.with_owner(rows)
    else:
        choose = refuse_lists(columns.wanted, columns)
        with hint_at_owner():
            rows, line_of = read_table_rows(
                source, options.for_follows(), choose, skip_bad=options.skip_bad, exports=True
            )
    assert columns.choice is not None
    return _Inputs(rows, columns.choice, line_of, details, about)


def _read_graph_inputs(
    source: Source, graph: GraphFile, options: ReadOptions, expression: Expression | None
) -> _Inputs:
    """Read a graph file, which brings its own table of accounts: the data of its nodes."""
    for option, value in (("--accounts", options.accounts), ("--owner", options.owner)):
        if value is not None:
            raise UsageError(
                f"{graph.form} brings its own accounts", where=option, do="leave it out"
            )
    rows, table, directed = read_graph_rows(graph, source.name, options.of_follows, options.layer)
    details = read_details(table, source.name, "id", options)
    columns = _columns(source, options, expression, details)
    columns.wanted(rows.layout)
    assert columns.choice is not None
    return _Inputs(rows, columns.choice, lambda row: row + 1, details, None, directed)


def _columns(
    source: Source,
    options: ReadOptions,
    expression: Expression | None,
    details: AccountDetails | None,
) -> FollowColumns:
    names = () if details is None else (details.id_name, *details.table.columns)
    return FollowColumns(
        source.name,
        options.follower,
        options.followed,
        named=options.of_follows,
        expression=expression,
        account_names=names,
        layer=options.layer,
    )


def _assemble(
    inputs: _Inputs, filtered: FilteredRows, options: ReadOptions, expression: Expression | None
) -> Assembled:
    keys, inputs.rows.keys = inputs.rows.keys, []
    if options.normalize_handles:
        keys = [normalise_handles(key) for key in keys]
    if filtered.keep is not None:
        keys = [key.keep(filtered.keep) for key in keys]
    ends = inputs.columns.ends
    return assemble(
        keys,
        follower_first=ends.follower < ends.followed,
        directed=inputs.is_directed(options),
        details=inputs.details,
        person=options.person,
        where=expression if inputs.columns.where_on_accounts else None,
        probability=filtered.probability,
        layers=filtered.layers,
        layer=options.layer,
    )


def _list_column(details: AccountDetails | None, options: ReadOptions) -> str | None:
    """Return the column by which lists name accounts; None if they use ids."""
    if options.list_column is None or details is None:
        return None
    if options.list_column == details.id_name:
        return None
    return find_attribute(details.table, options.list_column, details.where)


def _report(
    source: Source,
    inputs: _Inputs,
    filtered: FilteredRows,
    assembled: Assembled,
    noticed: Plausibility,
    sentence: str | None,
) -> ReadReport:
    rows, columns, layout = inputs.rows, inputs.columns, inputs.rows.layout
    warnings = [w for w in layout.warnings if assembled.graph.directed or w != TIES]
    warnings += [*columns.decision.warnings, *noticed.warnings, *filtered.warnings]
    warnings += remark_on_rows(rows, filtered.rows_read, assembled) + warn_of_no_follows(
        assembled.graph, source.name
    )
    notes = [*layout.notes, *noticed.notes, *columns.decision.notes, *filtered.notes]
    notes += note_layers(assembled.graph)
    about = inputs.about
    if about is not None:
        more = remark_on_accounts(about, assembled)
        warnings, notes = warnings + more[0], notes + more[1]
        about = replace(
            about,
            isolated_accounts=assembled.isolated,
            unknown_accounts=assembled.unknown,
            joined_accounts=assembled.joined,
        )
    return ReadReport(
        source=source.name,
        sha256=source.sha256,
        bytes=source.size,
        format=source.format,
        follower_column=_name_column(layout.header, columns.ends.follower),
        followed_column=_name_column(layout.header, columns.ends.followed),
        header=layout.header is not None,
        rows_read=filtered.rows_read,
        follows_kept=assembled.graph.m,
        repeated_rows=assembled.dropped.repeated_rows,
        self_follows=assembled.dropped.self_follows,
        blank_lines=rows.blank_lines,
        repeated_headers=rows.repeated_headers,
        bad_rows=rows.bad,
        rows_where_dropped=filtered.where_dropped + assembled.where_dropped,
        rows_after_as_of=filtered.late,
        accounts=about,
        warnings=warnings,
        notes=notes,
        first_row=sentence,
        parts=describe_parts(source),
    )


def _name_column(header: tuple[str, ...] | None, at: int) -> str:
    return header[at] if header else str(at + 1)
