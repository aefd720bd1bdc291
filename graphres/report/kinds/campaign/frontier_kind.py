"""What `graphres campaign --frontier` shows of how much is enough."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.campaign import BOAST, CAUTION
from graphres.report.kinds.campaign.frontier_chart import frontier_chart
from graphres.report.kinds.campaign.frontier_tables import frontier_blocks
from graphres.report.kinds.campaign.kind import METHOD

KIND = ResultKind(
    title="How much is enough to hold the audience",
    blocks=frontier_blocks,
    chart=frontier_chart,
    method=(
        *METHOD,
        "Held: the audience of the last 30 days over that of the evening before the first "
        "suspension.",
        BOAST,
    ),
    caution=CAUTION,
    findings=("replacements", "high-recovery"),
)
