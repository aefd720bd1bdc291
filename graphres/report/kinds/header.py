"""The first lines of every page: what was read, and what was left out of it."""

from __future__ import annotations

from collections.abc import Mapping

from graphres.data.reading import ReadReport
from graphres.graph import FollowGraph
from graphres.report.blocks import Paragraph
from graphres.report.kinds.eligibility import of_those
from graphres.report.number_format import counted, printable


def describe_reading(
    graph: FollowGraph, report: ReadReport, eligible: Mapping[str, int] | None = None
) -> Paragraph:
    """Say what was read, how large it is, which way its follows point, and what was dropped.

    Where not every account may be removed, ``eligible`` says how many.
    """
    lines = [f"{printable(report.source)}: {describe_size(graph)}", describe_dropped(report)]
    if eligible is not None:
        lines.append(f"chosen out {of_those(eligible)}")
    return Paragraph("\n".join(lines), "title")


def describe_size(graph: FollowGraph) -> str:
    """Count accounts and follows, and name their direction.

    Examples
    --------
    >>> describe_size(FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")]))
    '3 accounts, 2 follows (follower → followed)'
    """
    if graph.directed:
        text = f"{counted(graph.n, 'account')}, {counted(graph.m, 'follow')}"
        return f"{text} (follower → followed)"
    return f"{counted(graph.n, 'account')}, {counted(graph.m, 'tie')} (undirected)"


def describe_dropped(report: ReadReport) -> str:
    """Count what reading left out, by reason."""
    parts = {
        "repeated row": report.repeated_rows,
        "self-follow": report.self_follows,
        "bad row": report.bad_row_count,
        "repeated header": report.repeated_headers,
    }
    counts = [counted(number, what) for what, number in parts.items() if number]
    options = {"--where": report.rows_where_dropped, "--as-of": report.rows_after_as_of}
    counts += [
        f"{counted(number, 'row')} by {option}" for option, number in options.items() if number
    ]
    return f"dropped: {', '.join(counts)}" if counts else "nothing dropped"
