"""What `graphres collapse` found: curves and what sums them up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphres.measures.lower_bound import LowerBound
from graphres.report.blocks import Block, Chart, Line, Table
from graphres.report.kinds.collapse.mean_curves import Group, groups, marks, series
from graphres.report.kinds.lower_bound import proven
from graphres.report.kinds.portfolio import portfolio_blocks
from graphres.report.kinds.probability_levels import levels_document
from graphres.report.kinds.reach.blocks import ReachView, levels_headline, reach_blocks, reach_table
from graphres.report.kinds.side_effects import accounting_blocks, until_block
from graphres.report.number_format import MISSING, count, number, percent
from graphres.report.result import Result, Rows
from graphres.studies.trials.summary import Trial

#: Measures that count; every other one is a share.
_COUNTS = ("components", "not_found", "wrongly_removed", "isolated")

_ARITHMETIC = (
    "Random removal halves any giant near one half by arithmetic alone: whoever is removed was a "
    "member of it. Only the cut, what the giant lost beyond its removed members, says that the "
    "rest fell apart."
)


@dataclass(frozen=True)
class CollapseView:
    """What a page about a collapse needs to know.

    Parameters
    ----------
    trials : sequence of Trial
    summary : sequence of mapping
        Rows of `graphres.studies.trials.summary.summarise`.
    measures : sequence of str
        What was measured, in column order.
    shown : sequence of str
        What the page tells removal by removal.
    random : collection of str
        Strategies whose runs differ because they draw, not because ties are drawn.
    remarks : mapping of str to str
        What must be said of a measure, such as that it is a lower bound.
    opening : Block
        The first lines.
    reach : ReachView, optional
        How messages travelled; there when reach was measured.
    until : str
        When orders were to stop, as typed.
    certificate : Certificate, optional
        What is proven of the target asked for.
    """

    trials: Sequence[Trial]
    summary: Sequence[Mapping[str, Any]]
    measures: Sequence[str]
    shown: Sequence[str]
    random: Collection[str]
    remarks: Mapping[str, str]
    opening: Block
    reach: ReachView | None = None
    until: str = ""
    certificate: LowerBound | None = None

    @property
    def columns(self) -> list[str]:
        """The measures, then what belongs to reach."""
        beside = self.trials[0].values if self.trials else ()
        return [*self.measures, *(name for name in beside if name not in self.measures)]


def collapse_result(view: CollapseView, manifest: Mapping[str, Any]) -> Result:
    """The result of a collapse in every form."""
    columns = view.columns
    names = ["strategy", "run", "removed", "removed_fraction", *columns]
    rows = Rows(names, lambda: (_columns(trial, columns) for trial in view.trials))
    document: dict[str, Any] = {"manifest": manifest, "summary": view.summary}
    if view.reach is not None and view.reach.levels:
        rows = _at_level(rows, view.reach)
        document["headline"] = levels_headline(view.reach)
        document["probabilities"] = list(_level_parts(view.reach))
    if view.reach is not None:
        document["differences"] = [vars(contrast) for contrast in view.reach.differences]
        document["changed_places"] = [
            {"probability": p, "pairs": [list(pair) for pair in pairs]}
            for p, pairs in view.reach.tried.items()
        ]
    if view.certificate is not None:
        document["certificate"] = vars(view.certificate)
    document["curve"] = rows
    return Result("graphres.collapse/1", document, rows, lambda width: list(_page(view, width)))


def _at_level(rows: Rows, view: ReachView) -> Rows:
    """Rows that begin with the probability at which they were measured."""
    p = view.spread.probability
    return Rows(
        ["probability", *rows.names],
        lambda: ([[p] * len(batch[0]), *batch] for batch in rows.batches()),
    )


def _level_parts(view: ReachView) -> Iterator[dict[str, Any]]:
    """Every level, with the mean reach over removals of each strategy's first run."""
    for place, level in enumerate(levels_document(view.levels)):
        areas = {name: means[place].mean for name, means in view.areas.items()}
        yield {**level, "area_reach": areas}


def _columns(trial: Trial, measures: Sequence[str]) -> list[list[Any]]:
    removed = trial.removed.tolist()
    share = [k / trial.n if trial.n else None for k in removed]
    size = len(removed)
    values = (_plain(name, trial.values[name].tolist()) for name in measures)
    return [[trial.strategy] * size, [trial.run] * size, removed, share, *values]


def _plain(name: str, values: list[float]) -> list[float]:
    """Counts as whole numbers."""
    if name not in _COUNTS:
        return values
    return [int(value) if value == value else value for value in values]


