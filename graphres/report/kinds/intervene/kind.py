"""What `graphres intervene` shows of suspension and other levers."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.intervene.chart import intervene_chart
from graphres.report.kinds.intervene.tables import intervene_blocks, intervene_details
from graphres.report.kinds.notes import POSITION, REACH

KIND = ResultKind(
    title="Suspension beside other levers",
    blocks=intervene_blocks,
    details=intervene_details,
    chart=intervene_chart,
    method=(
        "Every lever acts on accounts of the same budget and is measured in the same sampled "
        "worlds, so that differences are not noise. New audience: hearers who do not follow the "
        "poster. Saved: accounts that would have heard the message, in the mean. Collateral: "
        "accounts acted on without being meant.",
        *REACH,
    ),
    caution="Effects of counter-messages, floods and crowds follow from assumptions, not "
    "findings. Floods and crowds are brigading and mass reporting, which break platform rules and "
    "are used against minorities: what is shown is harm and error, not a plan. "
    f"{POSITION}",
    findings=("elsewhere",),
    is_about_removals=True,
)
