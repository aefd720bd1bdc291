"""What a collapse shows of reach: how far messages get, where reach is lost, who differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.document import Document
from graphres.report.kinds.collapse.choice_tables import promise_blocks
from graphres.report.kinds.collapse.groups import Group
from graphres.report.kinds.probability_levels import capitalise, describe_levels, levels_of
from graphres.report.kinds.spread_notes import describe_spread, describe_worlds
from graphres.report.number_format import MISSING, count, interval, percent, round_interval

Row = Mapping[str, Any]


def reach_blocks(document: Document, groups: Sequence[Group]) -> Iterator[Block]:
    """Show the tables of reach, each with what it has to say for itself."""
    if levels_of(document):
        yield from _level_blocks(document)
    yield _reach_table(document, groups)
    yield _loss_table(groups)
    yield from promise_blocks(groups)
    if differences := document.rows("differences"):
        yield _differences_table(differences)
    if not levels_of(document):  # their headline says it first
        yield from _at_other_probabilities(document)


def _level_blocks(document: Document) -> Iterator[Block]:
    """Show which probabilities are measured at where none was given, and what holds at all."""
    levels = describe_levels(levels_of(document))
    p = document.manifest["probability"]
    yield Paragraph(f"{capitalise(levels)}. All below is at p = {p:g}.")
    yield Paragraph(document.parts["headline"], "title")
    rows = document.parts["probabilities"]
    cells = [
        (name, *(percent(row["area_reach"][name], 3) for row in rows))
        for name in rows[0]["area_reach"]
    ]
    header = ("strategy", *(f"p = {row['probability']:g}" for row in rows))
    yield Table("reach over removals (first runs)", header, cells)


def _reach_table(document: Document, groups: Sequence[Group]) -> Table:
    rows = [
        (
            group.label,
            _interval(group.figures, "reach_start"),
            _interval(group.figures, "area_to_K_reach"),
            percent(group.figures.get("half_reach")),
            percent(group.figures.get("tenth_reach")),
        )
        for group in groups
    ]
    title = "reach: share of all accounts that hear a message, in the mean"
    header = ("strategy", "at the start", "over removals", "half", "tenth")
    return Table(title, header, rows, spare=("tenth",), remark=_key(document, groups))


def _interval(figures: Row, name: str) -> str:
    return interval(*(figures.get(f"{name}{end}") for end in ("", "_low", "_high")))


def _key(document: Document, groups: Sequence[Group]) -> str:
    """Say how a message travels, in which worlds, and what to make of p."""
    figures = groups[0].figures
    is_exact = figures["worlds_to_halve"] is None
    worlds = describe_worlds(figures["worlds"], is_exact=is_exact)
    text = f"A message: {describe_spread(document.manifest)}; {worlds}."
    if is_exact:
        return text
    if document.manifest["probability"] == 1:
        return f"{text} Too many sources to let each post in turn: posters are sampled."
    return f"{text} A p measured from reposts is worth more than any default."


def _loss_table(groups: Sequence[Group]) -> Table:
    names = ("reach_cut_max_silenced", "reach_cut_max_removed", "reach_cut_max")
    rows = []
    for group in groups:
        parts = [group.figures.get(name) for name in names]
        total = None if None in parts else sum(part for part in parts if part is not None)
        start = group.figures.get("reach_start")
        shares = [_share_of(part, start) for part in (total, *parts)]
        rows.append((group.label, percent(group.figures.get("reach_cut_max_at")), *shares))
    header = ("strategy", "removed", "reach lost", "= poster gone", "+ listener gone", "+ cut")
    return Table("What reach has lost where the cut is largest, of its start", header, rows)


def _share_of(part: float | None, total: float | None) -> str:
    return MISSING if part is None or not total else percent(part / total)


def reach_curve_table(groups: Sequence[Group], places: Mapping[int, str]) -> Table:
    """Show reach at a few shares removed, beneath each strategy the ends of its intervals."""
    rows = []
    for group in groups:
        bands = group.bands_at("reach", places)
        cells = [(MISSING,) * 3 if band is None else round_interval(*band) for band in bands]
        labels = (group.label, "  from", "  to")
        rows += [(label, *row) for label, row in zip(labels, zip(*cells, strict=True), strict=True)]
    title = "reach, after so many accounts are removed"
    return Table(title, ("strategy", *places.values()), rows)


def _differences_table(differences: Sequence[Row]) -> Table:
    """Compare with the first strategy; all others are in the document."""
    first = differences[0]["strategy"]
    rows = [
        (
            f"{row['other']} − {first}",
            "over removals" if row["what"] == "area" else f"after {count(row['removed'])}",
            interval(-row["difference"], -row["high"], -row["low"]),
            "yes" if row["low"] > 0 or row["high"] < 0 else "no",
        )
        for row in differences
        if row["strategy"] == first
    ]
    header = ("reach of", "taken", "difference", "beyond chance")
    title = "Strategies in the same worlds"
    return Table(title, header, rows, left=(0, 1), spare=("beyond chance",))


def _at_other_probabilities(document: Document) -> Iterator[Block]:
    """Say whether the strategies keep their order at other probabilities."""
    tried = document.parts.get("changed_places", [])
    if not tried:
        return
    *first, last = (f"{row['probability']:g}" for row in tried)
    probabilities = f"{', '.join(first)} and {last}" if first else last
    swaps = [
        f"{one} and {another} change places at p = {row['probability']:g}"
        for row in tried
        for one, another in row["pairs"]
    ]
    if swaps:
        yield Paragraph(f"The order of strategies depends on p: {'; '.join(swaps)}.", "warning")
    else:
        yield Paragraph(
            f"Tried p = {probabilities} too: no two strategies change places beyond chance.",
            "quiet",
        )
