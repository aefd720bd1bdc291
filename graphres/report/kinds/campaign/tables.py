"""What `graphres campaign` shows: persons by dose, accounts opened at returns, arms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Chart, Paragraph, Series, Table, table_of
from graphres.report.charts.chart_spec import ChartLine
from graphres.report.document import Document
from graphres.report.kinds.campaign import ALL, CAUTION
from graphres.report.kinds.campaign.lines import aligned_lines, day_lines
from graphres.report.kinds.campaign.sentences import (
    arms_of,
    assumptions,
    describe_plan,
    growth_warnings,
)
from graphres.report.kinds.campaign.wording import share_kept
from graphres.report.number_format import MISSING, NumberText, count, number, percent
from graphres.stats.intervals import FEWEST_RUNS

#: Days from a suspension that have a label.
_OFFSETS = (-14, -7, 0, 7, 14, 21, 30)

_DOSES = ("persons", "before", "7 d", "30 d", "end", "without", "of it, %", "here", "if here")
_DOSES_SPARE = ("7 d", "before", "30 d")
_DOSES_KEY = (
    "before, end: followers of a person on the evening before the first suspension and on the last "
    "day, away counting zero; 7 d, 30 d: of accounts opened at returns at that age; without: of "
    "the same persons on the last day without suspensions; of it: end over without [95 % interval "
    "over runs]; here: share who hold an account on the last day; if here: followers of those."
)

_PARTS = ("away", "lost", "regrowth", "spill_over")
_ARMS = (
    *("arm", "followers", "follower-days", "lost, %", "away", "not regained", "slower"),
    "spill-over",
)
_ARMS_SPARE = ("slower", "not regained", "away", "spill-over")
_ARMS_KEY = (
    "followers: of a person on the last day, away counting zero; follower-days: summed over "
    "persons and the days from the first suspension on; lost: share of them that arm none has and "
    "this one has not, [95 % interval over runs, from 5 runs on]. It is the sum of days away, "
    "followers lost at a suspension and not regained, slower regrowth, and spill-over on persons "
    "not (yet) suspended."
)

Row = Mapping[str, Any]


def campaign_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show the finding, then what it rests on: persons, arms, returns."""
    finding, arms = document.parts["finding"], arms_of(document)
    for i, sentence in enumerate(filter(None, [*finding["headline"], finding["network"]])):
        yield Paragraph(sentence, "plain" if i else "title")
    yield Paragraph("\n".join(assumptions(document)), "quiet")
    for warning in growth_warnings(document):
        yield Paragraph(f"{warning[0].upper()}{warning[1:]}.", "warning")
    if "plan" in arms:
        yield from _persons(document)
    yield _arms_table(arms)
    for sentence in describe_plan(document) if "plan" in arms else ():
        yield Paragraph(sentence)
    if document.manifest["runs_finished"] < FEWEST_RUNS:
        yield Paragraph(f"An interval takes at least {FEWEST_RUNS} runs (--runs).", "quiet")
    yield Paragraph(CAUTION, "quiet")


def campaign_details(document: Document) -> list[Table]:
    """Show the effects, and arms by group and dose, with every figure."""
    effects = (
        "In followers of a person on the last day. total: against the same persons without "
        "suspensions; direct: by their own suspensions; spill over: by those of others, as on "
        "those never hit; naive: hit against never hit."
    )
    arms = (
        *("arm", "followers_end", "follower_days", "stunting", "stunting_low", "stunting_high"),
        *("against_rotating", "against_rotating_low", "against_rotating_high", "suspended"),
        *("opened", "opened_per_suspended"),
    )
    against = "against rotating: share of follower-days that the arm has less than arm rotating."
    return [
        table_of(
            "What suspensions do to those hit and to others", document.rows("effects"), (), effects
        ),
        table_of("Arms, with their intervals over runs", document.means(), arms, against),
    ]


def _persons(document: Document) -> Iterator[Block]:
    """Show charts and table by dose and group, effects, and how long accounts last."""
    yield from _charts(document)
    yield dose_table(document)
    if sentence := document.parts["finding"]["interference"]:
        yield Paragraph(sentence)
    if (lives := _survival_table(document)) is not None:
        yield lives


