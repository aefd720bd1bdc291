"""What `graphres intervene` found at several probabilities, and what holds at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphres.interventions.across import Across, Order, Reversal
from graphres.interventions.result import BASELINE, InterventionResult, Outcome
from graphres.report.blocks import Block, Line, Table
from graphres.report.formats.terminal import natural_width
from graphres.report.kinds.intervene.view import (
    InterventionPage,
    closing,
    count_up,
    differences_of,
    shown_budget,
)
from graphres.report.kinds.probability_levels import (
    all_levels,
    at_levels,
    levels_document,
    levels_told,
    listed,
    of_level,
)
from graphres.report.kinds.reach.blocks import sampled, travelled
from graphres.report.number_format import MISSING, count, percent
from graphres.report.result import Result, Rows
from graphres.spread.sample import Mean

Cell = Callable[[InterventionResult, Outcome], str]
Change = Callable[[Mean], str]


class _Cells(NamedTuple):
    """How reach is written, and a change of it: with intervals, or where those have no room."""

    reach: Cell
    change: Change


@dataclass(frozen=True)
class AcrossPage:
    """What a page about interventions at several probabilities needs to know.

    Parameters
    ----------
    across : Across
    page : InterventionPage
        What is the same at all of them, found at the middle one.
    frontiers : sequence of sequence of bool
        Which outcomes no other beats, at every level; empty where that was not asked.
    """

    across: Across
    page: InterventionPage
    frontiers: Sequence[Sequence[bool]] = ()


def across_result(view: AcrossPage, manifest: Mapping[str, Any]) -> Result:
    """The result in every form; tables begin with a column ``probability``."""
    across = view.across
    rows = list(_rows(view))
    table = Rows.of(list(rows[0]), [list(row.values()) for row in rows])
    document = {
        "manifest": manifest,
        "probabilities": levels_document(across.levels),
        "headline": headline(across),
        "interventions": table,
        "differences": [
            {"probability": level.probability, **pair}
            for level, found in zip(across.levels, across.found, strict=True)
            for pair in differences_of(found)
        ],
        "orders": [_order(order) for order in across.orders],
        "assumptions_tried": [tried._asdict() for tried in across.tried],
        "warnings": _warnings(across),
    }
    return Result("graphres.intervene/1", document, table, lambda width: list(_blocks(view, width)))


def _rows(view: AcrossPage) -> Iterator[dict[str, Any]]:
    for place, (level, found) in enumerate(zip(view.across.levels, view.across.found, strict=True)):
        for at, row in enumerate(found.rows()):
            beside = {"frontier": view.frontiers[place][at]} if view.frontiers else {}
            yield {"probability": level.probability, **row, **beside}


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
    return list(dict.fromkeys(said for found in across.found for said in found.warnings))


def headline(across: Across) -> str:
    """What holds at every level, what depends on p, and which assumption turns it."""
    said = [_leading(across), *_turning(across), *_assumed(across)]
    names = tuple(outcome.name for outcome in across.found[0].outcomes)
    begun = [each if each.startswith(names) else each[0].upper() + each[1:] for each in said]
    return " ".join(f"{each}." for each in begun)


def _leading(across: Across) -> str:
    everywhere = all_levels(across.levels)
    if len(across.found[0].outcomes) < 2:
        return "no intervention is compared with none"
    if across.leader is not None:
        alone = _is_alone(across)
        beside = "" if alone else ", though not each time beyond chance"
        only = f"{across.leader} leaves less reach than none"
        several = f"{across.leader} leaves the least reach"
        told = only if len({o.name for o in across.found[0].outcomes}) == 2 else several
        return f"{told} {everywhere}{beside}"
    best = [_best(found) for found in across.found]
    if not any(order.signs.count(0) < len(order.signs) for order in across.orders) and not any(
        _differs(found) for found in across.found
    ):
        return f"no intervention differs from none beyond chance {everywhere}"
    parts = [
        f"{name} {at_levels([lv for lv, b in zip(across.levels, best, strict=True) if b == name])}"
        for name in dict.fromkeys(best)
    ]
    return f"which leaves the least reach depends on p: {listed(parts)}"


def _is_alone(across: Across) -> bool:
    """Whether the leader leaves less than every other at every level, beyond chance."""
    mine = [o for o in across.orders if across.leader in (o.intervention, o.other)]
    return all(order.holds for order in mine)


def _differs(found: InterventionResult) -> bool:
    return any(
        pair.reach.high < 0 or pair.reach.low > 0
        for pair in found.compared()
        if pair.other == BASELINE
    )


def _best(found: InterventionResult) -> str:
    return min(found.outcomes[1:], key=lambda outcome: found.reach(outcome).mean).name


def _turning(across: Across) -> Iterator[str]:
    """Pairs of which one leaves less here, the other there."""
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
    """Which assumption on counter-messages turns the order, or that none tried does."""
    if not across.tried:
        return
    level = of_level(across.levels[across.middle])
    turned = [tried for tried in across.tried if tried.better is not None]
    for tried in turned:
        yield f"with {_option(tried)} {tried.better} leaves less ({level})"
    held = [_option(tried) for tried in across.tried if tried.better is None]
    if held:
        yield f"it holds with {listed(held)} as well ({level})"


def _option(tried: Reversal) -> str:
    return f"{tried.option} {tried.value}"


def _blocks(view: AcrossPage, width: int) -> Iterator[Block]:
    across, page = view.across, view.page
    yield page.opening
    worlds = page.found
    told = levels_told(across.levels)
    yield Line(f"{told[0].upper()}{told[1:]}.")
    how = travelled(page.spread, "each of these")
    yield Line(f"A message: {how}; {sampled(worlds.is_exact, worlds.worlds)}.", "quiet")
    yield Line(headline(across), "title")
    names = list(dict.fromkeys(outcome.name for outcome in page.found.outcomes))
    plain = [dict(zip(names, names, strict=True)), dict(zip(names, count_up(names), strict=True))]
    tables = [_tables(view, said, cells) for cells in (_FULL, _MEANS) for said in plain]
    fits = [place for place, made in enumerate(tables) if _fit(made, width)]
    chosen = fits[0] if fits else len(tables) - 1
    if chosen % 2:
        yield Line("\n".join(f"{number}  {name}" for name, number in plain[1].items()))
    yield from tables[chosen]
    if chosen > 1:
        yield Line("Too narrow for intervals; --format csv has them.", "quiet")
    yield from closing(page, _warnings(across))


def _fit(tables: Sequence[Table], width: int) -> bool:
    return all(natural_width(table) - 2 <= width for table in tables)  # no blanks at the end


def _tables(view: AcrossPage, said: Mapping[str, str], cells: _Cells) -> list[Table]:
    return [
        _by_level(view, said, "Reach: share of all accounts that hear the message", cells.reach),
        _by_level(view, said, "New audience among them, share of all accounts", _new),
        _by_level(view, said, "Saved: accounts that would have heard it, in the mean", _saved),
        *_step_by_step(view, cells.change),
    ]


def _step_by_step(view: AcrossPage, cell: Change) -> Iterator[Table]:
    """What each step of a sequence changes, beside the step before it, world by world."""
    rows = []
    for plan in view.page.plans:
        names = [step.name for step in plan.prefixes()]
        before = [BASELINE, *names]
        for place, name in enumerate(names if len(names) > 1 else []):
            step = str(plan.plan.steps[place])
            changes = [cell(_pair(found, name, before[place])) for found in view.across.found]
            rows.append((f"then {step}" if place else step, *changes))
    if rows:
        title = "Step by step: what each changes in reach, in percentage points"
        yield Table(title, ("step", *map(of_level, view.across.levels)), rows)


def _pair(found: InterventionResult, name: str, before: str) -> Mean:
    return next(
        pair.reach for pair in found.compared() if (pair.intervention, pair.other) == (name, before)
    )


def _by_level(view: AcrossPage, said: Mapping[str, str], title: str, cell: Cell) -> Table:
    across = view.across
    first = "intervention" if said[BASELINE] == BASELINE else "no."
    rows = [
        (
            said[outcome.name],
            shown_budget(outcome.acts_on),
            *(cell(found, found.outcomes[place]) for found in across.found),
        )
        for place, outcome in enumerate(across.found[0].outcomes)
    ]
    return Table(title, (first, "budget", *map(of_level, across.levels)), rows)


def _points(change: Mean) -> str:
    mean, low, high = (f"{100 * value:+.2f}" for value in change)
    return mean if change.low == change.high else f"{mean} [{low}, {high}]"


def _points_alone(change: Mean) -> str:
    return f"{100 * change.mean:+.2f}"


def _reach_alone(found: InterventionResult, outcome: Outcome) -> str:
    return percent(found.reach(outcome).mean, 2)


def _new(found: InterventionResult, outcome: Outcome) -> str:
    return percent(found.new_audience(outcome), 2)


def _reach(found: InterventionResult, outcome: Outcome) -> str:
    mean = found.reach(outcome)
    if mean.low == mean.high:
        return percent(mean.mean, 2)
    return f"{percent(mean.mean, 2)} [{100 * mean.low:.2f}, {100 * mean.high:.2f}]"


def _saved(found: InterventionResult, outcome: Outcome) -> str:
    return MISSING if outcome.name == BASELINE else count(found.saved(outcome))


_FULL = _Cells(_reach, _points)
_MEANS = _Cells(_reach_alone, _points_alone)
