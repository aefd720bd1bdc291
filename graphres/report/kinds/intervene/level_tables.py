"""The tables of interventions at several probabilities: a column a probability."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.document import Document
from graphres.report.kinds.intervene import BASELINE, legend, names_of, numbers_for
from graphres.report.kinds.probability_levels import (
    capitalise,
    describe_levels,
    levels_of,
    of_level,
)
from graphres.report.kinds.spread_notes import describe_spread, describe_worlds
from graphres.report.number_format import (
    MISSING,
    count,
    percent,
    percent_interval,
    plain_amount,
    points,
)

Row = Mapping[str, Any]
Write = Callable[[Row], str]


class _Cells(NamedTuple):
    """How reach is written, and a change of it: with intervals, or where those have no room."""

    reach: Write
    change: Write


def level_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show what holds at every probability, then the figures at each."""
    from graphres.report.formats.fitting import fits

    rows = document.rows("interventions")
    yield Paragraph(f"{capitalise(describe_levels(levels_of(document)))}.")
    spread = describe_spread(document.manifest, "each of these")
    is_exact = all(row["reach_low"] == row["reach_high"] for row in rows)
    worlds = describe_worlds(document.manifest["worlds"], is_exact=is_exact)
    yield Paragraph(f"A message: {spread}; {worlds}.", "quiet")
    yield Paragraph(document.parts["headline"], "title")
    names = names_of(rows)
    labels = (dict(zip(names, names, strict=True)), numbers_for(names))
    choices = [
        _tables(document, rows, label, cells) for cells in (_FULL, _MEANS) for label in labels
    ]
    fitting = [i for i, tables in enumerate(choices) if all(fits(t, width) for t in tables)]
    place = fitting[0] if fitting else len(choices) - 1
    if place % 2:
        yield legend(names)
    yield from choices[place]
    if place > 1:
        yield Paragraph("Too narrow for intervals; --format csv has them.", "quiet")


def _tables(
    document: Document, rows: Sequence[Row], labels: Mapping[str, str], cells: _Cells
) -> list[Table]:
    columns = [
        ("Reach: share of all accounts that hear the message", cells.reach),
        ("New audience among them, share of all accounts", _new_audience),
        ("Saved: accounts that would have heard it, in the mean", _saved),
    ]
    tables = [_by_level(document, rows, labels, title, write) for title, write in columns]
    return [*tables, *_step_by_step(document, cells.change)]


def _by_level(
    document: Document,
    rows: Sequence[Row],
    labels: Mapping[str, str],
    title: str,
    write: Write,
) -> Table:
    """Show a row an intervention at a budget, a column a probability."""
    levels = levels_of(document)
    at_each = [[row for row in rows if row["probability"] == level.probability] for level in levels]
    first = "intervention" if labels[BASELINE] == BASELINE else "no."
    cells = [
        (labels[row["intervention"]], plain_amount(row["budget"]), *map(write, (row, *others)))
        for row, *others in zip(*at_each, strict=True)
    ]
    return Table(title, (first, "budget", *map(of_level, levels)), cells)


def _step_by_step(document: Document, write: Write) -> Iterator[Table]:
    """Show what each step of a sequence changes, against the step before it, world by world."""
    levels = levels_of(document)
    pairs = {
        (row["probability"], row["intervention"], row["other"]): row
        for row in reversed(document.rows("differences"))  # of several budgets the first
    }
    cells = []
    for name in document.manifest["interventions"]:
        steps = name.split(" then ")
        names = [" then ".join(steps[: place + 1]) for place in range(len(steps))]
        for before, after, step in zip([BASELINE, *names], names, steps, strict=False):
            if len(steps) > 1:
                changes = [write(pairs[level.probability, after, before]) for level in levels]
                cells.append((step if before == BASELINE else f"then {step}", *changes))
    if cells:
        title = "Step by step: what each changes in reach, in percentage points"
        yield Table(title, ("step", *map(of_level, levels)), cells)


def _reach(row: Row) -> str:
    return percent_interval(row["reach"], row["reach_low"], row["reach_high"])


def _reach_mean(row: Row) -> str:
    return percent(row["reach"], 2)


def _change(pair: Row) -> str:
    return points(pair["reach"], pair["reach_low"], pair["reach_high"])


def _change_mean(pair: Row) -> str:
    return points(pair["reach"])


def _new_audience(row: Row) -> str:
    return percent(row["new_audience"], 2)


def _saved(row: Row) -> str:
    return MISSING if row["intervention"] == BASELINE else count(row["saved"])


_FULL = _Cells(_reach, _change)
_MEANS = _Cells(_reach_mean, _change_mean)
