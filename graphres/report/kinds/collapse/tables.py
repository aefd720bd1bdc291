"""The tables of `graphres collapse`: what sums curves up, what is lost where, and the curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphres.report.blocks import Block, Chart, Table, table_of
from graphres.report.document import Document
from graphres.report.kinds.collapse import COUNTS, DEFAULT
from graphres.report.kinds.collapse.choice_tables import portfolio_blocks, tried_tables
from graphres.report.kinds.collapse.groups import Group, groups_of, marks, measures_of
from graphres.report.kinds.collapse.reach_tables import reach_blocks, reach_curve_table
from graphres.report.kinds.collapse.side_effects import side_effect_blocks, until_blocks
from graphres.report.kinds.lower_bound import lower_bound_blocks
from graphres.report.number_format import MISSING, NumberText, count, number, percent

_ARITHMETIC = (
    "Random removal halves any giant near one half by arithmetic alone: whoever is removed was a "
    "member of it. Only the cut, what the giant lost beyond its removed members, says that the "
    "rest fell apart."
)

_SUMMARY = (
    *("strategy", "removed", "R", "half_giant", "tenth_giant", "cut_max", "cut_max_at"),
    *("critical_fraction", "dismantling_set", "reach_start", "half_reach", "tenth_reach"),
    *("reach_cut_max", "reach_cut_max_at", "cumulative_cost", "half_giant_by_cost"),
    *("wrongly_removed", "until_removed"),
)
_SUMMARY_KEY = (
    "R: mean giant over all removals. half, tenth: share removed when a measure is at half or "
    "a tenth of its start. cut max: the most that was cut off, as a share of all accounts, and "
    "at which share removed. critical fraction: where the components beside the giant peak. "
    "dismantling set: removals that leave the giant with 1 % of all accounts."
)


def collapse_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show what sums each strategy up, what was lost where, and the curves at a few removals."""
    groups = groups_of(document)
    measures = measures_of(groups)
    main = "giant" if "giant" in measures or not measures else measures[0]
    if main != "reach":
        yield _summary_table(groups, main)
    yield from lower_bound_blocks(document)
    if any(group.figures.get("cut_max") is not None for group in groups):
        yield _loss_table(groups)
    yield from until_blocks(document, groups)
    yield from portfolio_blocks(groups)
    yield from side_effect_blocks(groups)
    if groups and groups[0].n:
        if "reach" in measures:
            yield from reach_blocks(document, groups)
        yield from _curves(document, groups, measures)


def collapse_details(document: Document) -> list[Table]:
    """Show more of what sums each strategy up, all members of portfolios, and differences."""
    differences = "reach under one strategy minus reach under the other, in the same worlds"
    ends = ("mean", "low", "high")
    return [
        table_of(
            "What sums each strategy up, mean over runs", document.means(), _SUMMARY, _SUMMARY_KEY
        ),
        *tried_tables(groups_of(document)),
        table_of(
            "Every two in the same worlds", document.rows("differences"), (), differences, ends
        ),
    ]


def _summary_table(groups: Sequence[Group], main: str) -> Table:
    """Show a row a strategy; columns that hold nothing at all are left out."""
    columns: dict[str, list[str]] = {
        "strategy": [group.label for group in groups],
        "R" if main == "giant" else f"area {main}": [_area(group, main) for group in groups],
        "mean to K": [_early(group, main) for group in groups],
        "half": [_place(group, f"half_{main}", percent) for group in groups],
        "tenth": [_place(group, f"tenth_{main}", percent) for group in groups],
        "critical": [percent(group.figures.get("critical_fraction")) for group in groups],
        "to 1 %": [_place(group, "dismantling_set", count) for group in groups],
    }
    columns = {name: cells for name, cells in columns.items() if set(cells) != {MISSING}}
    rows = list(zip(*columns.values(), strict=True))
    return Table("", list(columns), rows, remark=_summary_key(columns, main))


