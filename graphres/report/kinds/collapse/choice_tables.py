"""What strategies that search have tried, and what choosing by reach promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.kinds.collapse.groups import Group
from graphres.report.number_format import count, number

#: Members of a portfolio that a terminal names; a page names all.
_FEW = 5

_NEEDED = (
    "needed: removals to the target (their cost, with --cost), or without one the mean of the "
    "measure, as the chooser counted. All members are in the json."
)
_FLATTERED = (
    "The worlds that a strategy chose by flatter it; fresh ones do not, and the curves are "
    "measured in others again. To choose so is a heuristic without guarantee: what is lost is not "
    "submodular in the removals."
)


def portfolio_blocks(groups: Sequence[Group]) -> Iterator[Block]:
    """Show the best members of every portfolio, and what local search made of them."""
    portfolios = [group for group in groups if "best_searched" in group.figures]
    for group in portfolios:
        yield tried_table(group, f"What {group.label} tried", _FEW)
        if group.figures.get("best_stopped"):
            yield Paragraph(f"{group.label} was stopped early: this is the best it had until then.")
    if portfolios:
        yield Paragraph(_NEEDED, "quiet")


def tried_tables(groups: Sequence[Group]) -> Iterator[Table]:
    """Show all members of every portfolio, best first."""
    for group in groups:
        if "best_searched" in group.figures:
            yield tried_table(group, f"All that {group.label} tried")


def tried_table(group: Group, title: str, most: int | None = None) -> Table:
    """Show the members of a portfolio, best first, then what local search made of them."""
    needed = {
        name.removeprefix("tried[").removesuffix("]"): value
        for name, value in group.figures.items()
        if name.startswith("tried[") and value is not None
    }
    best_first = sorted(needed, key=lambda name: needed[name])[:most]
    rows = [(name, _needed(needed[name])) for name in best_first]
    rows.append(("after local search", _needed(group.figures["best_searched"])))
    return Table(title, ("member", "needed"), rows)


def _needed(value: float | None) -> str:
    return count(value) if value is None or value == int(value) else number(value)


def promise_blocks(groups: Sequence[Group]) -> Iterator[Block]:
    """Show reach after the removals chosen, as the chooser saw it and in fresh worlds."""
    rows = [_promise(group) for group in groups if group.figures.get("chooser_worlds") is not None]
    if rows:
        title = "What choosing by reach promised: reach after the accounts so chosen"
        header = ("strategy", "worlds", "reach there", "in fresh worlds")
        yield Table(title, header, rows, remark=_FLATTERED)


def _promise(group: Group) -> tuple[str, ...]:
    worlds, claimed, low, high = (
        group.figures[name]
        for name in ("chooser_worlds", "reach_in_sample", "reach_fresh_low", "reach_fresh_high")
    )
    return group.label, count(worlds), number(claimed), f"{number(low)} to {number(high)}"
