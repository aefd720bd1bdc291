"""From options to what the library takes: a graph, who may go, who may post."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from graphres.commands.failures import refuse_warnings, say, warn_of_input
from graphres.data.expressions import parse
from graphres.data.provenance import file_input
from graphres.data.reading import ReadReport, read_follows
from graphres.data.reading.tables.rows import BadRows
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.measures.statistics import followers_share
from graphres.moderation import eligibility as choices
from graphres.options import budgeting, imperfect
from graphres.report.kinds.eligibility import eligibility
from graphres.report.manifest import manifest
from graphres.report.output import Destination
from graphres.strategies import Strategy, strategy

_TIE_RULES = {
    True: "first seen first; scores rounded to 12 significant digits",
    False: "drawn, once a run; scores rounded to 12 significant digits",
}

Given = Mapping[str, Any]

_PASSED_ON = (
    "follower",
    "followed",
    "owner",
    "accounts",
    "account_id",
    "undirected",
    "delimiter",
    "encoding",
    "on_bad_row",
    "accounts_on_bad_row",
    "normalize_handles",
    "where",
    "followers_total",
    "crawled",
    "time",
    "time_format",
    "as_of",
    "person",
    "list_column",
    "max_bytes",
)


def destination(given: Given, *, graphs: bool = False) -> Destination:
    """Where the result goes, seen to be writable and no input of this run."""
    place = Destination.choose(given["output"], given.get("format"), given["force"], graphs=graphs)
    if place.path is not None:
        refuse_input(given, place.path)
    place.check()
    return place


def refuse_input(given: Given, path: Path) -> None:
    """Refuse to write over what is read."""
    sources = [given.get("follows"), given.get("accounts"), given.get("protect")]
    for source in filter(None, sources):
        if path.exists() and _is_same(path, Path(source)):
            raise UsageError("is an input", where=str(path), do="choose another name")


def _is_same(path: Path, source: Path) -> bool:
    return source.exists() and path.is_file() and path.samefile(source)


def read(
    given: Given,
    on_progress: Callable[[int, int], None],
    *,
    probability: str | None = None,
    layer: str | None = None,
) -> tuple[FollowGraph, ReadReport]:
    """The graph that the reading options describe; what there is to say of it goes to stderr.

    ``probability`` is a column of the follows that tells how each passes a message on; ``layer``
    one of the follows or of the accounts that tells on which platform it does.
    """
    how = reading(given, probability=probability, layer=layer)
    graph, report = read_follows(given["follows"], on_progress=on_progress, **how)
    tell(report, quiet=given["quiet"])
    return graph, report


def reading(
    given: Given, *, probability: str | None = None, layer: str | None = None
) -> dict[str, Any]:
    """The reading options, by the names of `read_follows`."""
    named = {name: given[name] for name in _PASSED_ON}
    return {**named, "header": _header(given), "probability": probability, "layer": layer}


def _header(given: Given) -> bool | None:
    """Whether the table has a header, if an option says so."""
    if given["header"] and given["no_header"]:
        raise UsageError("--header and --no-header exclude each other", do="give one of them")
    return True if given["header"] else False if given["no_header"] else None


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
        lines = ", ".join(map(str, bad.lines))
        more = ", …" if bad.count > len(bad.lines) else ""
        row, line = ("row", "line") if bad.count == 1 else ("rows", "lines")
        what = f"{bad.count} bad {row} left out ({reason}), {line} {lines}{more}"
        warn_of_input(f"{source}: {what}")


def eligible(given: Given, graph: FollowGraph) -> Mask | None:
    """Who may be removed; None for everyone."""
    return choices.eligible(graph, imperfect.targets(given, graph), protected(given, graph))


def eligibility_of(given: Given, graph: FollowGraph) -> dict[str, int] | None:
    """How many accounts may be removed and are protected; None where all may be."""
    if not any(given.get(name) for name in ("protect", "protect_where", "target_where")):
        return None
    may_go, shielded = eligible(given, graph), protected(given, graph)
    removable = graph.n if may_go is None else int(may_go.sum())
    return eligibility(graph.n, removable, 0 if shielded is None else int(shielded.sum()))


def protected(given: Given, graph: FollowGraph) -> Mask | None:
    """Who may never be removed, not even by mistake; None for nobody."""
    return choices.protected(graph, given["protect"], given["protect_where"])


def strategies(specs: Sequence[str]) -> list[Strategy]:
    """The strategies named, each once."""
    repeated = sorted({spec for spec in specs if specs.count(spec) > 1})
    if repeated:
        raise UsageError(f"--strategy {repeated[0]} is given twice", do="name each once")
    return [strategy(spec) for spec in specs]


def check(given: Given) -> None:
    """Understand budget and expressions before anything is read; their errors are worth no wait."""
    budgeting.check(given)
    choices.check_sources(given.get("sources", "all"))
    for name in ("where", "protect_where", "target_where"):
        if given.get(name):
            parse(given[name])


def manifest_of(
    given: Given,
    graph: FollowGraph,
    report: ReadReport,
    chosen: Sequence[Strategy] = (),
    **facts: Any,
) -> dict[str, Any]:
    """How this run came to its result; ``facts`` are those of the command itself."""
    return manifest(
        **circumstances(),
        inputs=[{"role": "follows", **report.to_dict()}, *_lists(given, chosen)],
        n=graph.n,
        m=graph.m,
        directed=graph.directed,
        tie_rule=_TIE_RULES[given.get("ties", "first") == "first"],
        seed=given.get("seed"),
        deterministic=not any(getattr(s, "is_timed", False) for s in chosen),
        runs=given.get("runs"),
        followers_total_share=followers_share(graph),
        **{"worlds": None, **_narrowed(given, graph), **facts},
    )


def _narrowed(given: Given, graph: FollowGraph) -> dict[str, Any]:
    """Which accounts may be removed, where not all may."""
    found = eligibility_of(given, graph)
    return {} if found is None else {"eligibility": found}


def circumstances() -> dict[str, Any]:
    """The command line, and the seconds since it began."""
    begun: float = click.get_current_context().find_root().obj
    return {"command": ["graphres", *sys.argv[1:]], "seconds": time.perf_counter() - begun}


def _lists(given: Given, chosen: Sequence[Strategy]) -> list[dict[str, Any]]:
    """The list files that the options name."""
    lists = [("list", path) for s in chosen if (path := getattr(s, "path", None)) is not None]
    if given.get("protect"):
        lists.append(("protect", given["protect"]))
    posting = given.get("sources", "all")
    if posting != "all" and not posting.startswith(("top:", "where:")):
        lists.append(("sources", posting))
    return [file_input(role, path) for role, path in lists]
