"""Keys that several commands take, by the names of the command line's options."""

from __future__ import annotations

from collections.abc import Mapping

from graphres.amounts import parse_tie_runs
from graphres.data.expressions import parse
from graphres.errors import UsageError
from graphres.moderation.eligibility import check_sources
from graphres.options.hiding import parse_hide
from graphres.options.spreading import parse_probability
from graphres.spread import Spread
from graphres.studies.sweeps.schema import (
    ExperimentKey,
    flag,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)

#: Who may be removed.
CHOOSING: Mapping[str, ExperimentKey] = {
    "protect": ExperimentKey(None, text()),
    "protect_where": ExperimentKey(None, text(parse)),
    "target_where": ExperimentKey(None, text(parse)),
}


#: How many, too; budgets in cost and by group are understood together, by `BudgetOptions`.
SPENDING: Mapping[str, ExperimentKey] = {
    "budget": ExperimentKey(None, text_or_number()),
    **CHOOSING,
    "cost": ExperimentKey(None, text()),
    "cost_default": ExperimentKey(None, number(0)),
    "budget_by": ExperimentKey(None, text()),
}

#: What moderators can't know.
DOUBTING: Mapping[str, ExperimentKey] = {
    "confidence": ExperimentKey(None, text()),
    "hide": ExperimentKey(None, text_or_number(parse_hide)),
}

#: When to stop, and what becomes of equal scores.
REPEATING: Mapping[str, ExperimentKey] = {
    "until": ExperimentKey(None, text(parse)),
    "ties": ExperimentKey("first", text_or_number(parse_tie_runs)),
}


def _probability(value: str) -> None:
    try:
        probability, _ = parse_probability(value)
    except UsageError as error:
        raise UsageError(
            f"a probability is a number from 0 to 1, wc or col:NAME, not {value!r}"
        ) from error
    Spread(probability)


#: How a message travels.
TRAVELLING: Mapping[str, ExperimentKey] = {
    "probability": ExperimentKey(0.05, text_or_number(_probability)),
    "worlds": ExperimentKey(256, lambda worlds: (whole_number(64)(worlds), Spread(worlds=worlds))),
}

#: Who posts, too.
SPREADING: Mapping[str, ExperimentKey] = {
    **TRAVELLING,
    "sources": ExperimentKey("all", text(check_sources)),
    "model": ExperimentKey("ic", one_of("ic", "lt")),
    "together": ExperimentKey(False, flag),
}
