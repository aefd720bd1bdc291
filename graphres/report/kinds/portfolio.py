"""What a page says of a portfolio: which member won, by how much, and what search added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.collapse.mean_curves import Group
from graphres.report.number_format import count, number

#: Members named on a page; the document holds all.
_NAMED = 5

_KEY = (
    "needed: removals to the target (their cost, with --cost), or without one the mean of the "
    "measure, as the chooser counted. All members are in the json."
)


def portfolio_blocks(found: Sequence[Group]) -> Iterator[Block]:
    """For every portfolio its best members, best first, and what local search made of them."""
    told = [group for group in found if "best_searched" in group.figures]
    for group in told:
        tried = {
            name.removeprefix("tried[").removesuffix("]"): value
            for name, value in group.figures.items()
            if name.startswith("tried[") and value is not None
        }
        first = sorted(tried, key=lambda name: tried[name])[:_NAMED]
        rows = [(name, _figure(tried[name])) for name in first]
        rows.append(("after local search", _figure(group.figures["best_searched"])))
        yield Table(f"What {group.label} tried", ("member", "needed"), rows)
        if group.figures.get("best_stopped"):
            yield Line(f"{group.label} was stopped early: this is the best it had until then.")
    if told:
        yield Line(_KEY, "quiet")


def _figure(value: float | None) -> str:
    return count(value) if value is None or value == int(value) else number(value)
