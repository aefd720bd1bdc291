"""The work of `graphres campaign`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns import ARMS, Parameters, campaign, check_plan
from graphres.campaigns.presets import preset
from graphres.campaigns.summary import FIELDS
from graphres.commands import conditions, inputs
from graphres.commands.campaign_command import MODEL_OPTIONS
from graphres.commands.failures import say
from graphres.commands.values import budget_of
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.reading.lists import read_ids
from graphres.report.campaign_view import campaign_result
from graphres.report.opening import opening
from graphres.report.progress import Bar
from graphres.report.writers import write
from graphres.strategies import strategy

__all__ = ["run"]

_INTERRUPTED = 130

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, run all arms, write, judge."""
    place = inputs.destination(given)
    inputs.check({**given, "budget": None})
    made = _parameters(given)
    arms = tuple(given["arms"]) or tuple(ARMS)
    unknown = [name for name in arms if name not in ARMS]
    if unknown:
        raise UsageError(f"no arm {unknown[0]!r}", do=f"there are: {', '.join(ARMS)}")
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, list(ARMS), FIELDS)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"))
        trace = campaign(
            graph,
            made,
            arms=arms,
            runs=given["runs"],
            seed=given["seed"],
            jobs=given["jobs"],
            eligible=inputs.eligible(given, graph),
            announcers=_announcers(given["announcers"] or made.announcers, graph),
            group=given["group"],
            on_progress=bar.stage("running"),
            keep_finished=True,
        )
    facts: dict[str, Any] = {"runs_finished": len(trace.runs), "parameters": _told(made)}
    facts["preset"] = given["preset"]
    manifest = inputs.manifest_of(given, graph, report, **facts)
    write(campaign_result(trace, given["table"], manifest, opening(graph, report)), place)
    if trace.was_interrupted:
        say(
            "note", f"interrupted: {len(trace.runs)} of {given['runs']} runs were finished and kept"
        )
        return _INTERRUPTED
    return conditions.judge(fail_if, {name: trace.mean(name) for name in trace.arms})


def _parameters(given: Given) -> Parameters:
    asked = {to: given[name] for name, to in MODEL_OPTIONS.items() if given[name] is not None}
    if given["suspend"]:
        asked["suspend"] = tuple(given["suspend"])
    known = Parameters() if given["preset"] is None else preset(given["preset"])
    return check_plan(replace(known, **asked))


def _told(made: Parameters) -> dict[str, Any]:
    from dataclasses import asdict

    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(made).items()}


def _announcers(text: str | None, graph: FollowGraph) -> npt.NDArray[np.int32] | None:
    """Those of a file, or the first N or N% by a strategy on the graph of the start."""
    if text is None:
        return None
    if Path(text).exists():
        return read_ids(text, graph)
    name, at, size = text.rpartition("@")
    if not at or not re.fullmatch(r"\d+(\.\d+)?%|\d+", size):
        raise UsageError(
            f"--announcers {text!r} is no file, and says no number",
            do="name a file, or STRATEGY@N such as in-degree@10",
        )
    return strategy(name)(graph, limit=budget_of(size, graph.n))
