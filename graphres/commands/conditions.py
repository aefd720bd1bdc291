"""``--fail-if``: known to make sense before the work, judged after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graphres.commands.failures import say
from graphres.curves import CollapseCurve
from graphres.errors import UsageError
from graphres.expressions import Condition, parse_condition
from graphres.trials import Trial, summarise

__all__ = ["check", "judge", "parse_all"]


def parse_all(texts: Sequence[str]) -> list[Condition]:
    """The conditions, or `ExpressionError` for one that is none."""
    return [parse_condition(text) for text in texts]


def check(
    conditions: Sequence[Condition], strategies: Sequence[str], measures: Sequence[str]
) -> None:
    """`UsageError` when a condition names a strategy or a field that there will not be."""
    fields = _fields(measures)
    for condition in conditions:
        for name, field in condition.references:
            _among(name, strategies, f"no strategy {name!r} in this run", condition)
            _among(field, fields, f"no field {field!r} in the summary", condition)


def _among(name: str, known: Sequence[str], what: str, condition: Condition) -> None:
    if name not in known:
        raise UsageError(what, where=condition.text, do=f"there are: {', '.join(known)}")


def _fields(measures: Sequence[str]) -> list[str]:
    """What a mean row has for these measures: that of an empty graph has it all."""
    values = {name: np.full(1, np.nan) for name in measures}
    empty = CollapseCurve(0, np.zeros(0, np.int32), values, None)
    trial = Trial("", 0, empty.removed, values, empty.summary(), 0)
    return [field for field in summarise([trial])[-1] if field not in ("strategy", "run")]


def judge(conditions: Sequence[Condition], summary: Sequence[Mapping[str, Any]]) -> int:
    """1 if any condition holds for the means of all runs, having said which; else 0."""
    means = {row["strategy"]: row for row in summary if row["run"] == "mean"}
    held = [c for c in conditions if c.holds(lambda name, field: means[name][field])]
    for condition in held:
        values = (f"{name}.{field} = {means[name][field]}" for name, field in condition.references)
        say("fail-if", f"{condition} holds: {', '.join(values)}")
    return 1 if held else 0
