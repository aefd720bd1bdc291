"""What a collapse comes to, in sentences: the first is the title of its chart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphres.report.charts.chart_spec import LinePanel
from graphres.report.charts.phrases import first_by
from graphres.report.kinds.probability_levels import (
    all_levels,
    at_levels,
    capitalise,
    enumerate_words,
)
from graphres.report.number_format import counted, printable, share

if TYPE_CHECKING:
    from graphres.spread.levels import Level
    from graphres.spread.sample import Mean

Row = Mapping[str, Any]

#: Of a random choice of accounts, the loss of both ends of a pair alone halves reach when
#: 1 − √½ = 29 % are removed; from a little before that, half says little by itself.
_SAYING = 0.25
#: A cut under this share of all accounts is as good as none.
_NOTHING = 0.01
#: A giant with this share of its start stands.
_STANDS = 0.9


def write_findings(means: Sequence[Row], panels: Mapping[str, LinePanel], n: int) -> list[str]:
    """Return the finding, then what belongs to it.

    Parameters
    ----------
    means : sequence of mapping
        Rows of the summary that tell of all runs of a strategy.
    panels : mapping of str to LinePanel
        By measure, what is drawn.
    n : int
        Accounts before any removal.
    """
    if not means or not panels:
        return ["There is no account to remove"]
    if "reach" in panels:
        return _of_reach(means, panels, n)
    if "giant" in panels:
        return _of_giant(means)
    return _of_any(means, next(iter(panels)))


def _of_reach(means: Sequence[Row], panels: Mapping[str, LinePanel], n: int) -> list[str]:
    best = _strongest(means, "half_reach", "reach_cut_max")
    half, cut = best["half_reach"], _cut_of_reach(best)
    if half is not None and half <= _SAYING:
        k = round(half * n)
        title = f"Suspending {first_by(best['strategy'], k)} ({share(half)}) cuts reach by half"
        title += _giant_then(panels, best["strategy"], half)
        return [title, *_others(means, best, n), *cut]
    if cut:
        return [cut[0].removesuffix("."), *_halves(means, "reach")]
    end, start = best["reach_end"], best["reach_start"]
    fall = 1 - end / start if start else 0.0
    gone = first_by(best["strategy"], int(best["removed"]))
    title = f"Without {gone} reach is {share(fall)} lower, none of it by paths that are cut"
    return [title, *_halves(means, "reach")]


def _cut_of_reach(row: Row) -> list[str]:
    """Say how much of reach is lost between accounts that are both left, if it is worth it."""
    cut, start, at = row["reach_cut_max"], row["reach_start"], row["reach_cut_max_at"]
    if not cut or not start or cut / start < _NOTHING:
        return []
    return [
        f"With {share(at)} of accounts removed by {printable(row['strategy'])}, "
        f"{share(cut / start)} of reach is cut: lost between accounts that are both left."
    ]


def _giant_then(panels: Mapping[str, LinePanel], strategy: str, at: float) -> str:
    """Say what the giant is like at a share removed, for the end of a title."""
    lines = [] if "giant" not in panels else panels["giant"].lines
    curve = next((curve for curve in lines if curve.name == strategy), None)
    if curve is None or not curve.y[0]:
        return ""
    left = curve.y[bisect_right(curve.x, at + 1e-12) - 1] / curve.y[0]
    if left >= _STANDS:
        return f"; the giant component stands, with {share(left)} of its accounts"
    return f"; the giant component is left with {share(left)} of its accounts"


def _others(means: Sequence[Row], best: Row, n: int) -> list[str]:
    """Count the removals that the other strategies take for half of reach."""
    parts = []
    for row in means:
        if row is not best:
            half = row["half_reach"]
            many = f"takes {counted(round((half or 0) * n), 'account')}"
            many = "does not get there" if half is None else many
            parts.append(f"{printable(row['strategy'])} {many}")
    return [f"For the same, {'; '.join(parts)}."] if parts else []


def _of_giant(means: Sequence[Row]) -> list[str]:
    best = max(means, key=lambda row: row["cut_max"] or 0.0)
    cut, at = best["cut_max"] or 0.0, best["cut_max_at"] or 0.0
    if cut < _NOTHING:
        title = "Hardly anybody is cut off: the giant component loses the removed accounts"
        title += f" and at most {share(cut)} more" if cut else " and nobody else"
        return [title, *_halves(means, "giant")]
    title = f"Removing {share(at)} of accounts by {printable(best['strategy'])} cuts a further "
    title += f"{share(cut)} of all accounts off the giant component"
    return [title, *_other_cuts(means, best), *_halves(means, "giant")]


def _other_cuts(means: Sequence[Row], best: Row) -> list[str]:
    parts = [
        f"{printable(row['strategy'])} {share(row['cut_max'])}"
        for row in means
        if row is not best and row["cut_max"] is not None
    ]
    return [f"At most cut off by others: {'; '.join(parts)}."] if parts else []


def _halves(means: Sequence[Row], name: str) -> list[str]:
    """Say where a measure is at half its start, with a word on what arithmetic does by itself."""
    halved = [row for row in means if row.get(f"half_{name}") is not None]
    if not halved:
        return []
    parts = [f"{printable(row['strategy'])} {share(row[f'half_{name}'])}" for row in halved]
    sentence = f"Removed when {name} is at half its start: {'; '.join(parts)}."
    if name == "giant":
        sentence += " Half by removing half is arithmetic; only what is cut off says more."
    return [sentence]


def _of_any(means: Sequence[Row], name: str) -> list[str]:
    rest = _halves(means, name)
    if rest:
        best = _strongest(means, f"half_{name}", f"area_{name}")
        half = best[f"half_{name}"]
        return [
            f"By {printable(best['strategy'])}, {name} is at half its start when {share(half)} of "
            "accounts are removed",
            *rest,
        ]
    removed = max(int(row["removed"]) for row in means)
    return [f"{name.capitalize()} over {counted(removed, 'removal')}"]


def _strongest(means: Sequence[Row], place: str, else_by: str) -> Row:
    """Return the strategy that gets there first; if none does, the one with most of another."""
    there = [row for row in means if row.get(place) is not None]
    if there:
        return min(there, key=lambda row: row[place])
    return max(means, key=lambda row: row.get(else_by) or 0.0)


def write_level_headline(
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
    leaders = [min(names, key=lambda name: areas[name][place].mean) for place in range(len(levels))]
    if len({*leaders}) == 1:
        return f"{leaders[0]} leaves the least reach over removals {all_levels(levels)}."
    led: dict[str, list[Level]] = {}
    for level, name in zip(levels, leaders, strict=True):
        led.setdefault(name, []).append(level)
    parts = [f"{name} {at_levels(at)}" for name, at in led.items()]
    return f"Which leaves the least reach over removals depends on p: {enumerate_words(parts)}."