def _summary_key(columns: dict[str, list[str]], main: str) -> str:
    """Say what the columns of the summary mean, those that are there."""
    has_interval = any("±" in cell for cells in columns.values() for cell in cells)
    interval = ", ± its 95 % interval over runs" if has_interval else ""
    meanings = {
        "R": f"mean giant over all removals{interval}",
        f"area {main}": f"mean {main} over all removals",
        "mean to K": f"mean {main} over the removals of an order that stops early, which has no R",
        "half": f"share removed when {main} is at half its start",
        "tenth": "at a tenth",
        "critical": "where the components beside the giant peak",
        "to 1 %": "removals that leave the giant with 1 % of all accounts",
    }
    return "; ".join(f"{name}: {meanings[name]}" for name in columns if name in meanings) + "."


def _place(group: Group, name: str, write: Callable[[float | None], str]) -> str:
    """Format where something happens: of several runs the mean, or the range over drawn ties."""
    value, low, high = (group.figures.get(f"{name}{end}") for end in ("", "_min", "_max"))
    if group.is_random or low is None or low == high:
        return write(value)
    return NumberText(f"{write(low).removesuffix(' %')} to {write(high)}", low)


def _area(group: Group, main: str) -> str:
    """Format R or an area; with several runs its interval, or its range over drawn ties."""
    figures = group.figures
    mean = figures.get(f"area_{main}")
    if mean is None or main != "giant" or figures.get("R_low") is None:
        return number(mean)
    if not group.is_random:
        return NumberText(f"{number(figures['R_min'])} to {number(figures['R_max'])}", mean)
    half = (figures["R_high"] - figures["R_low"]) / 2
    return NumberText(f"{number(mean)} ± {number(half)}", mean)


def _early(group: Group, main: str) -> str:
    """Format the mean up to the end of an order that stops early."""
    if group.figures.get(f"area_{main}") is not None:
        return MISSING
    return number(group.figures.get(f"area_to_K_{main}"))


def _loss_table(groups: Sequence[Group]) -> Table:
    rows = [
        (
            group.label,
            percent(figures.get("cut_max_at")),
            percent(_sum(figures.get("cut_max"), figures.get("cut_max_removed"))),
            percent(figures.get("cut_max_removed")),
            percent(figures.get("cut_max")),
        )
        for group in groups
        for figures in [group.figures]
    ]
    header = ("strategy", "removed", "giant lost", "= its members", "+ cut")
    title = "What the giant has lost where the cut is largest"
    return Table(title, header, rows, remark=_ARITHMETIC)


def _sum(cut: Any, removed: Any) -> float | None:
    return None if cut is None or removed is None else cut + removed


def _curves(
    document: Document, groups: Sequence[Group], measures: Sequence[str]
) -> Iterator[Block]:
    """Show the curves of giant and reach, then what was asked for at a few removals."""
    if "giant" in measures:
        yield _chart(groups, "giant", "the removed members alone")
    if "reach" in measures:
        yield _chart(groups, "reach")
    for name in ("giant",) if tuple(measures) == DEFAULT else measures:
        yield _curve_table(document, groups, name)


def _chart(groups: Sequence[Group], name: str, diagonal: str = "") -> Chart:
    """Draw a falling measure; reach, which may start anywhere, as a share of its start."""
    lines = [group.series(name) for group in groups]
    if name == "reach":
        lines = [replace(series, y=_of_start(series.y)) for series in lines]
    last = max(group.longest for group in groups) / groups[0].n
    of_start = " of its start" if name == "reach" else ""
    return Chart(f"{name}{of_start}, by share of accounts removed", lines, last, diagonal)


def _of_start(values: Sequence[float]) -> list[float]:
    return [value / values[0] if values[0] else 0.0 for value in values]


def _curve_table(document: Document, groups: Sequence[Group], name: str) -> Table:
    """Show one measure at a few shares removed, a row a strategy."""
    places = marks(groups)
    if name == "reach":
        return reach_curve_table(groups, places)
    write = count if name in COUNTS else number
    rows = [(group.label, *map(write, group.at(name, list(places)))) for group in groups]
    title = f"{name}, after so many accounts are removed{_lower_bound(document, name)}"
    return Table(title, ("strategy", *places.values()), rows)


def _lower_bound(document: Document, name: str) -> str:
    """Say that audience is a lower bound where the table holds a part of the followers known."""
    share = document.manifest.get("followers_total_share")
    if name != "audience" or share is None or share >= 1:
        return ""
    return f" (lower bound: the table holds {percent(share)} of the followers known)"
