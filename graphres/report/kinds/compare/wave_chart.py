"""The chart of `graphres compare --suspended`: a wave as predicted, observed, and at random."""

from __future__ import annotations

import ntpath
from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartSpec, Dot, DotPanel, Panel
from graphres.report.document import Document
from graphres.report.kinds.compare.wave_tables import CAUTION, verdict
from graphres.report.number_format import count, counted, printable, share

Row = Mapping[str, Any]

_NAMES = {"followers_mean": "followers, mean"}


def wave_chart(document: Document) -> ChartSpec:
    """Draw what the wave changed of every figure, in percent of what there was before."""
    rows = [row for row in document.rows("figures") if row["before"]]
    dots = [dot for row in rows for dot in _dots(row)]
    title = "change, in percent of what there was before the wave"
    panels: list[Panel] = [DotPanel(title, dots, ".2~%", reference=0.0)] if dots else []
    giant = next((row for row in rows if row["figure"] == "giant"), None)
    if giant is None:
        return ChartSpec("Before the wave there was nothing to lose", [], panels, _source(document))
    remarks = [verdict(giant), *_alike(document.parts["matched"]), CAUTION]
    return ChartSpec(_title(giant), remarks, panels, _source(document))


def _dots(row: Row) -> list[Dot]:
    """Yield predicted, observed, and random waves where any was drawn."""
    name, scale = _NAMES.get(row["figure"], row["figure"]), 1 / row["before"]
    dots = [
        Dot(f"{name}: predicted, the removals alone", scale * row["predicted_change"]),
        Dot(f"{name}: observed", scale * row["observed_change"], look="strong"),
    ]
    if row["random_change"] is not None:
        low, high = (scale * row[f"random_{end}"] for end in ("low", "high"))
        mean = scale * row["random_change"]
        dots.append(Dot(f"{name}: random waves alike", mean, low, high, look="weak"))
    return dots


def _title(giant: Row) -> str:
    """Say what the giant lost, was predicted to lose, and would have lost at random."""
    observed, predicted = (_of(giant, f"{name}_change") for name in ("observed", "predicted"))
    title = f"The giant component {_moved(observed)}; "
    title += f"the removals alone predict {_signed(predicted)}"
    if giant["random_change"] is None:
        return title
    mean, low, high = (_of(giant, f"random_{end}") for end in ("change", "low", "high"))
    return f"{title}, random waves alike {_signed(mean)} [{_signed(low)}, {_signed(high)}]"


def _of(row: Row, name: str) -> float:
    return float(row[name]) / float(row["before"])


def _moved(change: float) -> str:
    if not change:
        return "is as large as before"
    return f"{'lost' if change < 0 else 'gained'} {share(abs(change))}"


def _signed(change: float) -> str:
    return f"{'−' if change < 0 else '+'}{share(abs(change))}" if change else "0 %"


def _alike(matched: Row) -> Sequence[str]:
    if not matched["draws"]:
        return []
    return [
        f"Hollow: the mean of {counted(matched['draws'], 'random wave')} and the middle 95 % of "
        f"them; their accounts had {matched['matched_followers']:.1f} followers in the mean, the "
        f"suspended {matched['suspended_followers']:.1f}."
    ]


def _source(document: Document) -> str:
    about = document.manifest
    files = {table.get("role"): str(table.get("source", "")) for table in about.get("inputs", [])}
    named = [ntpath.basename(files[role]) for role in ("before", "after") if files.get(role)]
    accounts = document.parts["accounts"]
    size = counted(about["n"], "account") if "n" in about else ""
    parts = [": ".join(part for part in (" → ".join(named), size) if part)]
    parts.append(f"{count(accounts['suspended'])} suspended, {count(accounts['left'])} left, ")
    parts[-1] += f"{count(accounts['joined'])} joined"
    if about.get("seed") is not None:
        parts.append(f"seed {about['seed']}")
    if about.get("graphres"):
        parts.append(f"graphres {about['graphres']}")
    return printable("; ".join(part for part in parts if part))