def dose_table(document: Document) -> Table:
    """Show doses of all persons, then groups where they were asked for, of arm ``plan``."""
    rows = [row for row in document.rows("doses") if row["arm"] == "plan"]
    rows = [row for row in rows if ALL in (row["group"], row["dose"])]
    names = ["group", "dose"] if any(row["group"] != ALL for row in rows) else ["dose"]
    title = {
        "ordered": "Persons by ordered number of suspensions",
        "logged": "Persons by number of suspensions in the log",
        "counted": "Persons by how often they were suspended in the end",
    }[document.parts["finding"]["dose_is"]]
    return Table(
        title,
        (*names, *_DOSES),
        [[*(row[name] for name in names), *_dose_cells(row)] for row in rows],
        left=range(len(names)),
        spare=_DOSES_SPARE,
        remark=_DOSES_KEY,
    )


def _dose_cells(row: Row) -> list[str]:
    persons, present = row["persons"], row["present_share"]
    return [
        NumberText("<1", persons) if persons < 0.5 else count(persons),
        *(number(row[f"followers_{at}"], 1) for at in ("start", "7", "30", "end")),
        number(row["followers_end_none"], 1),
        share_kept(row),
        percent(present, 0),
        number(row["followers_end"] / present, 1) if present else MISSING,
    ]


def _survival_table(document: Document) -> Table | None:
    """Show how long accounts opened at returns last, by group, or else by dose, in arm ``plan``."""
    rows = [row for row in document.rows("survival") if row["arm"] == "plan"]
    has_groups = any(row["group"] != ALL for row in rows)
    by, rest = ("group", "dose") if has_groups else ("dose", "group")
    curves: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row[rest] == ALL:
            curves.setdefault(row[by], []).append(row)
    if not curves:
        return None
    cells = [
        [
            name,
            count(curve[0]["accounts"]),
            number(next((r["age"] for r in curve if r["surviving"] <= 0.5), None), 0),
            *(_surviving(curve, age) for age in (2, 7, 30)),
        ]
        for name, curve in curves.items()
    ]
    header = (by, "accounts", "median days", "after 2 d", "after 7 d", "after 30 d")
    return Table("How long accounts opened at returns stay open (Kaplan-Meier)", header, cells)


def _surviving(curve: Sequence[Row], age: int) -> str:
    """Format the share open after so many days; a dash where nobody was followed for as long."""
    if curve[-1]["age"] < age and curve[-1]["surviving"] > 0:
        return MISSING
    return percent(next(r["surviving"] for r in reversed(curve) if r["age"] <= age), 0)


def _arms_table(arms: Mapping[str, Row]) -> Table:
    rows = [
        (
            arm,
            number(mean["followers_end"], 1),
            count(mean["follower_days"]),
            _lost(mean),
            *(_hundredths(mean[f"stunting_{part}"]) for part in _PARTS),
        )
        for arm, mean in arms.items()
    ]
    title = "Arms: the same suspensions, spent in different ways" if len(rows) > 2 else ""
    return Table(title, _ARMS, rows, spare=_ARMS_SPARE, remark=_ARMS_KEY)


def _lost(mean: Row) -> str:
    """Format the share of follower-days lost and its interval; a dash for too few runs."""
    value, low, high = (mean[f"stunting{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return MISSING
    ends = MISSING if low is None else f"{100 * low:.1f}, {100 * high:.1f}"
    return NumberText(f"{_hundredths(value)} [{ends}]", value)


def _hundredths(value: float | None) -> str:
    return MISSING if value is None else number(100 * value, 1)


def _charts(document: Document) -> Iterator[Block]:
    """Draw followers by day, then around a suspension."""
    lines, without = day_lines(document)
    if lines:
        yield _chart("Followers of a person, by day (away counting 0)", lines, without)
    lines, matched = aligned_lines(document)
    if lines:
        title = "Followers of a person, by days from its suspension"
        yield _chart(title, lines, matched, ticks=_OFFSETS)


def _chart(
    title: str, lines: Sequence[ChartLine], reference: ChartLine | None, ticks: Sequence[float] = ()
) -> Chart:
    drawn = [*lines, *([reference] if reference else [])]
    return Chart(
        title,
        [_series(curve) for curve in lines],
        last=max(curve.x[-1] for curve in drawn),
        first=min(curve.x[0] for curve in drawn),
        top=max(max(curve.y) for curve in drawn) or 1.0,
        unit="number",
        reference=_series(reference) if reference else None,
        ticks=ticks,
    )


def _series(curve: ChartLine) -> Series:
    return Series(curve.name, curve.x, curve.y)
