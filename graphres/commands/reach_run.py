"""The work of `graphres reach`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from graphres.commands import conditions, inputs, outputs, spreads
from graphres.data.convert.columns import cells
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.report.kinds.header import describe_reading
from graphres.report.kinds.probability_levels import of_level
from graphres.report.kinds.reach.result import (
    MeasuredReach,
    figures,
    reach_levels_result,
    reach_result,
)
from graphres.report.progress import Bar
from graphres.spread import Grouping, Reach, reach

#: Accounts to list that carry the message on.
_CARRIERS = 10

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, spread, write, judge."""
    places = outputs.places(given)
    inputs.check(given)
    spreads.spread_of(given)
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, ["reach"], ["mean", "low", "high", "accounts"])
    column = spreads.probability_column(given)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"), probability=column)
        if graph.n == 0:
            raise InputError("there is no account that could post", where=report.source)
        spread, groups = spreads.spread_of(given, graph), spreads.groups_of(given, graph)
        jobs = given["jobs"] or os.cpu_count() or 1
        levels = spreads.levels_of(given, graph, spread, jobs)
        probabilities: list[float | str]
        probabilities = [level.probability for level in levels or ()] or [spread.probability]
        measured = [replace(spread, probability=p) for p in probabilities]
        progress = bar.stage("spreading")
        founds = [
            reach(graph, each, groups=groups, jobs=jobs, on_progress=progress) for each in measured
        ]
    results = [_measured(given, graph, found, groups) for found in founds]
    first = describe_reading(graph, report)
    facts = spreads.facts(given, spread, founds[0].worlds, founds[0].sources)
    made = inputs.manifest_of(given, graph, report, **facts)
    if levels is None:
        outputs.write(reach_result(results[0], made, first), places)
        return conditions.judge(fail_if, {"reach": figures(founds[0])})
    outputs.write(reach_levels_result(levels, results, made, first), places)
    return max(
        conditions.judge(fail_if, {"reach": figures(found)}, f" at {of_level(level)}")
        for level, found in zip(levels, founds, strict=True)
    )


def _measured(
    given: Given, graph: FollowGraph, found: Reach, groups: Grouping | None
) -> MeasuredReach:
    carriers = _carriers(found)
    attributes = {name: cells(graph, name, carriers) for name in given["show"]}
    return MeasuredReach(graph, found, carriers, attributes, groups)


def _carriers(found: Reach) -> np.ndarray:
    """The accounts that most often carry the message on, equals by first appearance."""
    first = np.argsort(-found.carries, kind="stable")[:_CARRIERS]
    return first[found.carries[first] > 0]
