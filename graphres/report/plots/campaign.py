"""The chart of `graphres campaign`: what becomes of followers, day by day and arm by arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.campaign_view import CAUTION, verdict
from graphres.report.document import Document
from graphres.report.plots.bands import lines_of
from graphres.report.plots.picture import Line, Lines, Picture
from graphres.report.plots.words import share, share_format, source_line

__all__ = ["campaign_picture"]


def campaign_picture(document: Document) -> Picture:
    """Followers of a person by day, and reach or the giant beside it, a line an arm."""
    days = document.columns("days")
    followers = lines_of(days, "arm", "day", "followers_mean_persons")
    panels = [_panel("followers of a person: mean, away counting 0", followers, ".3~s")]
    reach = lines_of(days, "arm", "day", "reach_share") if "reach_share" in days else []
    if reach:
        panels.append(_panel("reach: share of all accounts that hear a message", reach))
    else:
        giant = lines_of(days, "arm", "day", "giant_share")
        panels.append(_panel("giant component: share of all accounts", giant))
    title, *remarks = _told(document.means())
    return Picture(title, [*remarks, CAUTION], panels, source_line(document.manifest))


def _panel(title: str, lines: Sequence[Line], y_format: str | None = None) -> Lines:
    top = max((max(line.high or line.y) for line in lines), default=1.0)
    return Lines(title, "day", lines, "d", y_format or share_format(top))


def _told(means: Sequence[Mapping[str, Any]]) -> list[str]:
    """What repetition alone did; without the arms for it, what the first arm lost."""
    by_arm = {row["arm"]: row for row in means}
    if "plan" in by_arm and by_arm["plan"]["against_rotating"] is not None:
        said = verdict(by_arm["plan"])
        return [said.removesuffix("."), *_lost(by_arm["plan"])]
    treated = [row for arm, row in by_arm.items() if arm != "none" and row["stunting"] is not None]
    if not treated:
        return ["Followers of a person, day by day, without suspensions"]
    first, *rest = (said for row in treated for said in _lost(row))
    return [first.removesuffix("."), *rest]


def _lost(row: Mapping[str, Any]) -> list[str]:
    value, low, high = (row[f"stunting{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return []
    ends = "" if low is None else f" [{100 * low:.1f}, {100 * high:.1f}]"
    more = "less" if value >= 0 else "more"
    return [f"Arm {row['arm']} had {share(abs(value))} {more} audience{ends} than arm none."]
