"""What `graphres info` shows of a graph."""

from __future__ import annotations

from graphres.report.document import Document
from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.info.tables import info_blocks, info_details
from graphres.report.number_format import counted, percent


def info_headline(document: Document) -> str:
    """Return the size of the graph, and the share of it that hangs together."""
    graph = document.parts["graph"]
    sizes = f"{counted(graph['accounts'], 'account')} and {counted(graph['follows'], 'follow')}"
    if graph.get("giant_share") is None:
        return sizes
    return f"{sizes}; {percent(graph['giant_share'])} of the accounts hang together"


KIND = ResultKind(
    title="What is in this graph",
    blocks=info_blocks,
    details=info_details,
    headline=info_headline,
)
