"""What changed between two results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.number_format import MISSING, count, counted, shown
from graphres.report.result import Result, Rows
from graphres.studies.comparisons import ResultComparison
from graphres.studies.comparisons.results import COLUMNS

_SCHEMA = "graphres.compare/1"

#: Rows of a page; the other formats have all.
_MOST = 25

#: Columns that the whole table takes.
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

Row = Mapping[str, Any]


def comparison_result(found: ResultComparison, manifest: Mapping[str, Any]) -> Result:
    """The result of a comparison of results in every form."""
    parts = comparison_parts(found)
    document = {"manifest": manifest, **parts}
    return Result(_SCHEMA, document, parts["rows"], lambda width: list(_page(found, width)))


def comparison_parts(found: ResultComparison) -> dict[str, Any]:
    """The fields of the document beside its manifest."""
    return {
        "before": found.before,
        "after": found.after,
        "of": found.schema,
        "compare": found.figures(),
        "made_differently": {name: list(pair) for name, pair in found.made_differently.items()},
        "only_before": [name._asdict() for name in found.only_before],
        "only_after": [name._asdict() for name in found.only_after],
        "rows": Rows.of(COLUMNS, [[row[name] for name in COLUMNS] for row in found.rows]),
    }


def _page(found: ResultComparison, width: int) -> Iterator[Block]:
    figures = found.figures()
    said = f"{count(figures['changed'])} of {counted(figures['compared'] or 0, 'figure')} changed"
    yield Line(f"{said} beyond noise\n{shown(found.before)} → {shown(found.after)}", "title")
    if found.made_differently:
        yield Line(f"Made differently: {'; '.join(_differences(found.made_differently))}.")
    if found.overlap is not None:
        yield Line(_overlap(found.overlap))
    for part, title in _PARTS.items():
        rows = [row for row in found.rows if row["part"] == part and row["changed"]]
        if rows:
            yield _table(title, part, rows, narrow=width < _WIDE)
    yield from _rest(figures)
    yield Line(_KEY, "quiet")


_KEY = (
    "interval: of the difference, at 95 %. Beyond noise: it leaves 0 out, run by run where both "
    "drew the same, else from both intervals; exactly where nothing is drawn. Where nothing has "
    "changed, one estimate in twenty seems to."
)


def _rest(figures: Mapping[str, float | None]) -> Iterator[Line]:
    if figures["unknown"]:
        yield Line(
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
        yield Line(f"In one result alone: {', '.join(only)}.")


def _differences(differently: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (was, now) in differently.items():
        if name.endswith("sha256"):
            yield f"{name.removesuffix(' sha256')} (another file)"
        elif all(isinstance(value, str | int | float | None) for value in (was, now)):
            yield f"{name} {_plain(was)} → {_plain(now)}"
        else:
            yield name


def _plain(value: Any) -> str:
    return MISSING if value is None else shown(str(value))


def _overlap(overlap: Mapping[str, float | None]) -> str:
    tau = overlap["kendall"]
    alike = "" if tau is None else f"; their order agrees by {tau:.2f} (Kendall's tau)"
    return (
        f"{counted(overlap['in_both'] or 0, 'account')} in both rankings, "
        f"{count(overlap['came'])} came, {count(overlap['went'])} went{alike}."
    )


def _table(title: str, part: str, rows: Sequence[Row], *, narrow: bool) -> Table:
    """Rows of a part; on a narrow page without what the other columns tell."""
    shown_rows = rows[:_MOST]
    columns: dict[str, list[str]] = {
        "name": [str(row["name"]) for row in shown_rows],
        "figure": [row["figure"] for row in shown_rows],
        **{name: [_figure(row[name]) for row in shown_rows] for name in _VALUES},
        "interval": [_interval(row) for row in shown_rows],
    }
    if part == "curve":
        columns |= {n: [_figure(row[n]) for row in shown_rows] for n in ("largest", "at")}
    for name in _left_out(part, narrow=narrow):
        del columns[name]
    more = f" ({count(len(rows) - _MOST)} more not shown)" if len(rows) > _MOST else ""
    words = [place for place, name in enumerate(columns) if name in ("name", "figure")]
    lines = list(zip(*columns.values(), strict=True))
    spare = [name for name in _SPARE if name in columns]
    return Table(f"{title}{more}", list(columns), lines, left=words, spare=spare)


def _left_out(part: str, *, narrow: bool) -> list[str]:
    """Columns that say nothing, or there is no room for."""
    if part == "rank":
        return ["figure"]
    if part == "graph":
        return ["name"]
    if not narrow:
        return []
    return ["before", "after"] if part == "curve" else ["difference"]


def _interval(row: Row) -> str:
    if row["noise"] == "exact":
        return "exact"
    return (
        MISSING if row["low"] is None else f"[{_figure(row['low'], 3)}, {_figure(row['high'], 3)}]"
    )


def _figure(value: float | None, digits: int = 4) -> str:
    """A figure to so many significant digits, a count in full."""
    if value is None:
        return MISSING
    return count(value) if float(value).is_integer() else f"{value:.{digits}g}"
