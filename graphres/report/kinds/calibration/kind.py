"""What `graphres reproduce --calibrate` shows of the draws that meet what is known."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.calibration.chart import calibration_chart
from graphres.report.kinds.calibration.tables import calibration_blocks, calibration_details

KIND = ResultKind(
    title="Published findings, where the published targets are met",
    blocks=calibration_blocks,
    details=calibration_details,
    chart=calibration_chart,
)
