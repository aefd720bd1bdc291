"""Persons by dose as people read them: the table, and the figure in characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphres.campaigns.histories import ALL
from graphres.campaigns.trace import CampaignTrace
from graphres.report.blocks import Block, Chart, Series, Table
from graphres.report.charts import chart_spec as picture
from graphres.report.document import Document
from graphres.report.kinds.campaign.dose_lines import aligned_lines, day_lines
from graphres.report.kinds.campaign.dose_words import share_kept
from graphres.report.number_format import MISSING, count, number, percent

DOSE_KEY = (
    "before, end: followers of a person on the evening before the first suspension and on the last "
    "day, away counting zero; 7 d, 30 d: of accounts opened at returns at that age; without: of "
    "the same persons on the last day without suspensions; of it: end over without [95 % interval "
    "over runs]; here: share who hold an account on the last day; if here: followers of those."
)

_HEADER = ("persons", "before", "7 d", "30 d", "end", "without", "of it, %", "here", "if here")
_SPARE = ("7 d", "before", "30 d")

#: Days from a suspension that are told.
_OFFSETS = (-14, -7, 0, 7, 14, 21, 30)


def dose_table(trace: CampaignTrace) -> Table:
    """Doses of all persons, then groups where they were asked for, of arm ``plan``."""
    rows = [row for row in trace.rows("doses") if row["arm"] == "plan"]
    rows = [row for row in rows if ALL in (row["group"], row["dose"])]
    has_groups = any(row["group"] != ALL for row in rows)
    told = []
    for row in rows:
        names = [row["group"], row["dose"]] if has_groups else [row["dose"]]
        present = row["present_share"]
        told.append(
            [
                *names,
                "<1" if row["persons"] < 0.5 else count(row["persons"]),
                *(number(row[f"followers_{at}"], 1) for at in ("start", "7", "30", "end")),
                number(row["followers_end_none"], 1),
                share_kept(row),
                percent(present, 0),
                number(row["followers_end"] / present, 1) if present else MISSING,
            ]
        )
    first = ("group", "dose") if has_groups else ("dose",)
    title = {
        "ordered": "Persons by ordered number of suspensions",
        "logged": "Persons by number of suspensions in the log",
        "counted": "Persons by how often they were suspended in the end",
    }[trace.dose_is]
    return Table(title, (*first, *_HEADER), told, left=range(len(first)), spare=_SPARE)


def survival_table(trace: CampaignTrace) -> Table | None:
    """How long accounts opened at returns last, by group, or else by dose, in arm ``plan``."""
    rows = [row for row in trace.rows("survival") if row["arm"] == "plan"]
    has_groups = any(row["group"] != ALL for row in rows)
    by, other = ("group", "dose") if has_groups else ("dose", "group")
    curves: dict[str, list[dict[str, float]]] = {}
    for row in rows:
        if row[other] == ALL:
            curves.setdefault(row[by], []).append(row)
    if not curves:
        return None
    told = [
        [
            name,
            count(curve[0]["accounts"]),
            number(next((r["age"] for r in curve if r["surviving"] <= 0.5), None), 0),
            *(_surviving(curve, age) for age in (2, 7, 30)),
        ]
        for name, curve in curves.items()
    ]
    header = (by, "accounts", "median days", "after 2 d", "after 7 d", "after 30 d")
    return Table("How long accounts opened at returns stay open (Kaplan-Meier)", header, told)


def _surviving(curve: Sequence[dict[str, float]], age: int) -> str:
    """The share open after so many days; nothing where nobody was followed for as long."""
    if curve[-1]["age"] < age and curve[-1]["surviving"] > 0:
        return MISSING
    return percent(next(r["surviving"] for r in reversed(curve) if r["age"] <= age), 0)


def dose_charts(document: Document) -> Iterator[Block]:
    """Followers by day, then around a suspension."""
    lines, without = day_lines(document)
    if lines:
        yield _chart("Followers of a person, by day (away counting 0)", lines, without)
    lines, matched = aligned_lines(document)
    if lines:
        title = "Followers of a person, by days from its suspension"
        yield _chart(title, lines, matched, ticks=_OFFSETS)


def _chart(
    title: str,
    lines: Sequence[picture.Line],
    reference: picture.Line | None,
    ticks: Sequence[float] = (),
) -> Chart:
    drawn = [*lines, *([reference] if reference else [])]
    return Chart(
        title,
        [_series(line) for line in lines],
        last=max(line.x[-1] for line in drawn),
        first=min(line.x[0] for line in drawn),
        top=max(max(line.y) for line in drawn) or 1.0,
        unit="number",
        reference=_series(reference) if reference else None,
        ticks=ticks,
    )


def _series(line: picture.Line) -> Series:
    return Series(line.name, line.x, line.y)
