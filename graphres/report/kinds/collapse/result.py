"""The result of `graphres collapse`: curves, and what sums them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphres.measures.lower_bound import LowerBound
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.collapse import COUNTS
from graphres.report.result import Result, Rows
from graphres.spread.levels import Level
from graphres.spread.sample import Mean
from graphres.studies.trials.paired_differences import Contrast
from graphres.studies.trials.summary import Trial

_SCHEMA = "graphres.collapse/1"


@dataclass(frozen=True)
class ReachFacts:
    """What is known of reach besides its curves.

    Parameters
    ----------
    probability : float or str
        At which the curves were measured.
    differences : sequence of Contrast
    swaps : mapping of float to sequence of (str, str)
        Pairs of strategies that change places at other probabilities.
    levels : sequence of Level
        The probabilities measured at where none was given.
    areas : mapping of str to sequence of Mean
        Reach over removals by strategy, at each of them.
    """

    probability: float | str
    differences: Sequence[Contrast]
    swaps: Mapping[float, Sequence[tuple[str, str]]]
    levels: Sequence[Level] = ()
    areas: Mapping[str, Sequence[Mean]] = field(default_factory=dict)

    def parts(self) -> dict[str, Any]:
        """Return the fields of the document."""
        return {
            **(self._level_parts() if self.levels else {}),
            "differences": [vars(contrast) for contrast in self.differences],
            "changed_places": [
                {"probability": p, "pairs": [list(pair) for pair in pairs]}
                for p, pairs in self.swaps.items()
            ],
        }

    def _level_parts(self) -> dict[str, Any]:
        """Return every level, with the mean reach over removals of each strategy's first run."""
        from graphres.report.kinds.collapse.headline import write_level_headline
        from graphres.report.kinds.probability_levels import levels_document

        return {
            "headline": write_level_headline(self.levels, self.areas, self.swaps),
            "probabilities": [
                {
                    **level,
                    "area_reach": {name: means[i].mean for name, means in self.areas.items()},
                }
                for i, level in enumerate(levels_document(self.levels))
            ],
        }


def collapse_result(
    trials: Sequence[Trial],
    summary: Sequence[Mapping[str, Any]],
    measures: Sequence[str],
    manifest: Mapping[str, Any],
    opening: Block,
    *,
    reach: ReachFacts | None = None,
    until: str | None = None,
    certificate: LowerBound | None = None,
) -> Result:
    """Return a collapse in every form.

    Parameters
    ----------
    trials : sequence of Trial
    summary : sequence of mapping
        Rows of `graphres.studies.trials.summary.summarise`.
    measures : sequence of str
        What was measured, in column order.
    manifest : mapping
    opening : Block
        The first lines for people.
    reach : ReachFacts, optional
        What is known of reach, if it was measured.
    until : str, optional
        The condition at which orders stop.
    certificate : LowerBound, optional
        What is proven of a target asked for.
    """
    rows = _curve(trials, measures)
    if reach is not None and reach.levels:
        rows = _at_probability(rows, reach.probability)
    parts: dict[str, Any] = {
        "manifest": manifest,
        "summary": summary,
        **({} if reach is None else reach.parts()),
        **({} if certificate is None else {"certificate": vars(certificate)}),
        "curve": rows,
    }
    for_people = {**parts, "until": until} if until else parts
    return Result(_SCHEMA, parts, rows, blocks_for_people(_SCHEMA, for_people, opening))


def _curve(trials: Sequence[Trial], measures: Sequence[str]) -> Rows:
    """Return the measures, then what belongs to reach."""
    values = trials[0].values if trials else ()
    columns = [*measures, *(name for name in values if name not in measures)]
    names = ["strategy", "run", "removed", "removed_fraction", *columns]
    return Rows(names, lambda: _batches(trials, columns))


def _batches(trials: Sequence[Trial], columns: Sequence[str]) -> Iterator[list[list[Any]]]:
    for trial in trials:
        removed = trial.removed.tolist()
        share = [k / trial.n if trial.n else None for k in removed]
        size = len(removed)
        values = (_plain(name, trial.values[name].tolist()) for name in columns)
        yield [[trial.strategy] * size, [trial.run] * size, removed, share, *values]


def _plain(name: str, values: list[float]) -> list[float]:
    """Return counts as whole numbers."""
    if name not in COUNTS:
        return values
    return [int(value) if value == value else value for value in values]


def _at_probability(rows: Rows, probability: float | str) -> Rows:
    """Return rows that begin with the probability at which they were measured."""
    return Rows(
        ["probability", *rows.names],
        lambda: ([[probability] * len(batch[0]), *batch] for batch in rows.batches()),
    )
