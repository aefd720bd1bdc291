"""The result of `graphres intervene`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.interventions.result import Compared, InterventionResult
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows

SCHEMA = "graphres.intervene/1"

#: Figures that --fail-if may name.
FIELDS = (
    *("budget", "reach", "reach_low", "reach_high", "new_audience", "saved", "collateral"),
    *("cost", "counter_reach"),
)


def intervention_result(
    interventions: InterventionResult,
    manifest: Mapping[str, Any],
    opening: Block,
    frontier: Sequence[bool] | None = None,
    *,
    is_priced: bool = False,
) -> Result:
    """Return interventions at one probability in every form.

    Parameters
    ----------
    interventions : InterventionResult
    manifest : mapping
    opening : Block
        The first lines for people.
    frontier : sequence of bool, optional
        Which outcomes no other beats, where that was asked.
    is_priced : bool
        Whether accounts have a cost.
    """
    rows = interventions.rows()
    names = list(interventions.columns)
    if frontier is not None:
        names.append("frontier")
        rows = [{**row, "frontier": best} for row, best in zip(rows, frontier, strict=True)]
    table = Rows.of(names, [[row[name] for name in names] for row in rows])
    parts = {
        "manifest": manifest,
        "interventions": table,
        "differences": differences_of(interventions),
        "warnings": list(interventions.warnings),
    }
    blocks = blocks_for_people(SCHEMA, {**parts, "is_priced": is_priced}, opening)
    return Result(SCHEMA, parts, table, blocks)


def differences_of(interventions: InterventionResult) -> list[dict[str, Any]]:
    """Return every pair compared, as the document holds it."""
    return [_to_dict(pair) for pair in interventions.compared()]


def _to_dict(pair: Compared) -> dict[str, Any]:
    row: dict[str, Any] = {
        "intervention": pair.intervention,
        "other": pair.other,
        "budget": pair.budget,
    }
    for name in ("reach", "new_audience"):
        mean = getattr(pair, name)
        row |= {name: mean.mean, f"{name}_low": mean.low, f"{name}_high": mean.high}
    return row
