"""The work of `graphres report FOLLOWS`: one answer to what one wants to know first."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from click.core import ParameterSource

from graphres.amounts import amount_of
from graphres.commands import inputs, networks, outputs
from graphres.data.samples import is_sample
from graphres.data.store.manifest import is_store
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.report.kinds.overview.view import overview_result
from graphres.report.output import SUFFIXES, Destination
from graphres.report.progress import Bar
from graphres.report.result import Result
from graphres.studies.overview import overview
from graphres.studies.sweeps.folder import MANIFEST

_BUDGET = "5%"
_MANNERS = ("quiet", "no_progress", "debug")

Given = Mapping[str, Any]


def is_follows(name: str) -> bool:
    """Whether a name is that of follows; results are known by their content."""
    path = Path(name)
    if name == "-" or is_sample(name):
        return True
    if path.is_dir():
        return is_store(name) or (not (path / MANIFEST).exists() and any(path.glob("*.*")))
    if not path.is_file():  # a pipe by name has no content to look at first
        return path.exists() or path.suffix.lower() not in ("", ".json")
    with path.open("rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return not head.startswith((b"{", b"[")) or _holds_follows(path)


def _holds_follows(path: Path) -> bool:
    """Whether JSON holds follows: rows, lines of objects, or nodes and links; no schema of ours."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _is_object(text.lstrip().partition("\n")[0])
    return bool(document) and not (isinstance(document, dict) and "schema" in document)


def _is_object(line: str) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "schema" not in row


def refuse_options() -> None:
    """Refuse options that are of no use for results.

    Raises
    ------
    UsageError
        For the first that was typed.
    """
    context = click.get_current_context()
    for option in context.command.params:
        is_for_results = option.name in ("results", "html", "force", *_MANNERS)
        source = context.get_parameter_source(option.name or "")
        if not is_for_results and source is ParameterSource.COMMANDLINE:
            raise UsageError(
                f"{option.opts[-1]} is for a table of follows, not for results", do="leave it out"
            )


def run(given: Given) -> int:
    """Read, measure, write."""
    given = {**given, "follows": given["results"][0], "group": None}
    places = _places(given)
    inputs.check(given)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read({**given, "quiet": True}, bar.stage("reading"))
        budget = _budget(given, graph)
        view = overview(graph, budget, seed=given["seed"], jobs=given["jobs"], stage=bar.stage)
    level = view.levels[view.middle]
    manifest = inputs.manifest_of(
        {**given, "runs": view.effort.runs},
        graph,
        report,
        worlds=view.effort.worlds,
        probability=level.probability,
        budget=budget,
    )
    result = overview_result(graph, report, view, manifest, " ".join(_retype(given)))
    trials = view.removals[view.middle]
    network = partial(networks.show_trials, given, graph, trials, has_budget=True)
    is_page_alone = places.page is not None and given["format"] is None
    _write(result, places, network, is_page_alone=is_page_alone)
    return 0


def _places(given: Given) -> outputs.Places:
    """Choose a page with ``-o FILE.html``, data with another suffix, else a screen."""
    name = given["html"]
    screen = Destination(given["format"] or "table")
    if name in (None, "-"):
        return outputs.places({**given, "html": None}, result=screen)
    place = Destination.by_suffix(name, {**outputs.PAGES, **SUFFIXES}, given["force"])
    if place.format == "html":
        return outputs.places(given, result=screen)
    result = inputs.destination({**given, "output": name})
    return outputs.places({**given, "html": None}, result=result)


def _write(
    result: Result, places: outputs.Places, network: outputs.MakeNetwork, *, is_page_alone: bool
) -> None:
    if not is_page_alone:
        return outputs.write(result, places, network)
    page = outputs.with_network(result, places, network)
    with outputs.together(places) as batched:
        outputs.show(page, batched)
    return None


def _budget(given: Given, graph: FollowGraph) -> int:
    """Accounts to act on; by default 5 % of all, and at least one."""
    text = given["budget"]
    budget = int(amount_of(text or _BUDGET).of(np.ones(graph.n)))
    return budget if text else max(budget, min(graph.n, 1))


def _retype(given: Given) -> Iterator[str]:
    """Yield what another command needs to read the same table alike, ready for a shell."""
    yield shlex.quote(given["follows"])
    how = inputs.reading(given)
    header = how.pop("header")
    if header is not None:
        yield "--header" if header else "--no-header"
    for name, value in how.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            yield option
        elif value and value != "error":
            yield f"{option} {shlex.quote(str(value))}"
