"""The work of `graphres reach`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np

from graphres.commands import conditions, inputs, outputs, spreads
from graphres.convert.columns import cells
from graphres.errors import InputError
from graphres.report.opening import opening
from graphres.report.progress import Bar
from graphres.report.reach_view import ReachPage, figures, reach_result
from graphres.spread import Reach, reach

__all__ = ["run"]

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
        found = reach(
            graph,
            spread,
            groups=groups,
            jobs=given["jobs"] or os.cpu_count() or 1,
            on_progress=bar.stage("spreading"),
        )
    carriers = _carriers(found)
    page = ReachPage(
        graph=graph,
        found=found,
        spread=spread,
        probability=given["probability"],
        groups=groups,
        carriers=carriers,
        shown={name: cells(graph, name, carriers) for name in given["show"]},
        opening=opening(graph, report),
    )
    facts = spreads.facts(given, spread, found.worlds, found.sources)
    outputs.write(reach_result(page, inputs.manifest_of(given, graph, report, **facts)), places)
    return conditions.judge(fail_if, {"reach": figures(found)})


def _carriers(found: Reach) -> np.ndarray:
    """The accounts that most often carry the message on, equals by first appearance."""
    first = np.argsort(-found.carries, kind="stable")[:_CARRIERS]
    return first[found.carries[first] > 0]
