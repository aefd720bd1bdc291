"""The work of `graphres report FOLLOWS`: one answer to what one wants to know first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graphres.commands import inputs, networks, outputs
from graphres.data.reading.options import ReadOptions
from graphres.graph import FollowGraph
from graphres.options.budget import BudgetOptions
from graphres.options.raw import RawOptions
from graphres.options.task import Task
from graphres.report.kinds.overview.result import overview_result
from graphres.report.output import PAGES, SUFFIXES, Destination
from graphres.report.result import Result
from graphres.studies.overview import overview

#: Of all accounts, suspended where no budget is set.
_SHARE = 0.05


def run(raw: RawOptions) -> int:
    """Read, measure, write."""
    places = _choose_places(raw)
    table, budget_options = inputs.parse_table(raw), BudgetOptions.parse(raw)
    seed, jobs = raw.integer("seed", 0), raw.value("jobs")
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(replace(table, quiet=True), bar.stage("reading"))
        budget = _find_budget(budget_options, graph)
        found = overview(graph, budget, seed=seed, jobs=jobs, on_stage=bar.stage)
    manifest = inputs.manifest_of(
        graph,
        report,
        Task(seed=seed, runs=found.effort.runs),
        worlds=found.effort.worlds,
        probability=found.levels[found.middle].probability,
        budget=budget,
    )
    retyped = " ".join(_retype(raw.text("follows") or "-", table.options))
    result = overview_result(graph, report, found, manifest, retyped)
    trials = found.removals[found.middle]
    network = partial(networks.show_trials, raw, graph, trials, has_budget=True)
    is_page_alone = places.page is not None and raw.text("format") is None
    _write(result, places, network, is_page_alone=is_page_alone)
    return 0


def _choose_places(raw: RawOptions) -> outputs.Places:
    """Choose a page with ``-o FILE.html``, data with another suffix, else a screen."""
    name = raw.text("html")
    screen = Destination(raw.text("format") or "table")
    if name in (None, "-"):
        return outputs.choose_places(raw.replace(html=None), result=screen)
    place = Destination.by_suffix(name, {**PAGES, **SUFFIXES}, raw.flag("force"))
    if place.format == "html":
        return outputs.choose_places(raw, result=screen)
    return outputs.choose_places(raw.replace(html=None, output=name))


def _write(
    result: Result, places: outputs.Places, network: outputs.MakeNetwork, *, is_page_alone: bool
) -> None:
    if not is_page_alone:
        return outputs.write(result, places, network)
    page = outputs.with_network(result, places, network)
    with outputs.together(places) as batched:
        outputs.show(page, batched)
    return None


def _find_budget(options: BudgetOptions, graph: FollowGraph) -> int:
    """Return how many accounts to act on; by default 5 % of all, and at least one."""
    limit = options.find_spending(graph, None).limit
    if limit is not None:
        return limit
    return max(int(_SHARE * graph.n), min(graph.n, 1))


def _retype(source: str, options: ReadOptions) -> Iterator[str]:
    """Yield what another command needs to read the same table alike, ready for a shell."""
    yield shlex.quote(source)
    if options.header is not None:
        yield "--header" if options.header else "--no-header"
    for name, value in vars(options).items():
        option = f"--{name.replace('_', '-')}"
        if name == "header" or not value or value == "error":
            continue
        yield option if value is True else f"{option} {shlex.quote(str(value))}"
