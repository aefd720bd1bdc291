"""The chart of `graphres compare`: what changed between two results, and what is noise."""

from __future__ import annotations

import ntpath
from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartSpec, Dot, DotPanel, Panel
from graphres.report.document import Document
from graphres.report.kinds.compare import count_changes, describe_differences
from graphres.report.number_format import count, counted, printable

Row = Mapping[str, Any]

#: Rows of dots that one panel can hold.
_MOST = 30
#: A change by more than so many times what it was would leave no room for the others.
_FAR = 3.0

_PARTS = {
    "summary": "figures that sum up",
    "reach": "reach",
    "hop": "reach by hop",
    "group": "reach by group",
    "graph": "the graph",
    "curve": "curves, means over all places",
}

#: What a title would rather speak of, the first first.
_TELLING = ("R", "stunting", "reach", "area_reach", "giant", "giant_end", "reach_end")


def compare_chart(document: Document) -> ChartSpec:
    """Draw differences with their intervals, a panel a part, against no change."""
    rows = document.rows("rows")
    panels: list[Panel] = []
    differences = describe_differences(document.parts.get("made_differently", {}))
    remarks = [differences] if differences else []
    ranks = [row for row in rows if row["part"] == "rank"]
    if ranks:
        panels += _rank_panel(ranks, remarks)
    for part, title in _PARTS.items():
        of_part = [row for row in rows if row["part"] == part]
        panels += _change_panel(title, of_part, remarks)
    if panels:
        remarks.append(_key(panels))
    return ChartSpec(_title(document, rows), remarks, panels, _source(document))


def _change_panel(title: str, rows: Sequence[Row], remarks: list[str]) -> list[Panel]:
    """Show changes in percent of what a figure was; those that have no place there are named."""
    measured = [row for row in rows if row["difference"] is not None]
    far = [row for row in measured if not row["before"] or abs(_relative(row)) > _FAR]
    near = [row for row in measured if row not in far]
    drawn = _most_telling(near, _relative)
    if len(drawn) < len(near):
        remarks.append(_some(title, near, drawn))
    moved = [row for row in far if row["difference"]]
    if moved:
        named = "; ".join(f"{_name(row)} {_values(row)}" for row in moved[:3])
        more = f"; and {count(len(moved) - 3)} more" if len(moved) > 3 else ""
        remarks.append(f"Off the chart, more than fourfold or from 0: {named}{more}.")
    if not drawn:
        return []
    dots = [_dot(row, 1 / abs(row["before"])) for row in drawn]
    return [DotPanel(f"{title}: change, in percent of what it was", dots, ".3~%", reference=0.0)]


def _rank_panel(rows: Sequence[Row], remarks: list[str]) -> list[Panel]:
    """Show how many places accounts moved; who came or went is in the table."""
    both = [row for row in rows if row["difference"] is not None]
    drawn = _most_telling(both, lambda row: float(row["difference"]))
    if len(drawn) < len(both):
        remarks.append(_some("ranks", both, drawn))
    dots = [_dot(row, 1.0) for row in drawn]
    title = "rank: places moved, less than 0 being nearer the top"
    return [DotPanel(title, dots, "d", reference=0.0)] if dots else []


def _relative(row: Row) -> float:
    return float(row["difference"]) / abs(float(row["before"]))


def _most_telling(rows: Sequence[Row], size: Any) -> list[Row]:
    """Return all rows where they are few; else those beyond noise and the largest, in order."""
    order = sorted(rows, key=lambda row: (not row["changed"], -abs(size(row))))
    first = {id(row) for row in order[:_MOST]}
    return [row for row in rows if id(row) in first]


def _some(title: str, rows: Sequence[Row], drawn: Sequence[Row]) -> str:
    counts = f"{count(len(drawn))} of {count(len(rows))} are shown"
    return f"{title[:1].upper()}{title[1:]}: {counts}, those beyond noise first, then the largest."


def _dot(row: Row, scale: float) -> Dot:
    look = {True: "strong", False: "weak", None: "unknown"}[row["changed"]]
    value = scale * row["difference"]
    if row["noise"] == "exact" or row["low"] is None:
        return Dot(_name(row), value, look=look)
    return Dot(_name(row), value, scale * row["low"], scale * row["high"], look=look)


def _name(row: Row) -> str:
    if row["part"] in ("rank", "hop", "group"):
        return printable(str(row["name"]))
    if row["part"] == "graph":
        return str(row["figure"]).replace("_", " ")
    return printable(f"{row['name']}: {row['figure']}")


def _values(row: Row) -> str:
    return f"{_number(row['before'])} → {_number(row['after'])}"


def _number(value: float) -> str:
    """Drawings keep to four digits, whatever the size."""
    return count(value) if float(value).is_integer() else f"{value:.4g}"


def _title(document: Document, rows: Sequence[Row]) -> str:
    """Say how much changed beyond noise, and what one would ask for first."""
    figures = document.parts["compare"]
    if document.parts["of"] == "graphres.rank/1":
        return _of_ranks(figures)
    title = count_changes(figures)
    changed = [row for row in rows if row["changed"] and row["difference"] and row["before"]]
    if not changed:
        return title
    first = min(changed, key=_telling)
    by = f"{100 * abs(_relative(first)):.3g} %"
    way = "fell" if first["difference"] < 0 else "rose"
    of = "" if first["part"] == "graph" else f" of {printable(str(first['name']))}"
    return f"{title}: {first['figure']}{of} {way} by {by} ({_values(first)})"


def _telling(row: Row) -> tuple[int, float]:
    figure = row["figure"]
    place = _TELLING.index(figure) if figure in _TELLING else len(_TELLING)
    return place, -abs(_relative(row))


def _of_ranks(figures: Mapping[str, Any]) -> str:
    accounts, came, went, changed = (
        figures[name] for name in ("in_both", "came", "went", "changed")
    )
    return (
        f"{counted(accounts, 'account')} in both rankings, {count(came)} came, {count(went)} went; "
        f"beyond noise {count(changed)} moved, came or went"
    )


def _key(panels: Sequence[Panel]) -> str:
    looks = {dot.look for panel in panels if isinstance(panel, DotPanel) for dot in panel.dots}
    words = {
        "strong": "filled: beyond noise",
        "weak": "hollow: within it",
        "unknown": "squares: nobody can tell, for want of an interval",
    }
    phrases = [words[look] for look in words if look in looks]
    return f"{'; '.join(phrases).capitalize()}. Lines: 95 % intervals of the difference."


def _source(document: Document) -> str:
    of = document.parts["of"].removeprefix("graphres.").partition("/")[0]
    before, after = (_base(document.parts[name]) for name in ("before", "after"))
    text = f"{before} → {after}: results of {of}"
    version = document.manifest.get("graphres")
    return printable(f"{text}; graphres {version}" if version else text)


def _base(path: str) -> str:
    """Return the last part of a path; of a folder too."""
    return ntpath.basename(str(path).rstrip("/\\")) or str(path)
