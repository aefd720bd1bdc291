"""What `graphres compare` shows of two results."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.compare.chart import compare_chart
from graphres.report.kinds.compare.tables import compare_blocks, compare_details
from graphres.report.kinds.notes import POSITION

KIND = ResultKind(
    title="What changed between two results, beyond noise",
    blocks=compare_blocks,
    details=compare_details,
    chart=compare_chart,
    method=(
        "Beyond noise: the interval of 95 % of the difference leaves 0 out. It is made run by run "
        "where both drew the same, else from both intervals; where nothing is drawn any "
        "difference is one. Where nothing has changed, one estimate in twenty seems to.",
        "It says that two results differ, not why: what was made differently stands above.",
    ),
    caution=POSITION,
)
