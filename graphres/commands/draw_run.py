"""The work of `graphres draw`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphres.commands import inputs, networks
from graphres.data.convert.communities import load_igraph
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.moderation.selection import Rules, select
from graphres.options import budgeting
from graphres.report.charts.extra import need_plot_extra
from graphres.report.document import Document
from graphres.report.output import Destination
from graphres.report.progress import Bar
from graphres.strategies import Strategy

if TYPE_CHECKING:
    from graphres.report.network.building import Suspension


Given = Mapping[str, Any]

_FORMATS = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html", ".htm": "html"}
_BUDGET = "5%"


def run(given: Given) -> int:
    """Read, choose, lay out, draw."""
    place = _place(given)
    need_plot_extra()
    load_igraph()
    chosen = _strategies(given, place)
    inputs.check(given)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"))
        suspensions = [_suspended(given, graph, each) for each in chosen]
        drawn = networks.make_network(given, graph, suspensions)
    manifest = inputs.manifest_of(given, graph, report, chosen)
    _write(Document("graphres.draw/1", {"manifest": manifest, "network": drawn}), place)
    return 0


def _place(given: Given) -> Destination:
    """The file, or SVG on stdout where that is no terminal."""
    name = given["output"]
    if name in (None, "-"):
        if name is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a picture is not for a terminal", do="name a file: -o picture.png")
        return Destination("svg")
    place = Destination.by_suffix(name, _FORMATS, given["force"])
    inputs.refuse_input(given, Path(name))
    place.check()
    return place


def _strategies(given: Given, place: Destination) -> list[Strategy]:
    chosen = inputs.strategies(given["strategies"] or ("in-degree",))
    if len(chosen) > 1 and place.format != "html":
        do = "give --strategy once, or draw a page: -o picture.html"
        raise UsageError("a picture shows one strategy", do=do)
    return chosen


def _suspended(given: Given, graph: FollowGraph, chosen: Strategy) -> Suspension:
    eligible = inputs.eligible(given, graph)
    means = budgeting.means(given, graph, eligible, _BUDGET)
    rules = Rules(eligible=eligible, limit=means.limit)
    jobs = given["jobs"] or os.cpu_count() or 1
    selection = select(chosen, graph, rules, seed=given["seed"], jobs=jobs)
    return networks.measure(graph, chosen.spec, selection.order)


def _write(document: Document, place: Destination) -> None:
    from graphres.report.charts.phrases import source_line
    from graphres.report.formats.html import write_page
    from graphres.report.network.scene import Scene
    from graphres.report.network.still import draw_picture

    if place.format == "html":
        write_page([document], place)
        return
    scene = Scene.from_document(document.parts["network"])
    drawn = draw_picture(scene, place.format, source_line(document.manifest))
    with place.open() as out:
        out.write(drawn.decode("utf-8") if place.format == "svg" else drawn)
