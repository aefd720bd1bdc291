"""What a page says first of results that have no chart: a sentence computed from the numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphres.report.charts.phrases import share
from graphres.report.document import Document
from graphres.report.network.scene import Scene
from graphres.report.network.words import tell_finding
from graphres.report.number_format import count, counted, percent


def _rank_told(document: Document) -> str:
    rows = document.rows("ranking")
    if not rows:
        return "There is no account to rank"
    last = rows[-1]
    said = f"Without all {counted(len(rows), 'account')} of the table the giant component holds "
    said += f"{share(last['giant_after'])} of all accounts"
    reach = last.get("reach_after")
    return said if reach is None else f"{said}, and a message is heard by {share(reach)}"


def _info_told(document: Document) -> str:
    graph = document.parts["graph"]
    said = f"{counted(graph['accounts'], 'account')} and {counted(graph['follows'], 'follow')}"
    if graph.get("giant_share") is None:
        return said
    return f"{said}; {percent(graph['giant_share'])} of the accounts hang together"


def _draw_told(document: Document) -> str:
    return tell_finding(Scene.from_document(document.parts["network"]))


def _reproduce_told(document: Document) -> str:
    """How the findings that were held out came out."""
    tests = [row for row in document.rows("findings") if row["role"] == "tests"]
    verdicts = [row["verdict"] for row in tests]
    said = ", ".join(f"{verdicts.count(each)} {each}" for each in dict.fromkeys(verdicts))
    return f"Of {count(len(tests))} findings held out as tests: {said}" if tests else ""


TELL: Mapping[str, Callable[[Document], str]] = {
    "rank": _rank_told,
    "info": _info_told,
    "draw": _draw_told,
    "reproduce": _reproduce_told,
}
