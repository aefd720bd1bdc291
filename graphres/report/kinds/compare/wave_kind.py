"""What `graphres compare --suspended` shows of a wave of suspensions."""

from __future__ import annotations

from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.compare.wave_chart import wave_chart
from graphres.report.kinds.compare.wave_tables import CAUTION, wave_blocks, wave_details
from graphres.report.kinds.notes import POSITION

KIND = ResultKind(
    title="A wave of suspensions, as predicted and as observed",
    blocks=wave_blocks,
    details=wave_details,
    chart=wave_chart,
    method=(
        "Predicted: the first snapshot without the suspended, and nothing else changed. Observed: "
        "the second snapshot among the accounts of the first. Random waves alike: as many others, "
        "each about as much followed as one of the suspended, removed from the first snapshot.",
        "If what is predicted lies outside the range of random waves, the place of the suspended "
        "mattered beyond their followers. What is observed beyond what is predicted is all that "
        "happened meanwhile, and what the second crawl missed.",
    ),
    caution=f"{CAUTION} {POSITION}",
)
