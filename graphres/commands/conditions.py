"""``--fail-if``: known to make sense before the work, judged after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.close_matches import suggest
from graphres.commands.failures import say
from graphres.data.expressions import Condition, parse_condition
from graphres.errors import UsageError


def parse_all(texts: Sequence[str]) -> list[Condition]:
    """The conditions, or `ExpressionError` for one that is none."""
    return [parse_condition(text) for text in texts]


def check(conditions: Sequence[Condition], names: Sequence[str], fields: Sequence[str]) -> None:
    """`UsageError` when a condition names something that there will not be."""
    for condition in conditions:
        for name, field in condition.references:
            _among(name, names, f"no {name!r} in this run", condition)
            _among(field, fields, f"no field {field!r} in the summary", condition)


def _among(name: str, known: Sequence[str], what: str, condition: Condition) -> None:
    if name not in known:
        raise UsageError(what, where=condition.text, do=suggest(name, known))


def judge(
    conditions: Sequence[Condition], figures: Mapping[str, Mapping[str, Any]], at: str = ""
) -> int:
    """1 if any condition holds for the figures by name, having said which, and at what; else 0."""
    held = [c for c in conditions if c.holds(lambda name, field: figures[name][field])]
    for condition in held:
        values = (
            f"{name}.{field} = {figures[name][field]}" for name, field in condition.references
        )
        say("fail-if", f"{condition} holds{at}: {', '.join(values)}")
    return 1 if held else 0
