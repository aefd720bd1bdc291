"""The first lines of every page: what was read, and what was left out of it."""

from __future__ import annotations

from graphres.graph import FollowGraph
from graphres.reading import ReadReport
from graphres.report.blocks import Line
from graphres.report.figures import count, percent, shown
from graphres.statistics import followers_share

__all__ = ["audience_remark", "dropped", "opening", "sizes"]


def opening(graph: FollowGraph, report: ReadReport) -> Line:
    """What was read, how large it is and which way its follows point, and what was dropped."""
    return Line(f"{shown(report.source)}: {sizes(graph)}\n{dropped(report)}", "title")


def sizes(graph: FollowGraph) -> str:
    """Accounts and follows, and their direction.

    Examples
    --------
    >>> sizes(FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")]))
    '3 accounts, 2 follows (follower → followed)'
    """
    if graph.directed:
        return f"{count(graph.n)} accounts, {count(graph.m)} follows (follower → followed)"
    return f"{count(graph.n)} accounts, {count(graph.m)} ties (undirected)"


def dropped(report: ReadReport) -> str:
    """What reading left out, by reason."""
    parts = {
        "repeated rows": report.repeated_rows,
        "self-follows": report.self_follows,
        "bad rows": report.bad_row_count,
        "repeated headers": report.repeated_headers,
        "rows by --where": report.rows_where_dropped,
        "rows after --as-of": report.rows_after_as_of,
    }
    said = [f"{count(number)} {what}" for what, number in parts.items() if number]
    return f"dropped: {', '.join(said)}" if said else "nothing dropped"


def audience_remark(graph: FollowGraph) -> dict[str, str]:
    """Audience is a lower bound when the table holds only a part of the followers known."""
    share = followers_share(graph)
    if share is None or share >= 1:
        return {}
    return {"audience": f"lower bound: the table holds {percent(share)} of the followers known"}
