"""Levers at the same budget, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.kinds.overview.phrases import with_interval
from graphres.report.kinds.probability_levels import enumerate_words

Figures = Mapping[str, Any]

#: What each lever does to accounts, as nouns.
NAMES = {
    "none": "nothing",
    "suspend:in-degree": "suspension",
    "private:in-degree": "making accounts private",
    "limit:in-degree": "limiting spread to a fifth",
    "counter:in-degree": "a counter-message, if it persuades",
}
#: Its effect is assumed, so that it is not compared with the others.
_ASSUMED = "counter:in-degree"


def tell_levers(figures: Figures) -> tuple[str, str]:
    """Return which lever leaves least of reach, as far as chance lets tell, and the others."""
    none, *rows = figures["levers"]
    ordered = sorted(
        (row for row in rows if row["intervention"] != _ASSUMED), key=lambda row: row["reach"]
    )
    best, *others = ordered
    if not _differ(figures, best, none):
        return "No lever changes reach beyond what chance explains.", _details(rows)
    level = [row for row in others if not _differ(figures, best, row)]
    names = [NAMES[row["intervention"]] for row in (best, *level)]
    verb = "leave" if level else "leaves"
    finding = (
        f"Of the ways to restrict the same {_accounts(figures)}, {enumerate_words(names)} {verb} "
        f"the least reach: {with_interval(best, 'reach')} instead of "
        f"{with_interval(none, 'reach')}."
    )
    finding += " The difference between them may be chance." if level else ""
    apart = [row for row in rows if row is not best]
    return finding, _details(apart)


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
    """Return what each of these levers leaves."""
    parts = [f"{NAMES[row['intervention']]}: {with_interval(row, 'reach')}" for row in rows]
    text = f"{'; '.join(parts)}."
    return text[0].upper() + text[1:]
