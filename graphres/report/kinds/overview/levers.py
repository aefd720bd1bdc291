"""Levers at the same budget, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.phrases import share
from graphres.report.kinds.probability_levels import listed

Figures = Mapping[str, Any]

#: What each lever does to accounts, as nouns.
NAMES = {
    "none": "nothing",
    "suspend:in-degree": "suspending them",
    "private:in-degree": "making them private",
    "limit:in-degree": "limiting their spread to a fifth",
    "counter:in-degree": "having them post a counter-message",
}


def tell_levers(figures: Figures) -> tuple[str, str]:
    """Return which lever leaves least of reach, as far as chance lets tell, and all of them."""
    none, *rows = figures["levers"]
    ordered = sorted(rows, key=lambda row: float(row["reach"]))
    best = ordered[0]
    if not none["reach"] or not _differ(figures, best, none):
        finding = "No lever changes reach beyond what chance explains."
    else:
        level = [row for row in ordered[1:] if not _differ(figures, best, row)]
        names = [NAMES[row["intervention"]] for row in (best, *level)]
        finding = (
            f"Of four levers on the same {_accounts(figures)}, {listed(names)} "
            f"{'leaves' if len(names) == 1 else 'leave'} least: a message reaches "
            f"{share(best['reach'])} of all accounts instead of {share(none['reach'])}."
        )
        if level:
            finding += " Chance explains the difference between them."
    return finding, _details(ordered)


def _accounts(figures: Figures) -> str:
    budget = figures["budget"]
    return "account" if budget == 1 else f"{budget:,} accounts"


def _differ(figures: Figures, one: Figures, other: Figures) -> bool:
    """Whether the interval of the difference leaves 0 out."""
    names = {one["intervention"], other["intervention"]}
    pair = next(
        row for row in figures["lever_differences"] if {row["intervention"], row["other"]} == names
    )
    return bool(pair["reach_low"] > 0 or pair["reach_high"] < 0)


def _details(rows: Sequence[Figures]) -> str:
    parts = []
    for row in rows:
        ends = f"[{share(row['reach_low'])}, {share(row['reach_high'])}]"
        parts.append(f"{NAMES[row['intervention']]} {share(row['reach'])} {ends}")
    said = f"What is left of reach: {'; '.join(parts)}."
    return f"{said} The effect of counter-messages is an assumption, not a finding."
