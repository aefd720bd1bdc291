"""What a collapse costs, where moderators err, and what strategies did not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Table
from graphres.report.document import Document
from graphres.report.kinds.collapse.groups import Group
from graphres.report.number_format import NumberText, amount, count, mean_count, number, percent

Write = Callable[[float | None], str]

#: By column, the figure of the summary and how it is written.
_FIGURES: Mapping[str, tuple[str, Write]] = {
    "removed": ("removed", mean_count),
    "cost": ("cumulative_cost", amount),
    "cost to half": ("half_giant_by_cost", percent),
    "cost to 1 %": ("dismantling_cost", amount),
    "not found": ("not_found", mean_count),
    "wrongful": ("wrongly_removed", mean_count),
    "expected": ("expected_wrongful", mean_count),
    "rightful loss": ("rightful_loss", number),
    "isolated": ("isolated", mean_count),
}

_MEANINGS = {
    "cost": "what the removals cost",
    "cost to half": "share of what all accounts cost when giant is at half its start",
    "cost to 1 %": "cost of the removals that leave the giant with 1 % of all accounts",
    "not found": "accounts looked for and missed",
    "wrongful": "suspensions of accounts that nobody meant, or that are not what their label says",
    "expected": "Σ (1 − confidence) of those removed",
    "rightful loss": "what the giant loses, over n, where wrongful suspensions are undone",
    "isolated": "accounts outside the target left without any follow",
}

_UNSEEN = (
    "Each measure, in the mean over all removals, less what it would be had the strategy seen "
    "all; the more, the worse the choice. ± is the 95 % interval over runs, each paired with "
    "itself."
)


def side_effect_blocks(groups: Sequence[Group]) -> Iterator[Block]:
    """Show at what cost and with what errors, and what was lost by not seeing everything."""
    columns = {
        name: figure
        for name, figure in _FIGURES.items()
        if any(figure[0] in group.figures for group in groups)
    }
    if set(columns) != {"removed"}:
        rows = [
            (group.label, *(_cell(group.figures, *figure) for figure in columns.values()))
            for group in groups
        ]
        key = "; ".join(f"{name}: {_MEANINGS[name]}" for name in columns if name in _MEANINGS)
        yield Table("At the end of each order", ("strategy", *columns), rows, remark=f"{key}.")
    yield from _unseen(groups)


def _cell(figures: Mapping[str, Any], name: str, write: Write) -> str:
    """Format a figure, with its interval over runs where there is one."""
    value, low, high = (figures.get(f"{name}{end}") for end in ("", "_low", "_high"))
    text = write(value)
    if value is None or low is None or high is None or low == high:
        return text
    return NumberText(f"{text} ± {write((high - low) / 2)}", value)


def _unseen(groups: Sequence[Group]) -> Iterator[Block]:
    losses = dict.fromkeys(name for group in groups for name in group.figures if _is_loss(name))
    if losses:
        rows = [
            (group.label, *(_cell(group.figures, name, number) for name in losses))
            for group in groups
        ]
        header = ("strategy", *(name.removeprefix("effect_lost_") for name in losses))
        yield Table("What is lost by not seeing everything", header, rows, remark=_UNSEEN)


def _is_loss(name: str) -> bool:
    return name.startswith("effect_lost_") and not name.endswith(("_low", "_high"))


def until_blocks(document: Document, groups: Sequence[Group]) -> Iterator[Block]:
    """Show the fewest removals of each order at which a condition holds."""
    runs = [row for row in document.rows("summary") if row["run"] != "mean"]
    if groups and runs and "until_removed" in runs[0]:
        condition = document.parts.get("until", "the condition of --until holds")
        rows = [
            (group.label, _until([r for r in runs if r["strategy"] == group.strategy]))
            for group in groups
        ]
        yield Table(f"Removals until {condition}", ("strategy", "removals"), rows)


def _until(runs: Sequence[Mapping[str, Any]]) -> str:
    removals = [row["until_removed"] for row in runs if row["until_removed"] is not None]
    if len(removals) < len(runs):
        missing = len(runs) - len(removals)
        return f"not reached in {missing} of {len(runs)} runs" if len(runs) > 1 else "not reached"
    low, high = min(removals), max(removals)
    return count(low) if low == high else f"{count(low)} to {count(high)}"
