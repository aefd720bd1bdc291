"""What `graphres reach` found at several probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.probability_levels import (
    all_levels,
    levels_document,
    levels_told,
    listed,
    of_level,
)
from graphres.report.kinds.reach.blocks import interval, sampled, travelled
from graphres.report.kinds.reach.view import (
    ReachPage,
    carriers_of,
    details,
    reach_parts,
    reach_rows,
)
from graphres.report.number_format import count, counted, percent
from graphres.report.result import Result, Rows
from graphres.spread.levels import Level


def reach_levels_result(
    levels: Sequence[Level], pages: Sequence[ReachPage], manifest: Mapping[str, Any]
) -> Result:
    """The result in every form; tables begin with a column ``probability``.

    The document's own parts are those of the middle level; all levels are in ``probabilities``.
    """
    middle = len(levels) // 2
    at = levels[middle].probability
    by_level = [
        {**told, **reach_parts(page.found), "carriers": carriers_of(page)}
        for told, page in zip(levels_document(levels), pages, strict=True)
    ]
    parts = reach_parts(pages[middle].found)
    parts["reach"] = {**parts["reach"], "probability": at}
    document = {
        "manifest": manifest,
        "headline": _headline(levels, pages),
        **parts,
        "carriers": carriers_of(pages[middle]),
        "probabilities": by_level,
    }
    rows = [
        (level.probability, *row)
        for level, page in zip(levels, pages, strict=True)
        for row in reach_rows(page)
    ]
    table = Rows.of(["probability", "part", "name", "mean", "low", "high"], rows)
    return Result("graphres.reach/1", document, table, lambda width: list(_blocks(levels, pages)))


def _headline(levels: Sequence[Level], pages: Sequence[ReachPage]) -> str:
    """How far at each level, and whether the same accounts carry it on at all of them."""
    found = pages[0].found
    shares = [
        f"{percent(page.found.whole.mean, 2)} at {of_level(level)}"
        for level, page in zip(levels, pages, strict=True)
    ]
    said = f"A message of {counted(found.sources, 'source')} is heard by {listed(shares)}, "
    return f"{said}of all accounts. {_steady(levels, pages)}".rstrip()


def _steady(levels: Sequence[Level], pages: Sequence[ReachPage]) -> str:
    tops = [set(page.carriers.tolist()) for page in pages]
    most = max(map(len, tops))
    if not most:
        return ""
    both = len(set.intersection(*tops))
    return (
        f"Of the {count(most)} that carry it on most often {count(both)} are the same "
        f"{all_levels(levels)}."
    )


def _blocks(levels: Sequence[Level], pages: Sequence[ReachPage]) -> Iterator[Block]:
    middle = len(levels) // 2
    page = pages[middle]
    yield page.opening
    told = levels_told(levels)
    how = travelled(page.spread, "each of these")
    yield Line(
        f"{told[0].upper()}{told[1:]}. {how[0].upper()}{how[1:]}; "
        f"{sampled(page.found.is_exact, page.found.worlds)}.",
        "quiet",
    )
    yield Line(_headline(levels, pages), "title")
    rows = [
        (
            f"{level.probability:g}",
            interval(each.found.whole),
            count(each.found.whole.mean * each.found.n),
        )
        for level, each in zip(levels, pages, strict=True)
    ]
    yield Table("", ("p", "reach, of all", "accounts"), rows)
    yield Line(f"At {of_level(levels[middle])}:")
    yield from details(page)
