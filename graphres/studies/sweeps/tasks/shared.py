"""Keys that several kinds take, by the names of the command line's options, and what they make."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.amounts import parse_budget, parse_tie_runs
from graphres.data.expressions import parse
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.moderation import eligibility as choices
from graphres.options import imperfect
from graphres.spread import Spread
from graphres.strategies import strategy
from graphres.studies.sweeps.schema import (
    Key,
    flag,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Settings

_COLUMN = "col:"


def _budget(value: str) -> None:
    parse_budget(value, 1)


#: Who may be removed, and how many.
CHOOSING: Mapping[str, Key] = {
    "budget": Key(None, text_or_number(_budget)),
    "protect": Key(None, text()),
    "protect_where": Key(None, text(parse)),
    "target_where": Key(None, text(parse)),
}


def _hide(value: str) -> None:
    imperfect.check_hide({"hide": value})


#: The same with budgets in cost and by group, which `budgeting.check` takes together.
SPENDING: Mapping[str, Key] = {
    **CHOOSING,
    "budget": Key(None, text_or_number()),
    "cost": Key(None, text()),
    "cost_default": Key(None, number(0)),
    "budget_by": Key(None, text()),
}

#: What moderators can't know.
DOUBTING: Mapping[str, Key] = {
    "confidence": Key(None, text()),
    "hide": Key(None, text_or_number(_hide)),
}

#: When to stop, and what becomes of equal scores.
REPEATING: Mapping[str, Key] = {
    "until": Key(None, text(parse)),
    "ties": Key("first", text_or_number(parse_tie_runs)),
}


def _probability(value: str) -> None:
    _travels(value)


#: How a message travels.
TRAVELLING: Mapping[str, Key] = {
    "probability": Key(0.05, text_or_number(_probability)),
    "worlds": Key(256, lambda worlds: (whole_number(64)(worlds), Spread(worlds=worlds))),
}

#: Who posts, too.
SPREADING: Mapping[str, Key] = {
    **TRAVELLING,
    "sources": Key("all", text(choices.check_sources)),
    "model": Key("ic", one_of("ic", "lt")),
    "together": Key(False, flag),
}


#: Options whose values are text, which an experiment may write as a number.
_TEXTS = ("budget", "hide", "ties", "points", "probability")


def as_options(settings: Settings) -> dict[str, Any]:
    """The settings as the options of the command line would give them."""
    return {
        name: str(value) if name in _TEXTS and value is not None else value
        for name, value in settings.items()
    }


def column_of(settings: Settings) -> str | None:
    """The column of the follows that ``probability = "col:NAME"`` names."""
    said = str(settings.get("probability", ""))
    return said.removeprefix(_COLUMN) if said.startswith(_COLUMN) else None


def _travels(said: Any, **how: Any) -> Spread:
    text_ = str(said)
    if text_.startswith(_COLUMN) and text_ != _COLUMN:
        return Spread("col", **how)
    try:
        return Spread("wc" if text_ == "wc" else float(text_), **how)
    except ValueError as error:
        raise UsageError(
            f"a probability is a number from 0 to 1, wc or col:NAME, not {text_!r}"
        ) from error


def spread_of(settings: Settings, graph: FollowGraph, seed: int) -> Spread:
    """How a message travels in a cell, and who posts."""
    return _travels(
        settings["probability"],
        model=settings["model"],
        worlds=settings["worlds"],
        together=settings["together"],
        seed=seed,
        sources=choices.sources(settings["sources"], graph),
    )


def targets(settings: Settings, graph: FollowGraph) -> Mask | None:
    """Who matches ``target_where``."""
    said = settings["target_where"]
    return None if said is None else choices.matching(said, graph)


def protected(settings: Settings, graph: FollowGraph) -> Mask | None:
    """Who may never be removed."""
    return choices.protected(graph, settings["protect"], settings["protect_where"])


def eligible(settings: Settings, graph: FollowGraph) -> Mask | None:
    """Who may be removed; None for everyone."""
    return choices.eligible(graph, targets(settings, graph), protected(settings, graph))


def listed_files(spec: str) -> list[tuple[str, str]]:
    """The list that a strategy reads, if it reads one."""
    path = getattr(strategy(spec), "path", None)
    return [] if path is None else [("list", str(path))]


def chosen_files(settings: Settings) -> list[tuple[str, str]]:
    """The lists that ``protect`` and ``sources`` name."""
    found = [("protect", settings["protect"])] if settings.get("protect") else []
    posting = settings.get("sources", "all")
    if posting != "all" and not posting.startswith(("top:", "where:")):
        found.append(("sources", posting))
    return [(role, str(Path(path))) for role, path in found]
