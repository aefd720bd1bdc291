"""The figures of an overview, as its JSON holds them: tables by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from graphres.data.reading import ReadReport
from graphres.graph import FollowGraph
from graphres.measures.statistics import followers_share
from graphres.report.kinds.probability_levels import levels_document
from graphres.report.result import Rows
from graphres.studies.overview import DOSES, HIDDEN, Overview
from graphres.studies.trials.summary import Trial, summarise

_REMOVAL = (
    *("removed", "giant_start", "giant_end"),
    *(f"reach_{place}{end}" for place in ("start", "end") for end in ("", "_low", "_high")),
)
_CURVE = ("strategy", "run", "removed", "removed_fraction", "giant", "reach")
_ENDS = ("reach_low", "reach_high")
_GUESSED = "no header says who follows whom"

Figures = dict[str, Any]


def tabulate(graph: FollowGraph, report: ReadReport, overview: Overview) -> Figures:
    """Return every figure of an overview by name."""
    leaders = overview.leaders
    return {
        "graph": {"accounts": graph.n, "follows": graph.m, "directed": graph.directed},
        "budget": overview.budget,
        "effort": {**overview.effort._asdict(), "is_full": overview.effort.is_full},
        "reading": _reading(graph, report),
        "levels": levels_document(overview.levels),
        "probability": overview.levels[overview.middle].probability,
        "removal": list(_removal(overview)),
        "halved": [_halved(row) for row in _means(overview.curves)],
        "curve": _curve(overview.curves),
        "leaders": list(_leaders(graph, overview)),
        "reverse_leaders": [graph.ids[int(place)].as_py() for place in overview.reverse_leaders],
        "rank_stability": {
            "hidden_share": HIDDEN,
            "resamples": 0 if overview.stability is None else overview.stability.resamples,
        },
        "isolated": int(leaders.isolated[-1]) if len(leaders.order) else 0,
        "repetition": list(_repetition(overview)),
        "levers": overview.levers.rows(),
        "lever_differences": [_difference(pair) for pair in overview.levers.compared()],
        "lever_warnings": list(overview.levers.warnings),
    }


def _reading(graph: FollowGraph, report: ReadReport) -> Figures:
    """How the table was read, and what is not in it."""
    crawled = graph.crawled
    return {
        "source": report.source,
        "sentence": report.first_row,
        "direction_is_guessed": any(
            note.startswith(_GUESSED) for note in (*report.notes, *report.warnings)
        ),
        "notes": list(report.notes),
        "warnings": list(report.warnings),
        "repeated_rows_dropped": report.repeated_rows,
        "self_follows_dropped": report.self_follows,
        "bad_rows": report.bad_row_count,
        "following_nobody": int((graph.out_degree == 0).sum()),
        "lists_not_collected": None if crawled is None else int((~crawled).sum()),
        "followers_share": followers_share(graph),
    }


def _means(trials: list[Trial]) -> list[dict[str, Any]]:
    return [row for row in summarise(trials) if row["run"] == "mean"]


def _removal(overview: Overview) -> Iterator[Figures]:
    """Yield what the budget leaves, by probability and strategy."""
    for level, trials in zip(overview.levels, overview.removals, strict=True):
        for row in _means(trials):
            yield {
                "probability": level.probability,
                "strategy": row["strategy"],
                **{name: row[name] for name in _REMOVAL},
            }


def _halved(row: Mapping[str, Any]) -> Figures:
    """Return the share of accounts whose removal halves connectivity, and reach."""
    return {name: row[name] for name in ("strategy", "half_giant", "half_reach")}


def _curve(trials: list[Trial]) -> Rows:
    """Giant and reach as every account is removed in turn."""

    def batches() -> Iterator[list[list[Any]]]:
        for trial in trials:
            size = len(trial.removed)
            columns = [
                *([trial.strategy] * size, [trial.run] * size, trial.removed.tolist()),
                (trial.removed / max(trial.n, 1)).tolist(),
            ]
            yield columns + [trial.values[name].tolist() for name in ("giant", "reach", *_ENDS)]

    return Rows((*_CURVE, *_ENDS), batches)


def _leaders(graph: FollowGraph, overview: Overview) -> Iterator[Figures]:
    """Yield the accounts to look at first, and what each takes away after those above it."""
    found, stability = overview.leaders, overview.stability
    for place, account in enumerate(found.order.tolist()):
        losses = found.losses
        loss = (None,) * 3 if losses is None else (losses.mean, losses.low, losses.high)
        yield {
            "rank": place + 1,
            "account": graph.ids[account].as_py(),
            "followers": int(found.followers[place]),
            "giant_loss": float(found.giant_loss[place]),
            "giant_cut": float(found.giant_cut[place]),
            **{
                f"reach_loss{end}": None if values is None else _number(values[place])
                for end, values in zip(("", "_low", "_high"), loss, strict=True)
            },
            "share_of_rankings": None if stability is None else float(stability.within[place]),
        }


def _number(value: float) -> float | None:
    """Return a number, or None for NaN: there are no ends where simulations are too few."""
    return None if np.isnan(value) else float(value)


def _repetition(overview: Overview) -> Iterator[Figures]:
    """Accounts by the number of suspensions that were drawn for them."""
    if overview.campaign is None:
        return
    doses = {str(dose) for dose in DOSES}
    for row in overview.campaign.rows("doses"):
        if row["arm"] == "plan" and row["group"] == "all" and row["dose"] in doses:
            yield {name: value for name, value in row.items() if name not in ("arm", "group")}


def _difference(pair: Any) -> Figures:
    reach = pair.reach
    return {
        "intervention": pair.intervention,
        "other": pair.other,
        "reach": reach.mean,
        "reach_low": reach.low,
        "reach_high": reach.high,
    }
