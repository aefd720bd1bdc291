"""What `graphres report` shows of a table of follows."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.campaign.kind import METHOD
from graphres.report.kinds.notes import GIANT, POSITION, REACH
from graphres.report.kinds.overview.chart import overview_chart
from graphres.report.kinds.overview.tables import overview_blocks

KIND = ResultKind(
    title="What to know first",
    blocks=overview_blocks,
    chart=overview_chart,
    method=(*GIANT, *REACH, *METHOD),
    caution=POSITION,
)
