"""What `graphres intervene` found: levers side by side in the same worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.interventions.cascade import Assumptions
from graphres.interventions.plans import Intervention
from graphres.interventions.result import BASELINE, Compared, InterventionResult
from graphres.report.blocks import Block, Line, Table
from graphres.report.formats.terminal import natural_width
from graphres.report.kinds.reach.blocks import interval, sampled, travelled
from graphres.report.number_format import MISSING, count, number, percent
from graphres.report.result import Result, Rows
from graphres.spread import Grouping, Spread

#: Figures that --fail-if may name.
FIELDS = (
    *("budget", "reach", "reach_low", "reach_high", "new_audience", "saved", "collateral"),
    *("cost", "counter_reach"),
)

_CAUTION = (
    "Effects of counter-messages, floods and crowds follow from assumptions, not findings. Who is "
    "chosen has a position in this network; that describes no conduct."
)
_HOSTILE = (
    "Floods and crowds are brigading and mass reporting: they break platform rules and are used "
    "against minorities. This shows harm and error, and is no plan."
)
_GUARANTEE = (
    "counter:greedy: with shared live follows, full immunity and a fixed winner of ties it saves "
    "at least 1 − 1/e of what the best set would, up to sampling error."
)
_IN_MIXTURES = " Within a mixture it has no guarantee."
_NO_GUARANTEE = "counter:greedy has no guarantee under these assumptions: see the method page."


@dataclass(frozen=True)
class InterventionPage:
    """What a page about interventions needs to know.

    Parameters
    ----------
    found : InterventionResult
    plans : sequence of Intervention
    spread : Spread
    probability : str
        As typed.
    assumed : Assumptions
    groups : Grouping, optional
    frontier : sequence of bool, optional
        Which outcomes no other beats, where that was asked.
    opening : Block
        The first lines.
    is_priced : bool
        Whether accounts have a cost.
    """

    found: InterventionResult
    plans: Sequence[Intervention]
    spread: Spread
    probability: str
    assumed: Assumptions
    groups: Grouping | None
    frontier: Sequence[bool] | None
    opening: Block
    is_priced: bool = False


def intervention_result(page: InterventionPage, manifest: Mapping[str, Any]) -> Result:
    """The result in every form."""
    rows = page.found.rows()
    names = list(page.found.columns)
    if page.frontier is not None:
        names.append("frontier")
        for row, stays in zip(rows, page.frontier, strict=True):
            row["frontier"] = stays
    table = Rows.of(names, [[row[name] for name in names] for row in rows])
    compared = page.found.compared()
    document = {
        "manifest": manifest,
        "interventions": table,
        "differences": list(map(_told, compared)),
        "warnings": list(page.found.warnings),
    }
    return Result(
        "graphres.intervene/1", document, table, lambda width: list(_page(page, rows, width))
    )


def differences_of(found: InterventionResult) -> list[dict[str, Any]]:
    """Every pair compared, as the document tells it."""
    return [_told(pair) for pair in found.compared()]


def _told(pair: Compared) -> dict[str, Any]:
    said: dict[str, Any] = {
        "intervention": pair.intervention,
        "other": pair.other,
        "budget": pair.budget,
    }
    for name in ("reach", "new_audience"):
        mean = getattr(pair, name)
        said |= {name: mean.mean, f"{name}_low": mean.low, f"{name}_high": mean.high}
    return said


def _page(page: InterventionPage, rows: Sequence[Mapping[str, Any]], width: int) -> Iterator[Block]:
    found = page.found
    yield page.opening
    how = travelled(page.spread, page.probability)
    yield Line(f"A message: {how}; {sampled(found.is_exact, found.worlds)}.", "quiet")
    names = list(dict.fromkeys(outcome.name for outcome in found.outcomes))
    plain = [dict(zip(names, names, strict=True)), dict(zip(names, count_up(names), strict=True))]
    wide, narrow = ([_table(page, rows, said), _differences(found, said)] for said in plain)
    if any(natural_width(table) - 2 > width for table in wide):  # no blanks at the end
        yield Line("\n".join(f"{number}  {name}" for name, number in plain[1].items()))
        wide = narrow
    yield from wide
    yield from closing(page, found.warnings)


def closing(page: InterventionPage, warnings: Sequence[str]) -> Iterator[Block]:
    """What is assumed, and what must not be made of it."""
    yield Line(_assumptions(page), "quiet")
    for warning in warnings:
        yield Line(f"Warning: {warning}.", "warning")
    if {lever.kind for plan in page.plans for lever in plan.levers} & {"flood", "crowd"}:
        yield Line(_HOSTILE)
    yield Line(_CAUTION, "quiet")


def count_up(names: Sequence[str]) -> list[str]:
    """Numbers that stand for names, of one width."""
    size = len(str(len(names)))
    return [f"{place:>{size}}" for place in range(1, len(names) + 1)]


def _table(
    page: InterventionPage, rows: Sequence[Mapping[str, Any]], said: Mapping[str, str]
) -> Table:
    header = ["intervention", "budget", "reach, of all", "new audience", "saved", "collateral"]
    if said[BASELINE] != BASELINE:
        header[0], header[3] = "no.", "new"
    marked = page.frontier is not None
    lines = []
    for outcome, row in zip(page.found.outcomes, rows, strict=True):
        cells = [
            said[row["intervention"]],
            shown_budget(row["budget"]),
            interval(page.found.reach(outcome)),
            percent(row["new_audience"], 2),
            count(row["saved"]),
            number(row["collateral"], 1),
        ]
        lines.append([*cells, "" if not row.get("frontier") else "unbeaten"] if marked else cells)
    return Table("", [*header, "frontier"] if marked else header, lines)


def shown_budget(budget: float | None) -> str:
    """In whole accounts, or in cost, which may be broken."""
    return MISSING if budget is None else f"{budget:.10g}"


def _differences(found: InterventionResult, said: Mapping[str, str]) -> Table:
    rows = [
        (
            said[pair.intervention],
            shown_budget(pair.budget),
            interval(pair.reach),
            interval(pair.new_audience),
        )
        for pair in found.compared()
        if pair.other == BASELINE
    ]
    header = ("against none", "budget", "reach", "new audience")
    return Table("What each changes, world by world", header, rows, spare=("budget",))


def _assumptions(page: InterventionPage) -> str:
    who = "outside the poster's group" if page.groups else "who do not follow the poster"
    said = f"New audience: hearers {who}. Saved: accounts that would have heard it, in the mean."
    kinds = {lever.kind for plan in page.plans for lever in plan.levers}
    if kinds & {"counter", "flood"}:
        assumed = page.assumed
        said += (
            f" Assumed of counter-messages: the first to arrive is taken, ties go to "
            f"{assumed.ties}, immunity {assumed.immunity:g}, backlash {assumed.backlash:g}."
        )
    greedy = [v for p in page.plans for v in p.levers if v.kind == "counter" and v.head == "greedy"]
    if greedy:
        alone = {len(p.levers) == 1 for p in page.plans if set(p.levers) & set(greedy)}
        shared = all(lever.values["probability"] is None for lever in greedy)
        plain = page.assumed.ties != "random" and page.assumed[1:] == (1.0, 0.0)
        holds = True in alone and shared and plain and not page.is_priced
        said += " " + (_GUARANTEE + _IN_MIXTURES * (False in alone) if holds else _NO_GUARANTEE)
    return said
