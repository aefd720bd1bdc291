"""What a page says of strategies that chose by sampled worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.collapse.mean_curves import Group
from graphres.report.number_format import count, number

_HEADER = ("strategy", "worlds", "reach there", "in fresh worlds")

_WARNING = (
    "The worlds that a strategy chose by flatter it; fresh ones do not, and the curves are "
    "measured in others again. To choose so is a heuristic without guarantee: what is lost is not "
    "submodular in the removals."
)


def chosen_blocks(found: Sequence[Group]) -> Iterator[Block]:
    """Reach after the removals chosen, as the chooser saw it and as fresh worlds have it."""
    rows = [_row(group) for group in found if group.figures.get("chooser_worlds") is not None]
    if rows:
        yield Table(
            "What choosing by reach promised: reach after the accounts so chosen", _HEADER, rows
        )
        yield Line(_WARNING, "quiet")


def _row(group: Group) -> tuple[str, ...]:
    worlds, claimed, low, high = (
        group.figures[name]
        for name in ("chooser_worlds", "reach_in_sample", "reach_fresh_low", "reach_fresh_high")
    )
    return group.label, count(worlds), number(claimed), f"{number(low)} to {number(high)}"
