"""The chart of `graphres campaign --frontier`: how much is enough to hold the audience."""

from __future__ import annotations

from graphres.report.charts.chart_spec import ChartLine, ChartSpec, LinePanel
from graphres.report.charts.phrases import source_line
from graphres.report.document import Document
from graphres.report.kinds.campaign import CAUTION
from graphres.report.kinds.campaign.frontier_tables import HEADERS

#: What the line of a held audience is called.
ALL_HELD = "audience held"


def frontier_chart(document: Document) -> ChartSpec:
    """Draw the share of the audience held over the parameter, with the line where it is all."""
    over, points = document.parts["frontier"]["over"], document.rows("points")
    x = [point["value"] for point in points]
    low, high = ([point[name] for point in points] for name in ("low", "high"))
    are_known = None not in low and None not in high
    ends = (low, high) if are_known else (None, None)
    curve = ChartLine("audience of the last 30 days", x, [p["held_share"] for p in points], *ends)
    panel = LinePanel(
        "audience held: share of that before the first suspension",
        HEADERS[over],
        [curve],
        "~r",
        ".0%",
        reference=ChartLine(ALL_HELD, [x[0], x[-1]], [1.0, 1.0]),
        has_points=True,
        is_log=True,
    )
    title = document.parts["frontier"]["sentence"].removesuffix(".")
    return ChartSpec(title, [CAUTION], [panel], source_line(document.manifest))
