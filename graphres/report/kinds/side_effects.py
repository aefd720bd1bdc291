"""What a page says of costs, of moderators who err, and of what strategies did not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.collapse.mean_curves import Group
from graphres.report.number_format import MISSING, amount, count, number, percent

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


def accounting_blocks(found: Sequence[Group]) -> Iterator[Block]:
    """At what cost, with what errors; and what was lost by not seeing everything."""
    figures = {
        "removed": ("removed", _mean),
        "cost": ("cumulative_cost", amount),
        "cost to half": ("half_giant_by_cost", percent),
        "cost to 1 %": ("dismantling_cost", amount),
        "not found": ("not_found", _mean),
        "wrongful": ("wrongly_removed", _mean),
        "expected": ("expected_wrongful", _mean),
        "rightful loss": ("rightful_loss", number),
        "isolated": ("isolated", _mean),
    }
    there = {n: f for n, f in figures.items() if any(f[0] in g.figures for g in found)}
    if set(there) != {"removed"}:
        rows = [(g.label, *(_cell(g.figures, *f) for f in there.values())) for g in found]
        yield Table("At the end of each order", ("strategy", *there), rows)
        said = "; ".join(f"{name}: {_MEANINGS[name]}" for name in there if name in _MEANINGS)
        yield Line(f"{said}.", "quiet")
    yield from _unseen(found)


def _mean(value: float | None) -> str:
    """A count, or the mean of counts."""
    if value is None or float(value).is_integer():
        return count(None if value is None else int(value))
    return f"{value:,.1f}"


def _cell(figures: Mapping[str, Any], name: str, write: Any) -> str:
    """A figure, with its interval over runs where there is one."""
    value, low, high = (figures.get(f"{name}{end}") for end in ("", "_low", "_high"))
    written = str(write(value))
    return written if low is None or low == high else f"{written} ± {write((high - low) / 2)}"


def _unseen(found: Sequence[Group]) -> Iterator[Block]:
    lost = dict.fromkeys(n for g in found for n in g.figures if _is_loss(n))
    if not lost:
        return
    rows = [(g.label, *(_cell(g.figures, name, _signed) for name in lost)) for g in found]
    header = ("strategy", *(name.removeprefix("effect_lost_") for name in lost))
    yield Table("What is lost by not seeing everything", header, rows)
    yield Line(
        "Each measure, in the mean over all removals, less what it would be had the strategy seen "
        "all; the more, the worse the choice. ± is the 95 % interval over runs, each paired with "
        "itself.",
        "quiet",
    )


def _is_loss(name: str) -> bool:
    return name.startswith("effect_lost_") and not name.endswith(("_low", "_high"))


def _signed(value: float | None) -> str:
    return MISSING if value is None else f"{value:.4f}"


def until_block(found: Sequence[Group], until: str) -> Table:
    """The fewest removals of each order at which a condition holds."""
    rows = [(group.label, _until(group)) for group in found]
    return Table(f"Removals until {until}", ("strategy", "removals"), rows)


def _until(group: Group) -> str:
    removals = [trial.summary["until_removed"] for trial in group.trials]
    known = [k for k in removals if k is not None]
    if len(known) < len(removals):
        of = (
            f" in {len(removals) - len(known)} of {len(removals)} runs" if len(removals) > 1 else ""
        )
        return f"not reached{of}"
    low, high = min(known), max(known)
    return count(int(low)) if low == high else f"{count(int(low))} to {count(int(high))}"
