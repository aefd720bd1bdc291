"""The result of `graphres intervene` at several probabilities, and what holds at all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.interventions.across import Across, Order, Reversal
from graphres.interventions.result import BASELINE, InterventionResult
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.intervene.result import SCHEMA, differences_of
from graphres.report.kinds.probability_levels import (
    all_levels,
    at_levels,
    capitalise,
    enumerate_words,
    levels_document,
    of_level,
)
from graphres.report.result import Result, Rows


def across_result(
    across: Across,
    manifest: Mapping[str, Any],
    opening: Block,
    frontiers: Sequence[Sequence[bool]] = (),
    *,
    is_priced: bool = False,
) -> Result:
    """Return interventions at every level in every form; tables begin with ``probability``.

    Parameters
    ----------
    across : Across
    manifest : mapping
    opening : Block
        The first lines for people.
    frontiers : sequence of sequence of bool
        Which outcomes no other beats, at every level; empty where that was not asked.
    is_priced : bool
        Whether accounts have a cost.
    """
    rows = list(_rows(across, frontiers))
    table = Rows.of(list(rows[0]), [list(row.values()) for row in rows])
    parts = {
        "manifest": manifest,
        "probabilities": levels_document(across.levels),
        "headline": write_headline(across),
        "interventions": table,
        "differences": [
            {"probability": level.probability, **pair}
            for level, interventions in zip(across.levels, across.found, strict=True)
            for pair in differences_of(interventions)
        ],
        "orders": [_order(order) for order in across.orders],
        "assumptions_tried": [reversal._asdict() for reversal in across.tried],
        "warnings": _warnings(across),
    }
    blocks = blocks_for_people(SCHEMA, {**parts, "is_priced": is_priced}, opening)
    return Result(SCHEMA, parts, table, blocks)


def _rows(across: Across, frontiers: Sequence[Sequence[bool]]) -> Iterator[dict[str, Any]]:
    for i, (level, interventions) in enumerate(zip(across.levels, across.found, strict=True)):
        for j, row in enumerate(interventions.rows()):
            best = {"frontier": frontiers[i][j]} if frontiers else {}
            yield {"probability": level.probability, **row, **best}


def _order(order: Order) -> dict[str, Any]:
    return {
        "intervention": order.intervention,
        "other": order.other,
        "budget": order.budget,
        "holds": order.holds,
        "depends_on_p": order.turns,
        "signs": list(order.signs),
    }


def _warnings(across: Across) -> list[str]:
    return list(dict.fromkeys(text for result in across.found for text in result.warnings))


def write_headline(across: Across) -> str:
    """Say what holds at every level, what depends on p, and which assumption turns it."""
    names = tuple(outcome.name for outcome in across.found[0].outcomes)
    parts = [_leading(across), *_turning(across), *_assumed(across)]
    sentences = [part if part.startswith(names) else capitalise(part) for part in parts]
    return " ".join(f"{sentence}." for sentence in sentences)


def _leading(across: Across) -> str:
    everywhere = all_levels(across.levels)
    if len(across.found[0].outcomes) < 2:
        return "no intervention is compared with none"
    if across.leader is not None:
        chance = "" if _is_alone(across) else ", though not each time beyond chance"
        is_only = len({outcome.name for outcome in across.found[0].outcomes}) == 2
        rank = "less reach than none" if is_only else "the least reach"
        return f"{across.leader} leaves {rank} {everywhere}{chance}"
    best = [_best(result) for result in across.found]
    if not any(order.signs.count(0) < len(order.signs) for order in across.orders) and not any(
        _differs(result) for result in across.found
    ):
        return f"no intervention differs from none beyond chance {everywhere}"
    parts = [
        f"{name} {at_levels([lv for lv, b in zip(across.levels, best, strict=True) if b == name])}"
        for name in dict.fromkeys(best)
    ]
    return f"which leaves the least reach depends on p: {enumerate_words(parts)}"


def _is_alone(across: Across) -> bool:
    """Tell whether the leader leaves less than every other at every level, beyond chance."""
    mine = [o for o in across.orders if across.leader in (o.intervention, o.other)]
    return all(order.holds for order in mine)


def _differs(interventions: InterventionResult) -> bool:
    return any(
        pair.reach.high < 0 or pair.reach.low > 0
        for pair in interventions.compared()
        if pair.other == BASELINE
    )


def _best(interventions: InterventionResult) -> str:
    return min(
        interventions.outcomes[1:], key=lambda outcome: interventions.reach(outcome).mean
    ).name


def _turning(across: Across) -> Iterator[str]:
    """Name pairs of which one leaves less here, the other there."""
    turns = [order for order in across.orders if order.turns]
    for order in turns:
        less = [lv for lv, sign in zip(across.levels, order.signs, strict=True) if sign < 0]
        more = [lv for lv, sign in zip(across.levels, order.signs, strict=True) if sign > 0]
        yield (
            f"{order.intervention} against {order.other} depends on p: it leaves less "
            f"{at_levels(less)}, more {at_levels(more)}"
        )
    if not turns and len(across.orders):
        yield f"no two change places beyond chance {at_levels(across.levels)}"


def _assumed(across: Across) -> Iterator[str]:
    """Say which assumption on counter-messages turns the order, or that none tried does."""
    if not across.tried:
        return
    level = of_level(across.levels[across.middle])
    turned = [tried for tried in across.tried if tried.better is not None]
    for tried in turned:
        yield f"with {_option(tried)} {tried.better} leaves less ({level})"
    unturned = [_option(tried) for tried in across.tried if tried.better is None]
    if unturned:
        yield f"it holds with {enumerate_words(unturned)} as well ({level})"


def _option(tried: Reversal) -> str:
    return f"{tried.option} {tried.value}"