def _page(view: CollapseView, width: int) -> Iterator[Block]:
    yield view.opening
    found = groups(view.trials, view.summary, view.random)
    main = _main_measure(view.measures)
    if main != "reach":
        table = _summary_table(found, main)
        yield table
        yield Line(_key(table, main), "quiet")
    if view.certificate is not None:
        yield proven(view.certificate)
    if any(group.figures.get("cut_max") is not None for group in found):
        yield _loss_table(found)
        yield Line(_ARITHMETIC, "quiet")
    if view.until and found:
        yield until_block(found, view.until)
    yield from portfolio_blocks(found)
    yield from accounting_blocks(found)
    if view.reach is not None and found and found[0].n:
        yield from reach_blocks(view.reach, found)
    if found and found[0].n:
        if "giant" in view.measures:
            yield _chart(found, "giant", "the removed members alone")
        if view.reach is not None:
            yield _chart(found, "reach")
        yield from (_curve_table(view, found, name) for name in view.shown)


def _key(table: Table, main: str) -> str:
    """What the columns of the summary mean, those that are there."""
    several = any("±" in cell for row in table.rows for cell in row)
    interval = ", ± its 95 % interval over runs" if several else ""
    meanings = {
        "R": f"mean giant over all removals{interval}",
        f"area {main}": f"mean {main} over all removals",
        "mean to K": f"mean {main} over the removals of an order that stops early, which has no R",
        "half": f"share removed when {main} is at half its start",
        "tenth": "at a tenth",
        "critical": "where the components beside the giant peak",
        "to 1 %": "removals that leave the giant with 1 % of all accounts",
    }
    said = (f"{name}: {meanings[name]}" for name in table.header if name in meanings)
    return "; ".join(said) + "."


def _summary_table(found: Sequence[Group], main: str) -> Table:
    """One row a strategy; columns that hold nothing at all are left out."""
    area = "R" if main == "giant" else f"area {main}"
    columns: dict[str, list[str]] = {
        "strategy": [group.label for group in found],
        area: [_area(group, main) for group in found],
        "mean to K": [_early(group, main) for group in found],
        "half": [_place(group, f"half_{main}", percent) for group in found],
        "tenth": [_place(group, f"tenth_{main}", percent) for group in found],
        "critical": [percent(group.figures.get("critical_fraction")) for group in found],
        "to 1 %": [_place(group, "dismantling_set", count) for group in found],
    }
    kept = {name: cells for name, cells in columns.items() if set(cells) != {MISSING}}
    return Table("", list(kept), list(zip(*kept.values(), strict=True)))


def _place(group: Group, name: str, write: Callable[[float | None], str]) -> str:
    """Where something happens: of several runs the mean, or the range over drawn ties."""
    low, high = (group.figures.get(f"{name}_{end}") for end in ("min", "max"))
    if group.is_random or low is None or low == high:
        return write(group.figures.get(name))
    return f"{write(low).removesuffix(' %')} to {write(high)}"


def _main_measure(measures: Sequence[str]) -> str:
    return "giant" if "giant" in measures else measures[0]


def _area(group: Group, main: str) -> str:
    """R or an area; with several runs its interval, or its range over drawn ties."""
    figures = group.figures
    mean = figures.get(f"area_{main}")
    if main != "giant" or figures.get("R_low") is None:
        return number(mean)
    if not group.is_random:
        return f"{number(figures['R_min'])} to {number(figures['R_max'])}"
    return f"{number(mean)} ± {number((figures['R_high'] - figures['R_low']) / 2)}"


def _early(group: Group, main: str) -> str:
    """The mean up to the end of an order that stops early."""
    if group.figures.get(f"area_{main}") is not None:
        return MISSING
    return number(group.figures.get(f"area_to_K_{main}"))


def _loss_table(found: Sequence[Group]) -> Table:
    rows = [
        (
            group.label,
            percent(figures.get("cut_max_at")),
            percent(_sum(figures.get("cut_max"), figures.get("cut_max_removed"))),
            percent(figures.get("cut_max_removed")),
            percent(figures.get("cut_max")),
        )
        for group in found
        for figures in [group.figures]
    ]
    header = ("strategy", "removed", "giant lost", "= its members", "+ cut")
    return Table("What the giant has lost where the cut is largest", header, rows)


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _chart(found: Sequence[Group], name: str, diagonal: str = "") -> Chart:
    """A falling measure; reach, which may start anywhere, as a share of its start."""
    lines = [series(group, name) for group in found]
    if name == "reach":
        lines = [replace(line, y=_of_start(line.y)) for line in lines]
    last = max(group.longest for group in found) / found[0].n
    of_start = " of its start" if name == "reach" else ""
    return Chart(f"{name}{of_start}, by share of accounts removed", lines, last, diagonal)


def _of_start(values: Sequence[float]) -> list[float]:
    return [value / values[0] if values[0] else 0.0 for value in values]


def _curve_table(view: CollapseView, found: Sequence[Group], name: str) -> Table:
    """One measure at a few shares removed, a row a strategy."""
    places = marks(found)
    if name == "reach":
        return reach_table(found, places)
    remark = f" ({view.remarks[name]})" if name in view.remarks else ""
    write = count if name in _COUNTS else number
    rows = [
        (group.label, *(write(value) for value in group.at(name, list(places)))) for group in found
    ]
    title = f"{name}, after so many accounts are removed{remark}"
    return Table(title, ("strategy", *places.values()), rows)
