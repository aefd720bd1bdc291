"""What `graphres sweep` shows of a grid of runs."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.notes import POSITION
from graphres.report.kinds.sweep.chart import sweep_chart
from graphres.report.kinds.sweep.tables import sweep_blocks, sweep_details

KIND = ResultKind(
    title="A grid of runs, side by side",
    blocks=sweep_blocks,
    details=sweep_details,
    chart=sweep_chart,
    method=(
        "Every cell of the grid is one run of one command on one graph with one seed and one "
        "choice of values. Cells of other seeds are drawn anew; where a graph is drawn, that too. "
        "Of several seeds the mean is shown, and from three on its interval of 95 %: Student's "
        "over seeds, joined with what the cells leave open themselves.",
        "A grid looks in many places, and the largest of many differences is larger than it "
        "would be again. What was found by looking for it wants another run with other seeds.",
    ),
    caution=POSITION,
)
