"""What a command reads: a table of follows, and what there is to say of it on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from graphres.commands.failures import refuse_warnings, say, warn_of_input
from graphres.data.provenance import file_input
from graphres.data.reading import ReadReport, read_follows
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.tables.rows import BadRows
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.measures.statistics import followers_share
from graphres.options.eligibility import EligibilityOptions
from graphres.options.raw import RawOptions
from graphres.options.task import Task
from graphres.report.kinds.eligibility import eligibility
from graphres.report.manifest import manifest

_TIE_RULES = {
    True: "first seen first; scores rounded to 12 significant digits",
    False: "drawn, once a run; scores rounded to 12 significant digits",
}

#: Options of `read_follows` that are told by others, or under another name.
_DERIVED = ("header", "probability", "layer")


@dataclass(frozen=True)
class FollowTable:
    """A table of follows, and how to read it.

    Parameters
    ----------
    source : str or list of str
        A file, a folder, a quoted glob, a sample, or ``-`` for stdin.
    options : ReadOptions
    quiet : bool
        Whether to leave out notes.
    """

    source: str | list[str]
    options: ReadOptions
    quiet: bool


def parse_table(
    raw: RawOptions,
    source: str | list[str] | None = None,
    *,
    probability: str | None = None,
    layer: str | None = None,
) -> FollowTable:
    """Understand the options of reading; ``source`` stands in place of FOLLOWS.

    ``probability`` is a column of the follows that tells how each passes a message on; ``layer``
    one of the follows or of the accounts that tells on which platform it does.
    """
    options = parse_reading(raw, probability=probability, layer=layer)
    return FollowTable(source or raw.text("follows") or "-", options, raw.flag("quiet"))


def parse_reading(
    raw: RawOptions, *, probability: str | None = None, layer: str | None = None
) -> ReadOptions:
    """Understand how a table is to be read; `UsageError` for options that exclude each other."""
    names = [name for name in ReadOptions.__dataclass_fields__ if name not in _DERIVED]
    values = {name: raw.value(name) for name in names}
    raw.expression("where")
    return ReadOptions(**values, header=_header(raw), probability=probability, layer=layer)


def _header(raw: RawOptions) -> bool | None:
    """Return whether the table has a header, if an option says so."""
    has_header, has_none = raw.flag("header"), raw.flag("no_header")
    if has_header and has_none:
        raise UsageError("--header and --no-header exclude each other", do="give one of them")
    return True if has_header else False if has_none else None


def read(
    table: FollowTable, on_progress: Callable[[int, int], None]
) -> tuple[FollowGraph, ReadReport]:
    """Read a table; what there is to say of it goes to stderr."""
    graph, report = read_follows(table.source, on_progress=on_progress, **vars(table.options))
    tell(report, quiet=table.quiet)
    return graph, report


def tell(report: ReadReport, *, quiet: bool = False) -> None:
    """Say on stderr what a reader of the result should know of its table; warnings always.

    Raises
    ------
    InputError
        If there are warnings, with ``--strict``.
    """
    tell_bad_rows(report.source, report.bad_rows)
    if report.accounts is not None:
        tell_bad_rows(report.accounts.source, report.accounts.bad_rows)
    for warning in report.warnings:
        warn_of_input(warning)
    refuse_warnings()
    for note in () if quiet else (*report.notes, *filter(None, [report.first_row])):
        say("note", note)


def tell_bad_rows(source: str, bad_rows: Mapping[str, BadRows]) -> None:
    """Warn of rows left out, by reason."""
    for reason, bad in bad_rows.items():
        numbers = ", ".join(map(str, bad.lines))
        more = ", …" if bad.count > len(bad.lines) else ""
        rows, lines = ("row", "line") if bad.count == 1 else ("rows", "lines")
        what = f"{bad.count} bad {rows} left out ({reason}), {lines} {numbers}{more}"
        warn_of_input(f"{source}: {what}")


def count_eligible(options: EligibilityOptions, graph: FollowGraph) -> dict[str, int] | None:
    """Count the accounts that may be removed and are protected; None where all may be removed."""
    if not options.excludes_any:
        return None
    eligible, protected = options.find_eligible(graph), options.find_protected(graph)
    removable = graph.n if eligible is None else int(eligible.sum())
    return eligibility(graph.n, removable, 0 if protected is None else int(protected.sum()))


def manifest_of(
    graph: FollowGraph, report: ReadReport, task: Task | None = None, **facts: Any
) -> dict[str, Any]:
    """Return how this run came to its result; ``facts`` are those of the command itself."""
    done = task or Task()
    is_timed = any(getattr(s, "is_timed", False) for s in done.strategies)
    counts = count_eligible(done.eligibility, graph)
    return manifest(
        **circumstances(),
        inputs=[
            {"role": "follows", **report.to_dict()},
            *(file_input(role, path) for role, path in done.list_files()),
        ],
        n=graph.n,
        m=graph.m,
        directed=graph.directed,
        tie_rule=_TIE_RULES[not done.tie_runs],
        seed=None if task is None else task.seed,
        deterministic=not is_timed,
        runs=done.runs,
        followers_total_share=followers_share(graph),
        **{"worlds": None, **({} if counts is None else {"eligibility": counts}), **facts},
    )


def circumstances() -> dict[str, Any]:
    """Return the command line, and the seconds since it began."""
    begun: float = click.get_current_context().find_root().obj
    return {"command": ["graphres", *sys.argv[1:]], "seconds": time.perf_counter() - begun}
