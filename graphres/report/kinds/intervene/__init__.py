"""What interventions show: levers side by side, at one probability or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.blocks import Paragraph

#: The name of no intervention at all.
BASELINE = "none"

CAUTION = (
    "Effects of counter-messages, floods and crowds follow from assumptions, not findings. Who is "
    "chosen has a position in this network; that describes no conduct."
)
HOSTILE = (
    "Floods and crowds are brigading and mass reporting: they break platform rules and are used "
    "against minorities. This shows harm and error, and is no plan."
)


def names_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return every intervention once, as they come."""
    return list(dict.fromkeys(row["intervention"] for row in rows))


def numbers_for(names: Sequence[str]) -> dict[str, str]:
    """Return numbers of one width that stand for names.

    Examples
    --------
    >>> numbers_for(["none", "private"])
    {'none': '1', 'private': '2'}
    """
    size = len(str(len(names)))
    return {name: f"{place:>{size}}" for place, name in enumerate(names, start=1)}


def legend(names: Sequence[str]) -> Paragraph:
    """Say which number is which intervention."""
    numbers = numbers_for(names)
    return Paragraph("\n".join(f"{numbers[name]}  {name}" for name in names))
