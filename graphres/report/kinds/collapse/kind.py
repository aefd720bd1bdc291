"""What `graphres collapse` shows of orders of removal."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.collapse.chart import collapse_chart
from graphres.report.kinds.collapse.tables import collapse_blocks, collapse_details
from graphres.report.kinds.notes import GIANT, POSITION, REACH

KIND = ResultKind(
    title="How connectivity and reach fall as accounts are removed",
    blocks=collapse_blocks,
    details=collapse_details,
    chart=collapse_chart,
    method=(*GIANT, *REACH),
    caution=POSITION,
    findings=("degree-order",),
    is_about_removals=True,
)
