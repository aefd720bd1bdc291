"""How wide a table is in characters, and which columns it goes without on a narrow page."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from graphres.report.blocks import Table
from graphres.report.number_format import printable

#: Blanks between two columns.
GAP = 2


def fit(table: Table, width: int) -> tuple[Table, list[str]]:
    """Leave out as many spare columns as do not fit, and return the names of those too.

    Examples
    --------
    >>> table = Table("", ("account", "score", "loss"), [("ann", "12", "0.5")], spare=("score",))
    >>> fit(table, 20)[1], fit(table, 15)[1]
    ([], ['score'])
    """
    dropped: list[str] = []
    for name in table.spare:
        if fits(table, width):
            break
        dropped.append(name)
        table = _without(table, name)
    return table, dropped


def _without(table: Table, name: str) -> Table:
    place = list(table.header).index(name)
    places = [i for i in range(len(table.header)) if i != place]
    return replace(
        table,
        header=[table.header[i] for i in places],
        rows=[[row[i] for i in places] for row in table.rows],
        left=[places.index(i) for i in table.left if i != place],
    )


def fits(table: Table, width: int) -> bool:
    """Tell whether a table fits a page of so many columns; nothing follows its last one."""
    return natural_width(table) - GAP <= width


def natural_width(table: Table) -> int:
    """Return the columns that the widest cells need side by side, the last gap included."""
    rows = [table.header, *table.rows]
    return sum(max(cell_len(printable(row[i])) + GAP for row in rows) for i in range(len(rows[0])))
