"""From options to how a message travels: probability, model, sources, groups of listeners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.commands.failures import say
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.moderation import eligibility as choices
from graphres.options.columns import listeners
from graphres.report.kinds.probability_levels import levels_told
from graphres.spread import Grouping, Spread
from graphres.spread.levels import Level, find_levels

Given = Mapping[str, Any]

_COLUMN = "col:"


def probability_column(given: Given) -> str | None:
    """The column of the follows that ``-p col:NAME`` names."""
    text: str = given.get("probability") or ""
    if not text.startswith(_COLUMN):
        return None
    name = text.removeprefix(_COLUMN)
    if not name:
        raise UsageError("-p col: names no column", do="write -p col:NAME")
    return name


def spread_of(given: Given, graph: FollowGraph | None = None) -> Spread:
    """How a message travels; without a graph, the same with everyone as a source.

    Raises
    ------
    UsageError
        For values that are none, which is worth knowing before anything is read.
    """
    return Spread(
        probability=_probability(given),
        model=given["model"],
        worlds=given["worlds"],
        together=given["together"],
        seed=given["seed"],
        sources=None if graph is None else choices.sources(given["sources"], graph),
    )


def _probability(given: Given) -> float | str:
    text: str | None = given["probability"]
    if text is None:  # levels are searched for, and stand in its place
        return Spread().probability
    if text == "wc":
        return text
    if probability_column(given) is not None:
        return "col"
    try:
        return float(text)
    except ValueError as error:
        raise UsageError(f"-p takes a number from 0 to 1, wc or col:NAME, not {text!r}") from error


def levels_of(
    given: Given, graph: FollowGraph, spread: Spread, jobs: int
) -> tuple[Level, ...] | None:
    """Probabilities to measure at where none was given, told in a note; None where one was."""
    if given["probability"] is not None:
        return None
    levels = find_levels(graph, spread, jobs=jobs)
    if not given["quiet"]:
        say("note", levels_told(levels))
    return levels


def middle(levels: Sequence[Level]) -> Level:
    """The level that stands for all where one has to."""
    return levels[len(levels) // 2]


def groups_of(given: Given, graph: FollowGraph) -> Grouping | None:
    """The listeners by ``--group``."""
    return listeners(graph, given["group"], given["seed"])


def facts(given: Given, spread: Spread, worlds: int | None, sources: int | None) -> dict[str, Any]:
    """What a manifest says of how a message travelled."""
    column = probability_column(given)
    probability = spread.probability if column is None else f"{_COLUMN}{column}"
    return {
        "model": spread.model,
        "probability": None if given["probability"] is None else probability,
        "worlds": worlds,
        "sources": given["sources"],
        "source_accounts": sources,
        "together": spread.together,
    }
