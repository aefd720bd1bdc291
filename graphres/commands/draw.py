"""`graphres draw`: the network as a picture, before and after suspensions."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.options.raw import RawOptions
    from graphres.report.document import Document
    from graphres.report.output import Destination

EXAMPLES = (
    "graphres draw sample:movement -o picture.png",
    "graphres draw sample:movement -s betweenness --budget 100 -o picture.svg",
    "graphres draw sample:two-platforms --accounts sample:two-platforms-accounts "
    "--group platform -o picture.html",
)


_FORMATS = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html", ".htm": "html"}
_BUDGET = "5%"


@click.command(cls=Command, name="draw", examples=EXAMPLES)
@options.follows()
@options.reading
@options.strategies("in-degree")
@options.choosing("Suspend so many accounts, or so many in a hundred (5%).", by_group=False)
@options.seed
@options.jobs
@options.colour
@options.picture_output
@options.manners
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Draw the network before and after suspensions.

    FOLLOWS is a table of follower and followed, or - for stdin. Accounts are sized by followers and
    coloured by community or --group; suspended ones are hollow, and those that broke off are pale.
    A .html page has a slider that suspends accounts one after another, and takes several
    strategies. Above 3,000 accounts, communities are drawn in place of accounts. In a pipe,
    without -o, the picture is SVG. --budget 0 draws the network as it is. It takes the extras
    "plot" and "igraph".
    """
    from graphres.amounts import parse_amount
    from graphres.commands import inputs, networks, outputs
    from graphres.data.convert.communities import load_igraph
    from graphres.moderation.selection import Rules, select
    from graphres.options.budget import BudgetOptions
    from graphres.options.eligibility import EligibilityOptions
    from graphres.options.task import Task, parse_strategies
    from graphres.report.charts.extra import need_plot_extra
    from graphres.report.document import Document

    place = _choose_place(raw)
    need_plot_extra()
    load_igraph()
    strategies = parse_strategies(raw.texts("strategy") or ("in-degree",))
    if len(strategies) > 1 and place.format != "html":
        do = "give --strategy once, or draw a page: -o picture.html"
        raise UsageError("a picture shows one strategy", do=do)
    task = Task(
        seed=raw.integer("seed", 0),
        strategies=strategies,
        eligibility=EligibilityOptions.parse(raw),
    )
    budget = BudgetOptions.parse(raw)
    if raw.value("budget") is None:
        budget = replace(budget, amount=parse_amount(_BUDGET))
    table = inputs.parse_table(raw)
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        eligible = task.eligibility.find_eligible(graph)
        rules = Rules(eligible=eligible, limit=budget.find_spending(graph, eligible).limit)
        jobs = raw.value("jobs") or os.cpu_count() or 1
        orders = [
            (strategy.spec, select(strategy, graph, rules, seed=task.seed, jobs=jobs).order)
            for strategy in strategies
        ]
        suspensions = [networks.measure(graph, spec, order) for spec, order in orders]
        drawn = networks.make_network(raw, graph, suspensions)
    manifest = inputs.manifest_of(graph, report, task)
    _write(Document("graphres.draw/1", {"manifest": manifest, "network": drawn}), place)
    return 0


def _choose_place(raw: RawOptions) -> Destination:
    """Return the file, or SVG on stdout where that is no terminal."""
    from graphres.commands.outputs import refuse_input
    from graphres.report.output import Destination

    name = raw.text("output")
    if name in (None, "-"):
        if name is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a picture is not for a terminal", do="name a file: -o picture.png")
        return Destination("svg")
    assert name is not None
    place = Destination.by_suffix(name, _FORMATS, raw.flag("force"))
    refuse_input(raw, Path(name), ("follows", "accounts", "protect"))
    place.check()
    return place


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
