"""What `graphres campaign` shows of suspensions over time."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.campaign import CAUTION
from graphres.report.kinds.campaign.chart import campaign_chart
from graphres.report.kinds.campaign.tables import campaign_blocks, campaign_details

METHOD = (
    "Persons, not accounts, live through the days of a campaign: they are suspended, come back "
    "under new accounts, are found again by some of their followers, and follow and are followed "
    "meanwhile. All arms suspend as many accounts on each day and use the same random numbers.",
    "Every person is set beside itself without a campaign, on the same random numbers (arm none). "
    "Followers of a person count zero while the person is away. Where it was ordered who is "
    "suspended how often, a dose's ratio is what that did; where it was counted in the end it "
    "describes: being popular and coming back decide it too.",
    "It can say what follows from these rules at these values, and how far that depends on them. "
    "It cannot say that a real network follows these rules: intervals tell of runs alone, not of "
    "doubt about the parameters.",
)

KIND = ResultKind(
    title="What suspensions repeated over time do to follower growth",
    blocks=campaign_blocks,
    details=campaign_details,
    chart=campaign_chart,
    method=METHOD,
    caution=CAUTION,
    findings=(
        *("trend", "recovery", "flat", "wave", "persistence", "replacements", "skew"),
        *("targeting", "pressure-ratio", "young-first", "high-recovery", "second-window"),
        *("private-audience", "counter-at-once", "random-reports", "single-blow", "dose-order"),
    ),
)
