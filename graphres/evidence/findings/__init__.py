"""The findings. To add one: write a subclass of `Finding`, and name it here."""

from __future__ import annotations

from graphres.evidence.finding import Finding
from graphres.evidence.findings.classics import DegreeOrder
from graphres.evidence.findings.contrast import PressureRatio, YoungFirst
from graphres.evidence.findings.elsewhere import Elsewhere
from graphres.evidence.findings.levers import (
    CounterAtOnce,
    PrivateAudience,
    RandomReports,
    SecondWindow,
)
from graphres.evidence.findings.persistence import Persistence
from graphres.evidence.findings.pressure import Flat, Wave
from graphres.evidence.findings.recovery import HighRecovery
from graphres.evidence.findings.replacements import Replacements
from graphres.evidence.findings.returners import Recovery, Trend
from graphres.evidence.findings.shape import Skew, Targeting
from graphres.evidence.findings.sustained import DoseOrder, SingleBlow

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
