"""The chart of `graphres campaign`: what becomes of followers, by dose, group and arm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphres.report.charts.bands import lines_of
from graphres.report.charts.chart_spec import ChartLine, ChartSpec, LinePanel
from graphres.report.charts.phrases import share_format, source_line
from graphres.report.document import Document
from graphres.report.kinds.campaign import CAUTION
from graphres.report.kinds.campaign.lines import aligned_lines, day_lines, survival_lines
from graphres.report.number_format import share


def campaign_chart(document: Document) -> ChartSpec:
    """Draw followers by day and dose or group, around a suspension, and by arm; and reach."""
    panels = [*_of_persons(document), *_of_arms(document)]
    title, *remarks = _sentences(document)
    return ChartSpec(title, [*remarks, CAUTION], panels, source_line(document.manifest))


def _of_persons(document: Document) -> Iterator[LinePanel]:
    """Yield panels with the counterfactual, and with those never suspended."""
    lines, without = day_lines(document)
    if lines:
        title = "followers of a person, by suspensions or group: mean, away counting 0"
        yield _panel(title, lines, ".3~s", reference=without)
    lines, matched = aligned_lines(document)
    if lines:
        title = "followers of a person around its first, second, … suspension: mean"
        panel = _panel(title, lines, ".3~s", reference=matched)
        yield replace(panel, x_title="days from the suspension")
    if lines := survival_lines(document):
        title = "accounts opened at returns: share still open (Kaplan-Meier)"
        yield replace(_panel(title, lines), x_title="days since the return", y_last=1.0)


def _of_arms(document: Document) -> Iterator[LinePanel]:
    """Yield arms, where there are more than two or nothing is known of persons; reach."""
    days = document.columns("days")
    if len(set(days["arm"])) != 2 or "trajectories" not in document.parts:
        followers = lines_of(days, "arm", "day", "followers_mean_persons")
        yield _panel("followers of a person by arm: mean, away counting 0", followers, ".3~s")
    reach = lines_of(days, "arm", "day", "reach_share") if "reach_share" in days else []
    if reach:
        yield _panel("reach: share of all accounts that hear a message", reach)


def _panel(
    title: str,
    lines: Sequence[ChartLine],
    y_format: str | None = None,
    reference: ChartLine | None = None,
) -> LinePanel:
    top = max((max(curve.high or curve.y) for curve in lines), default=1.0)
    return LinePanel(title, "day", lines, "d", y_format or share_format(top), reference=reference)


def _sentences(document: Document) -> list[str]:
    """Say what became of persons by dose or group; without any, what each arm lost."""
    finding = document.parts.get("finding", {})
    sentences = [*finding.get("headline", ()), finding.get("network", "")]
    sentences += [sentence for row in document.means() for sentence in _lost(row)]
    first, *rest = [sentence for sentence in sentences if sentence] or [
        "Followers of a person, day by day, without suspensions"
    ]
    return [first.removesuffix("."), *rest]


def _lost(row: Mapping[str, Any]) -> list[str]:
    value, low, high = (row[f"stunting{end}"] for end in ("", "_low", "_high"))
    if value is None or row["arm"] == "none":
        return []
    ends = "" if low is None else f" [{100 * low:.1f}, {100 * high:.1f}]"
    more = "fewer" if value >= 0 else "more"
    return [f"Arm {row['arm']} had {share(abs(value))} {more} follower-days{ends} than arm none."]
