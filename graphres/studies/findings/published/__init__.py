"""The findings. To add one: its claim in `studies/claims.py`, a `Finding`, and a line here."""

from __future__ import annotations

from graphres.studies.findings.finding import Finding
from graphres.studies.findings.published.attack_order import DegreeOrder
from graphres.studies.findings.published.contrast import PressureRatio, YoungFirst
from graphres.studies.findings.published.levers import (
    CounterAtOnce,
    PrivateAudience,
    RandomReports,
    SecondWindow,
)
from graphres.studies.findings.published.migration import Elsewhere
from graphres.studies.findings.published.persistence import Persistence
from graphres.studies.findings.published.pressure import Flat, Wave
from graphres.studies.findings.published.recovery import HighRecovery
from graphres.studies.findings.published.replacements import Replacements
from graphres.studies.findings.published.returners import Recovery, Trend
from graphres.studies.findings.published.shape import Skew, Targeting
from graphres.studies.findings.published.sustained import DoseOrder, SingleBlow

__all__ = ["FINDINGS"]

#: Every finding, by number.
FINDINGS: tuple[Finding, ...] = (
    Trend(),
    Recovery(),
    Flat(),
    Wave(),
    Persistence(),
    Replacements(),
    Skew(),
    Targeting(),
    PressureRatio(),
    YoungFirst(),
    DegreeOrder(),
    Elsewhere(),
    HighRecovery(),
    SecondWindow(),
    PrivateAudience(),
    CounterAtOnce(),
    RandomReports(),
    SingleBlow(),
    DoseOrder(),
)
