"""What a page says of reach: how far messages get, where reach is lost, who differs from whom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.collapse.mean_curves import Group
from graphres.report.kinds.probability_levels import all_levels, at_levels, levels_told, listed
from graphres.report.kinds.sampled_choice import chosen_blocks
from graphres.report.number_format import MISSING, count, number, percent
from graphres.spread import Spread
from graphres.spread.levels import Level
from graphres.spread.sample import Mean
from graphres.spread.summary import worlds_to_halve
from graphres.studies.trials.paired_differences import Contrast
from graphres.studies.trials.summary import mean_area, mean_reach


@dataclass(frozen=True)
class ReachView:
    """What a page needs to know of how messages travelled.

    Parameters
    ----------
    spread : Spread
    probability : str
        As typed.
    is_exact : bool
        Whether the worlds are all there are.
    differences : sequence of Contrast
    tried : mapping of float to sequence of (str, str)
        Pairs of strategies that change places at other probabilities.
    levels : sequence of Level
        The probabilities that stand where none was given.
    areas : mapping of str to sequence of Mean
        Reach over removals by strategy, at each of them.
    """

    spread: Spread
    probability: str
    is_exact: bool
    differences: Sequence[Contrast]
    tried: Mapping[float, Sequence[tuple[str, str]]]
    levels: Sequence[Level] = ()
    areas: Mapping[str, Sequence[Mean]] = field(default_factory=dict)


def reach_blocks(view: ReachView, found: Sequence[Group]) -> Iterator[Block]:
    """The tables of reach, each with what it has to say for itself."""
    if view.levels:
        yield from _levels_blocks(view)
    yield _reach_table(found)
    yield Line(_how(view, found), "quiet")
    yield _loss_table(found)
    yield from chosen_blocks(found)
    if view.differences:
        yield _differences_table(view.differences)
    yield from _elsewhere(view)


def _levels_blocks(view: ReachView) -> Iterator[Block]:
    """Which probabilities stand where none was given, and what holds at all of them."""
    told = levels_told(view.levels)
    p = view.spread.probability
    yield Line(f"{told[0].upper()}{told[1:]}. All below is at p = {p:g}.")
    yield Line(levels_headline(view), "title")
    heads = [f"p = {level.probability:g}" for level in view.levels]
    rows = [
        (name, *(percent(mean.mean, 3) for mean in areas)) for name, areas in view.areas.items()
    ]
    yield Table("reach over removals (first runs)", ("strategy", *heads), rows)


def levels_headline(view: ReachView) -> str:
    """Who leaves the least reach at every level, and who changes places."""
    swaps = [
        f"{one} and {other} change places at p = {p:g}"
        for p, pairs in view.tried.items()
        for one, other in pairs
    ]
    if len(view.areas) < 2:
        return "Only one strategy: nothing to set beside it."
    names = list(view.areas)
    means = np.array([[mean.mean for mean in view.areas[name]] for name in names])
    best = [names[place] for place in means.argmin(axis=0).tolist()]
    if len({*best}) == 1:
        said = f"{best[0]} leaves the least reach over removals {all_levels(view.levels)}."
    else:
        at = dict(zip(view.levels, best, strict=True))
        parts = [
            f"{name} {at_levels([level for level in at if at[level] == name])}"
            for name in dict.fromkeys(best)
        ]
        said = f"Which leaves the least reach over removals depends on p: {listed(parts)}."
    told = "; ".join(swaps) if swaps else "no two change places beyond chance"
    return f"{said} {told[0].upper()}{told[1:]}."


def interval(found: Mean | None) -> str:
    """A mean and the ends of its interval, to two digits of its width.

    Examples
    --------
    >>> interval(Mean(0.12345, 0.101, 0.149)), interval(Mean(0.000512, 0.00038, 0.00071))
    ('0.123 [0.101, 0.149]', '0.00051 [0.00038, 0.00071]')
    >>> interval(Mean(0.5, 0.5, 0.5)), interval(None)
    ('0.5000', '–')
    """
    if found is None:
        return MISSING
    if found.low == found.high:
        return number(found.mean + 0.0)
    mean, low, high = rounded(found)
    return f"{mean} [{low}, {high}]"


def rounded(found: Mean) -> tuple[str, str, str]:
    """A mean and both ends with as many places as two digits of half the width take, 2 to 9."""
    half = (found.high - found.low) / 2
    places = 4 if half <= 0 else min(max(1 - math.floor(math.log10(half)), 2), 9)
    mean, low, high = (number(value + 0.0, places) for value in found)
    return mean, low, high


def _reach_table(found: Sequence[Group]) -> Table:
    rows = [
        (
            group.label,
            interval(mean_reach(group.trials, 0)),
            interval(mean_area(group.trials)),
            percent(group.figures.get("half_reach")),
            percent(group.figures.get("tenth_reach")),
        )
        for group in found
    ]
    title = "reach: share of all accounts that hear a message, in the mean"
    header = ("strategy", "at the start", "over removals", "half", "tenth")
    return Table(title, header, rows, spare=("tenth",))


def travelled(spread: Spread, probability: str) -> str:
    """How a message travels, in a clause; ``probability`` as typed."""
    model = "independent cascade" if spread.model == "ic" else "linear threshold"
    how = f"{model}, p = {probability}"
    return f"{how}, all sources post one message together" if spread.together else how


def sampled(is_exact: bool, worlds: int | None) -> str:
    """What a figure was measured in, and what would narrow it.

    Examples
    --------
    >>> sampled(True, 34)
    'all 34 worlds there are, no interval'
    """
    if worlds is None or is_exact:
        return f"all {count(worlds)} worlds there are, no interval"
    more = count(worlds_to_halve(worlds))
    return f"{count(worlds)} sampled worlds, [95 % interval]; {more} worlds would halve it"


def _how(view: ReachView, found: Sequence[Group]) -> str:
    """How a message travels, in which worlds, and what to make of p."""
    how = travelled(view.spread, view.probability)
    worlds = found[0].figures.get("worlds") if found else None
    said = f"A message: {how}; {sampled(view.is_exact, worlds)}."
    if view.is_exact:
        return said
    if view.spread.probability == 1:
        return f"{said} Too many sources to let each post in turn: posters are sampled."
    return f"{said} A p measured from reposts is worth more than any default."


def _loss_table(found: Sequence[Group]) -> Table:
    rows = []
    for group in found:
        figures = group.figures
        parts = [figures.get(f"reach_cut_max_{name}") for name in ("silenced", "removed")]
        parts.append(figures.get("reach_cut_max"))
        whole = None if None in parts else sum(part for part in parts if part is not None)
        start = figures.get("reach_start")
        shares = [_share_of(part, start) for part in (whole, *parts)]
        rows.append((group.label, percent(figures.get("reach_cut_max_at")), *shares))
    header = ("strategy", "removed", "reach lost", "= poster gone", "+ listener gone", "+ cut")
    return Table("What reach has lost where the cut is largest, of its start", header, rows)


def reach_table(found: Sequence[Group], places: Mapping[int, str]) -> Table:
    """Reach at a few shares removed, beneath each strategy the ends of its intervals."""
    rows = []
    for group in found:
        found_at = [mean_reach(group.trials, k) for k in places]
        cells = [(MISSING,) * 3 if mean is None else rounded(mean) for mean in found_at]
        for label, column in zip(
            (group.label, "  from", "  to"), zip(*cells, strict=True), strict=True
        ):
            rows.append((label, *column))
    title = "reach, after so many accounts are removed"
    return Table(title, ("strategy", *places.values()), rows)


def _share_of(part: float | None, whole: float | None) -> str:
    return MISSING if part is None or not whole else percent(part / whole)


def _differences_table(differences: Sequence[Contrast]) -> Table:
    """Against the first strategy; the rest is in the document."""
    first = differences[0].strategy
    rows = [
        (
            f"{contrast.other} − {first}",
            "over removals" if contrast.what == "area" else f"after {count(contrast.removed)}",
            interval(Mean(-contrast.difference, -contrast.high, -contrast.low)),
            "yes" if contrast.is_clear else "no",
        )
        for contrast in differences
        if contrast.strategy == first
    ]
    header = ("reach of", "taken", "difference", "beyond chance")
    title = "Strategies in the same worlds"
    return Table(title, header, rows, left=(0, 1), spare=("beyond chance",))


def _elsewhere(view: ReachView) -> Iterator[Block]:
    """Whether the strategies keep their order at other probabilities."""
    if not view.tried or view.levels:  # levels tell it first
        return
    *others, last = (f"{p:g}" for p in view.tried)
    tried = f"{', '.join(others)} and {last}" if others else last
    swaps = [
        f"{one} and {other} change places at p = {p:g}"
        for p, pairs in view.tried.items()
        for one, other in pairs
    ]
    if swaps:
        yield Line(f"The order of strategies depends on p: {'; '.join(swaps)}.", "warning")
    else:
        yield Line(
            f"Tried p = {tried} too: no two strategies change places beyond chance.", "quiet"
        )
