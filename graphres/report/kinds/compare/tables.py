"""The tables of `graphres compare`: what changed beyond noise, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.number_format import MISSING, NumberText, count, counted, significant

#: Rows of a table; the other formats have all.
_MOST = 25

#: Columns that the full table takes.
_WIDE = 98

#: Columns that a page with long names does without, the first of them first.
_SPARE = ("at", "largest", "before", "after")

_VALUES = ("before", "after", "difference")

_PARTS = {
    "summary": "What sums up",
    "reach": "Reach",
    "hop": "Reach by hop",
    "group": "Reach by group",
    "graph": "The graph",
    "rank": "Ranks",
    "curve": "Curves, means over all places",
}

_KEY = (
    "interval: of the difference, at 95 %. Beyond noise: it leaves 0 out, run by run where both "
    "drew the same, else from both intervals; exactly where nothing is drawn. Where nothing has "
    "changed, one estimate in twenty seems to."
)

Row = Mapping[str, Any]


def compare_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show the figures that changed beyond noise, a table a part."""
    figures, rows = document.parts["compare"], document.rows("rows")
    if figures["in_both"] is not None:
        yield Paragraph(_overlap(figures))
    for part, title in _PARTS.items():
        changed = [row for row in rows if row["part"] == part and row["changed"]]
        if changed:
            yield _table(title, part, changed, is_narrow=width < _WIDE)
    yield from _rest(figures)
    yield Paragraph(_KEY, "quiet")


def compare_details(document: Document) -> list[Table]:
    """Show all that both results have, what one alone has, and what was made differently."""
    rows = [{"of": row["name"], **row} for row in document.rows("rows")]
    names = ("of", "part", "figure", *_VALUES, "low", "high", "noise", "changed")
    only = [
        {"of": row["name"], "part": row["part"], "figure": row["figure"], "in": end}
        for end in ("before", "after")
        for row in document.rows(f"only_{end}")
    ]
    manifests = [
        {"what": name, "before": _plain(before), "after": _plain(after)}
        for name, (before, after) in document.parts["made_differently"].items()
    ]
    return [
        table_of("Made differently", manifests),
        table_of("All that both have", rows, names),
        table_of("In one result alone", only),
    ]


def _plain(value: Any) -> Any:
    """Return a value of a manifest as a cell takes it."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _overlap(figures: Row) -> str:
    tau = figures["kendall"]
    order = "" if tau is None else f"; their order agrees by {tau:.2f} (Kendall's tau)"
    return (
        f"{counted(figures['in_both'], 'account')} in both rankings, "
        f"{count(figures['came'])} came, {count(figures['went'])} went{order}."
    )


def _table(title: str, part: str, rows: Sequence[Row], *, is_narrow: bool) -> Table:
    """Show the rows of a part; on a narrow page without what the other columns tell."""
    first = rows[:_MOST]
    columns: dict[str, list[str]] = {
        "name": [str(row["name"]) for row in first],
        "figure": [row["figure"] for row in first],
        **{name: [significant(row[name]) for row in first] for name in _VALUES},
        "interval": [_interval(row) for row in first],
    }
    if part == "curve":
        columns |= {name: [significant(row[name]) for row in first] for name in ("largest", "at")}
    for name in _needless(part, is_narrow=is_narrow):
        del columns[name]
    more = f" ({count(len(rows) - _MOST)} more in the other formats)" if len(rows) > _MOST else ""
    left = [place for place, name in enumerate(columns) if name in ("name", "figure")]
    spare = [name for name in _SPARE if name in columns]
    cells = list(zip(*columns.values(), strict=True))
    return Table(f"{title}{more}", list(columns), cells, left=left, spare=spare)


def _needless(part: str, *, is_narrow: bool) -> list[str]:
    """List columns that say nothing, or that there is no room for."""
    if part == "rank":
        return ["figure"]
    if part == "graph":
        return ["name"]
    if not is_narrow:
        return []
    return ["before", "after"] if part == "curve" else ["difference"]


def _interval(row: Row) -> str:
    if row["noise"] == "exact":
        return "exact"
    if row["low"] is None:
        return MISSING
    ends = f"[{significant(row['low'], 3)}, {significant(row['high'], 3)}]"
    return NumberText(ends, row["low"])


def _rest(figures: Row) -> Iterator[Paragraph]:
    if figures["unknown"]:
        yield Paragraph(
            f"{counted(figures['unknown'], 'figure')} differ but have no interval to be judged by: "
            "one run of something drawn, or sampled; more runs would tell.",
            "warning",
        )
    only = [
        f"{count(figures[f'only_{name}'])} {name}"
        for name in ("before", "after")
        if figures[f"only_{name}"]
    ]
    if only:
        yield Paragraph(f"In one result alone: {', '.join(only)}.")
