"""The chart of `graphres intervene`: what levers leave of reach, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartSpec, Dot, DotPanel
from graphres.report.charts.phrases import share_format, source_line
from graphres.report.document import Document
from graphres.report.number_format import count, number, printable, share

Row = Mapping[str, Any]

_BASELINE = "none"
#: Levers whose effect is assumed.
_ASSUMED = ("counter", "flood", "crowd")
#: Figures that one chart can hold.
_MOST = 40


def intervene_chart(document: Document) -> ChartSpec:
    """Draw reach under each intervention with its interval, against that under none."""
    rows = document.rows("interventions")
    if "headline" in document.parts:
        return _at_every_probability(document, rows)
    drawn = [row for row in rows if row.get("frontier", True) or row is rows[0]][:_MOST]
    several = len({row["budget"] for row in rows if row["intervention"] != _BASELINE}) > 1
    panel = _panel(rows, drawn, several, _REACH)
    remarks = [*_left_out(rows, drawn), _CAUTION]
    return ChartSpec(_title(document, rows), remarks, [panel], source_line(document.manifest))


def _at_every_probability(document: Document, rows: Sequence[Row]) -> ChartSpec:
    """Draw a panel for every probability that is measured at where none was given."""
    several = len({row["budget"] for row in rows if row["intervention"] != _BASELINE}) > 1
    panels, remarks = [], []
    for p in dict.fromkeys(row["probability"] for row in rows):
        here = [row for row in rows if row["probability"] == p]
        drawn = [row for row in here if row.get("frontier", True) or row is here[0]][:_MOST]
        panels.append(_panel(here, drawn, several, f"{_REACH}, at p = {p:g}"))
        remarks = _left_out(here, drawn)
    first, _, more = printable(document.parts["headline"]).removesuffix(".").partition(". ")
    remarks = [*([f"{more}."] if more else []), *remarks, _CAUTION]
    return ChartSpec(first, remarks, panels, source_line(document.manifest))


_REACH = "reach: share of all accounts that hear a message"


def _panel(rows: Sequence[Row], drawn: Sequence[Row], several: bool, title: str) -> DotPanel:
    dots = [Dot(_name(r, several), r["reach"], r["reach_low"], r["reach_high"]) for r in drawn]
    top = max(row["reach_high"] for row in drawn)
    return DotPanel(title, dots, share_format(top), reference=rows[0]["reach"])


_CAUTION = "Effects of counter-messages, floods and crowds follow from assumptions, not findings."


def _name(row: Row, several: bool) -> str:
    name, budget = str(row["intervention"]), row["budget"]
    return f"{name}, budget {number(budget, 0)}" if several and budget else name


def _title(document: Document, rows: Sequence[Row]) -> str:
    """Say which intervention leaves least of reach, and whether that is beyond chance."""
    start, treated = rows[0]["reach"], rows[1:]
    if not treated or not start:
        return "No intervention is compared with none"
    best = min(treated, key=lambda row: row["reach"])
    several = len({row["budget"] for row in treated}) > 1
    less = 1 - best["reach"] / start
    title = (
        f"{printable(_name(best, several))} leaves {share(best['reach'])} of accounts hearing a "
    )
    title += f"message, where none leaves {share(start)}"
    if not _is_clear(document, best):
        return f"{title}: the difference is not beyond chance"
    assumed = any(kind in best["intervention"] for kind in _ASSUMED)
    text = f"{title}: {share(less)} less" if less > 0 else title
    return f"{text}, under the assumptions made" if assumed else text


def _is_clear(document: Document, best: Row) -> bool:
    """Tell whether the interval of the difference from none leaves 0 out."""
    pair = next(
        row
        for row in document.rows("differences")
        if row["intervention"] == best["intervention"]
        and row["other"] == _BASELINE
        and row["budget"] == best["budget"]
    )
    return bool(pair["reach_high"] < 0 or pair["reach_low"] > 0)


def _left_out(rows: Sequence[Row], drawn: Sequence[Row]) -> list[str]:
    if "frontier" not in rows[0]:
        return []
    best = sum(bool(row["frontier"]) for row in rows)
    text = f"Of {count(len(rows))} rows {count(best)} are beaten by no other"
    return [f"{text}; the first {_MOST} are shown." if best > _MOST else f"{text}; they are shown."]
