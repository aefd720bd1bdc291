"""``--fail-if``: known to make sense before the work, judged after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.close_matches import suggest
from graphres.commands.failures import say
from graphres.data.expressions import Condition, parse_condition
from graphres.errors import UsageError


def parse_conditions(
    texts: Sequence[str], names: Sequence[str], fields: Sequence[str]
) -> list[Condition]:
    """Understand conditions on fields of what is named.

    Raises
    ------
    ExpressionError
        For one that is none.
    UsageError
        For one about something that there will not be.
    """
    conditions = [parse_condition(text) for text in texts]
    for condition in conditions:
        for name, field in condition.references:
            _check_name(name, names, f"no {name!r} in this run", condition)
            _check_name(field, fields, f"no field {field!r} in the summary", condition)
    return conditions


def _check_name(name: str, names: Sequence[str], what: str, condition: Condition) -> None:
    if name not in names:
        raise UsageError(what, where=condition.text, do=suggest(name, names))


def judge(
    conditions: Sequence[Condition], figures: Mapping[str, Mapping[str, Any]], at: str = ""
) -> int:
    """Return 1 if any condition holds for the figures by name, and say which; else 0."""
    failures = [c for c in conditions if c.holds(lambda name, field: figures[name][field])]
    for condition in failures:
        values = (
            f"{name}.{field} = {figures[name][field]}" for name, field in condition.references
        )
        say("fail-if", f"{condition} holds{at}: {', '.join(values)}")
    return 1 if failures else 0
