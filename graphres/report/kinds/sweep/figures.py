"""What is drawn of a sweep: for every command the figures that sum a cell up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from graphres.report.charts.chart_spec import Dot
from graphres.report.charts.phrases import share_format
from graphres.report.number_format import share
from graphres.stats.intervals import mean_band

Row = Mapping[str, Any]
Key = tuple[str, str]

#: Student's interval of fewer seeds says nothing.
_SEEDS = 3

_SHARE = "share of all accounts"

#: By command, the figures that can stand for a cell: of each list the first that every cell has.
_WANTED: Mapping[str, Sequence[Sequence[tuple[str, str]]]] = {
    "collapse": (
        (
            ("R", "R: mean giant component over all removals"),
            ("giant_end", f"giant component at the end: {_SHARE}"),
        ),
        (
            ("area_reach", f"reach, mean over all removals: {_SHARE}"),
            ("reach_end", f"reach at the end: {_SHARE}"),
        ),
    ),
    "reach": ((("reach", f"reach: {_SHARE} that hear a message"),),),
    "rank": (
        (("giant_after", f"giant component without those ranked: {_SHARE}"),),
        (("reach_after", f"reach without those ranked: {_SHARE}"),),
    ),
    "campaign": (
        (
            ("stunting", "stunting: share of audience lost against arm none"),
            ("followers_end", "followers of a person at the end: mean"),
        ),
    ),
    "intervene": ((("reach", f"reach: {_SHARE} that hear a message"),),),
}

#: Figures that are no share of anything, and those that may be less than 0.
_COUNTS = ("followers_end", "components", "susceptibility")
_SIGNED = ("stunting",)


class CellFigure(NamedTuple):
    """One figure of one command."""

    key: Key
    title: str

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        name = self.title.partition(":")[0].removesuffix(f" ({self.key[0]})")
        return f"the {name}" if name.startswith("giant") else name

    def of_command(self) -> CellFigure:
        """Return the same, its command in the title."""
        name, colon, unit = self.title.partition(":")
        return self._replace(title=f"{name} ({self.key[0]}){colon}{unit}")

    @property
    def is_count(self) -> bool:
        """Whether it is no share."""
        return any(name in self.key[1] for name in _COUNTS)

    def has(self, row: Row) -> bool:
        """Tell whether a row has it; of arms, none is what others are compared with."""
        is_none = self.key[1] == "stunting" and row.get("arm") == "none"
        return row["value"] is not None and not is_none

    def dot(self, name: str, rows: Sequence[Row]) -> Dot:
        """Return one seed as it is; several as their mean, with an interval from three on."""
        # What is the same in every cell of a seed, such as no intervention, counts once.
        rows = list({row["seed"]: row for row in rows}.values())
        values = [row["value"] for row in rows]
        lows, highs = ([row[end] for row in rows] for end in ("low", "high"))
        are_known = None not in lows and None not in highs
        if len(rows) == 1:
            return Dot(name, values[0], lows[0], highs[0])
        ends = ([[low] for low in lows], [[high] for high in highs]) if are_known else ()
        mean, low, high = (end.item() for end in mean_band([[v] for v in values], *ends))
        if len(rows) < _SEEDS:
            return Dot(name, mean, singles=values)
        least = low if self.key[1] in _SIGNED else max(low, 0.0)
        return Dot(name, mean, least, high if self.is_count else min(high, 1.0), singles=values)

    def form(self, tops: Sequence[float]) -> str:
        """Return how numbers are written on its axis."""
        if self.is_count:
            return ".3~s"
        return ".2~f" if self.key[1] == "R" else share_format(max(map(abs, tops), default=1.0))

    def format_value(self, value: float) -> str:
        """Format a number in a sentence."""
        if self.key[1] == "R":
            return f"{value:.3f}"
        return f"{value:,.3g}" if self.is_count else share(value)


def figure_of(row: Row) -> Key:
    """Return the command and the figure of a row."""
    return row["command"], row["figure"]


def figures_in(rows: Sequence[Row]) -> list[CellFigure]:
    """Return the figures to draw by command; any area where none that is wanted is there."""
    there: dict[str, dict[str, int]] = {}
    for row in rows:
        counts = there.setdefault(row["command"], {})
        has_value = row["value"] is not None and row.get("arm") != "none"
        counts[row["figure"]] = counts.get(row["figure"], 0) + has_value
    figures: list[CellFigure] = []
    for command, counts in there.items():
        wanted = [_first(command, choice, counts) for choice in _WANTED.get(command, ())]
        wanted = [figure for figure in wanted if figure is not None] or [_any(command, counts)]
        figures += [figure for figure in wanted if figure is not None]
    return figures if len(there) == 1 else [figure.of_command() for figure in figures]


def _first(
    command: str, choice: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> CellFigure | None:
    """Return the figure that most cells have, the first of equals."""
    measured = [(name, title) for name, title in choice if counts.get(name)]
    if not measured:
        return None
    name, title = max(measured, key=lambda figure: counts[figure[0]])
    return CellFigure((command, name), title)


def _any(command: str, counts: Mapping[str, int]) -> CellFigure | None:
    areas = [name for name, cells in counts.items() if name.startswith("area_") and cells]
    if not areas:
        return None
    name = areas[0].removeprefix("area_").removeprefix("to_K_")
    return CellFigure((command, areas[0]), f"{name}: mean over all removals")
