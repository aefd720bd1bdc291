"""What holds of strategies at every probability, in the sentences that the document holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graphres.report.kinds.probability_levels import (
    all_levels,
    at_levels,
    capitalise,
    enumerate_words,
)
from graphres.spread.levels import Level
from graphres.spread.sample import Mean


def level_headline(
    levels: Sequence[Level],
    areas: Mapping[str, Sequence[Mean]],
    swaps: Mapping[float, Sequence[tuple[str, str]]],
) -> str:
    """Say who leaves the least reach at every level, and who change places."""
    if len(areas) < 2:
        return "Only one strategy: nothing to set beside it."
    changes = [
        f"{one} and {another} change places at p = {p:g}"
        for p, pairs in swaps.items()
        for one, another in pairs
    ]
    order = capitalise("; ".join(changes) or "no two change places beyond chance")
    return f"{_leaders(levels, areas)} {order}."


def _leaders(levels: Sequence[Level], areas: Mapping[str, Sequence[Mean]]) -> str:
    names = list(areas)
    means = np.array([[mean.mean for mean in areas[name]] for name in names])
    leaders = [names[place] for place in means.argmin(axis=0).tolist()]
    if len({*leaders}) == 1:
        return f"{leaders[0]} leaves the least reach over removals {all_levels(levels)}."
    led: dict[str, list[Level]] = {}
    for level, name in zip(levels, leaders, strict=True):
        led.setdefault(name, []).append(level)
    parts = [f"{name} {at_levels(levels)}" for name, levels in led.items()]
    return f"Which leaves the least reach over removals depends on p: {enumerate_words(parts)}."
