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
    Key,
    flag,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)

#: Who may be removed.
CHOOSING: Mapping[str, Key] = {
    "protect": Key(None, text()),
    "protect_where": Key(None, text(parse)),
    "target_where": Key(None, text(parse)),
}


#: How many, too; budgets in cost and by group are understood together, by `BudgetOptions`.
SPENDING: Mapping[str, Key] = {
    "budget": Key(None, text_or_number()),
    **CHOOSING,
    "cost": Key(None, text()),
    "cost_default": Key(None, number(0)),
    "budget_by": Key(None, text()),
}

#: What moderators can't know.
DOUBTING: Mapping[str, Key] = {
    "confidence": Key(None, text()),
    "hide": Key(None, text_or_number(parse_hide)),
}

#: When to stop, and what becomes of equal scores.
REPEATING: Mapping[str, Key] = {
    "until": Key(None, text(parse)),
    "ties": Key("first", text_or_number(parse_tie_runs)),
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
TRAVELLING: Mapping[str, Key] = {
    "probability": Key(0.05, text_or_number(_probability)),
    "worlds": Key(256, lambda worlds: (whole_number(64)(worlds), Spread(worlds=worlds))),
}

#: Who posts, too.
SPREADING: Mapping[str, Key] = {
    **TRAVELLING,
    "sources": Key("all", text(check_sources)),
    "model": Key("ic", one_of("ic", "lt")),
    "together": Key(False, flag),
}
