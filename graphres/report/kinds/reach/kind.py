"""What `graphres reach` shows of how far a message travels."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.notes import POSITION, REACH
from graphres.report.kinds.reach.chart import reach_chart
from graphres.report.kinds.reach.tables import reach_blocks, reach_details

KIND = ResultKind(
    title="Who hears a message now",
    blocks=reach_blocks,
    details=reach_details,
    chart=reach_chart,
    method=REACH,
    caution=POSITION,
)
