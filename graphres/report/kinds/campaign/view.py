"""What `graphres campaign` found: persons by dose, the network's mean, arms side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graphres.campaigns.actions import parse_act
from graphres.campaigns.capacities import Capacity
from graphres.campaigns.evenings import act_days
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.replay import MISSES
from graphres.campaigns.trace import TABLES, CampaignTrace
from graphres.report.blocks import Block, Line, Table
from graphres.report.document import Document
from graphres.report.kinds.campaign.dose_blocks import (
    DOSE_KEY,
    dose_charts,
    dose_table,
    survival_table,
)
from graphres.report.kinds.campaign.dose_words import (
    assumptions,
    concentrated_or_rotating,
    growth_warnings,
    headline,
    interference,
    network,
)
from graphres.report.kinds.probability_levels import listed
from graphres.report.number_format import MISSING, count, number, percent
from graphres.report.result import Result, Rows
from graphres.stats.intervals import FEWEST_RUNS

SCHEMA = "graphres.campaign/2"

_PARTS = ("away", "lost", "regrowth", "spill_over")
_SPARE = ("slower", "not regained", "away", "spill-over")
_HEADER = (
    *("arm", "followers", "follower-days", "lost, %", "away", "not regained", "slower"),
    "spill-over",
)

_KEY = (
    "followers: of a person on the last day, away counting zero; follower-days: summed over "
    "persons and the days from the first suspension on; lost: share of them that arm none has and "
    "this one has not, [95 % interval over runs, from 5 runs on]. It is the sum of days away, "
    "followers lost at a suspension and not regained, slower regrowth, and spill-over on persons "
    "not (yet) suspended."
)

CAUTION = (
    "A model with chosen parameters: a qualitative result, and intervals tell of runs alone, not "
    "of doubt about the parameters."
)


BOAST = (
    "A video of the movement boasted that ten accounts are opened for each one closed; after one "
    "mass wave at least 0.2 were seen (Berger, April 2015)."
)


def campaign_result(
    trace: CampaignTrace,
    table: str,
    manifest: Mapping[str, Any],
    opening: Block,
    effect: Sequence[Capacity] | None = None,
) -> Result:
    """The result of a campaign in every form."""
    document = {"manifest": manifest, **campaign_parts(trace)}
    if trace.missed is not None and trace.setting.replay is not None:
        told = {"suspensions": len(trace.setting.replay.days), "missed": trace.missed}
        document = {**document, "replay": told}
    if effect is not None:
        document["replacements"] = [asdict(capacity) for capacity in effect]
    page = [opening, *_page(trace, Document(SCHEMA, document), effect)]
    return Result(SCHEMA, document, document[table], lambda width: page)


def campaign_parts(trace: CampaignTrace) -> dict[str, Any]:
    """What the document of a campaign holds beside its manifest."""
    finding = {
        "dose_is": trace.dose_is,
        "headline": headline(trace),
        "network": network(trace),
        "interference": interference(trace),
    }
    facts = {"finding": finding, "effects": trace.effects, "levels": trace.levels}
    if trace.balance is not None:
        facts["balance"] = trace.balance
    tables = {name: _rows(trace, name) for name in TABLES}
    return {"summary": trace.summary, **facts, **tables}


def _rows(trace: CampaignTrace, table: str) -> Rows:
    names = trace.names(table)
    return Rows(names, lambda: ([batch[name] for name in names] for batch in trace.columns(table)))


def _page(
    trace: CampaignTrace, document: Document, effect: Sequence[Capacity] | None
) -> Iterator[Block]:
    """The finding first, then what it rests on: persons, arms, returns."""
    for i, sentence in enumerate(filter(None, [*headline(trace), network(trace)])):
        yield Line(sentence, "plain" if i else "title")
    yield Line("\n".join(assumptions(trace)), "quiet")
    for warning in growth_warnings(trace):
        yield Line(f"{warning[0].upper()}{warning[1:]}.", "warning")
    if "plan" in trace.arms:
        yield from _persons(trace, document)
    yield _arms(trace)
    if "plan" in trace.arms:
        yield from _about_plan(trace, effect)
    if len(trace.runs) < FEWEST_RUNS:
        yield Line(f"An interval takes at least {FEWEST_RUNS} runs (--runs).", "quiet")
    yield Line(_KEY, "quiet")
    yield Line(CAUTION, "quiet")


def _persons(trace: CampaignTrace, document: Document) -> Iterator[Block]:
    """Figure and table by dose and group, effects, and how long accounts last."""
    yield from dose_charts(document)
    yield dose_table(trace)
    yield Line(DOSE_KEY, "quiet")
    if sentence := interference(trace):
        yield Line(sentence)
    if (lives := survival_table(trace)) is not None:
        yield lives


def _arms(trace: CampaignTrace) -> Table:
    rows = [_arm_row(arm, trace.mean(arm)) for arm in trace.arms]
    title = "Arms: the same suspensions, spent in different ways" if len(rows) > 2 else ""
    return Table(title, _HEADER, rows, spare=_SPARE)


def _about_plan(trace: CampaignTrace, effect: Sequence[Capacity] | None) -> Iterator[Block]:
    """The plan beside the rotating arm, replacements and returns, acts, a log's misses."""
    mean = trace.mean("plan")
    if sentence := concentrated_or_rotating(trace):
        yield Line(sentence)
    if effect is not None:
        yield Line(replaced(trace.parameters, effect))
    yield Line(_opened(mean, trace.parameters))
    yield from _aged(mean)
    if trace.parameters.act:
        yield from _acted(trace)
    if trace.missed is not None and trace.setting.replay is not None:
        yield Line(_replayed(len(trace.setting.replay.days), trace.missed))


def _aged(mean: Mapping[str, Any]) -> Iterator[Line]:
    """Accounts opened at returns, at an age of 30 days or, in a short run, a younger one."""
    age = next((age for age in (30, 14, 7) if mean[f"returned_{age}"] is not None), None)
    if age is None:
        return
    first = mean[f"first_{age}"]
    beside = (
        "with no newcomers of that age to set beside (--newcomers)"
        if first is None
        else f"and those of newcomers never suspended {first:.1f}"
    )
    text = (
        f"Accounts opened at returns had {mean[f'returned_{age}']:.1f} followers at {age} days, "
        f"{beside}."
    )
    if mean["recovery_30"] is not None:
        most = mean["recovery_30_most"]
        bound = "no bound" if most is None else f"{most:.2f}"
        text += (
            " Median recovery (followers at 30 days over those before): "
            f"{mean['recovery_30']:.2f} among the {percent(mean['recovery_30_seen'], 0)} still "
            f"open then; among all, {mean['recovery_30_least']:.2f} to {bound}, whatever would "
            "have become of the rest."
        )
    yield Line(text)


#: What is said of columns that tell what acts have done.
_DONE = {
    "persons_private": "private",
    "persons_limited": "limited",
    "persons_speaking": "speaking against the message",
    "persons_flooded": "flooded with answers",
}


def _acted(trace: CampaignTrace) -> Iterator[Line]:
    """What acts have done in the end under the plan, in the mean over runs."""
    runs = [own.days for run in trace.runs for own in run if own.arm == "plan"]
    names = act_days(trace.parameters.act)
    if {parse_act(spec).act for spec in trace.parameters.act} != {"suspend"}:
        means = {
            said: sum(days[name][-1] for days in runs) / len(runs)
            for name, said in _DONE.items()
            if name in names
        }
        first, *others = (f"{number(mean, 1)} {{}}{said}" for said, mean in means.items())
        told = [first.format("persons were "), *(other.format("") for other in others)]
        yield Line(
            f"On the last day {listed(told)}, of those with an open account (arm plan, mean over "
            "runs)."
        )
    if "suspended_in_error" in names:
        wrong = sum(sum(days["suspended_in_error"]) for days in runs) / len(runs)
        yield Line(
            f"Crowds closed {number(wrong, 1)} accounts in error (arm plan, mean over runs)."
        )


def _replayed(rows: int, missed: Mapping[str, float]) -> str:
    """What became of the suspensions of a log."""
    done = rows - sum(missed.values())
    found = [f"{number(n, 1)} {MISSES[reason]}" for reason, n in missed.items() if n]
    rest = f"; the others: {', '.join(found)}" if found else ""
    return (
        f"Of {count(rows)} suspensions in the log {number(done, 1)} closed an account "
        f"(mean over runs){rest}."
    )


def _arm_row(arm: str, mean: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        arm,
        number(mean["followers_end"], 1),
        count(mean["follower_days"]),
        _hundredths(mean["stunting"]) + _interval(mean),
        *(_hundredths(mean[f"stunting_{part}"]) for part in _PARTS),
    )


def _interval(mean: Mapping[str, Any]) -> str:
    """The interval of stunting; a dash where there are too few runs for one."""
    low, high = mean["stunting_low"], mean["stunting_high"]
    if mean["stunting"] is None:
        return ""
    return f" [{MISSING}]" if low is None else f" [{100 * low:.1f}, {100 * high:.1f}]"


def _hundredths(value: float | None) -> str:
    return MISSING if value is None else f"{100 * value:.1f}"


def replaced(made: Parameters, effect: Sequence[Capacity]) -> str:
    r"""What replacements do where so many accounts are closed a day, and where a share is.

    Examples
    --------
    >>> both = [Capacity("count", 20, 1.69, 1.6, 1.8), Capacity("share", 0.02, 0.87, None, None)]
    >>> told = replaced(Parameters(replacements=10), both).split(", ")
    >>> print("\n".join(told[-2:]))
    +80] where you can close 20 a day
    and by -13 % where you close 2 % of all open ones a day.
    """
    count, share = (_change(capacity) for capacity in effect)
    return (
        f"If owners open {made.replacements:g} accounts for each one closed, follower-days change "
        f"by {count} where you can close {effect[0].a_day:g} a day, and by {share} where you close "
        f"{100 * effect[1].a_day:.3g} % of all open ones a day."
    )


def _change(capacity: Capacity) -> str:
    if capacity.ratio is None:
        return MISSING
    said = f"{100 * (capacity.ratio - 1):+.0f} %"
    if capacity.low is None or capacity.high is None:
        return said
    return f"{said} [{100 * (capacity.low - 1):+.0f}, {100 * (capacity.high - 1):+.0f}]"


def _opened(mean: Mapping[str, Any], made: Parameters) -> str:
    """Accounts opened for each one suspended; where it is fewer than asked for, why."""
    ratio, most = mean["opened_per_suspended"], made.replacements * made.come_back
    said = MISSING if ratio is None else f"{ratio:.2f}"
    why = ""
    if ratio is not None and made.replacements != 1:
        why = f" (asked for: {made.replacements:g} where the owner comes back, {most:.2f} of all"
        if ratio < 0.9 * most:
            why += f"; fewer, as a person holds at most {made.slots} and the last are not back yet"
        why += ")"
    told = f"Accounts opened for each one suspended: {said}{why}."
    return told if made.replacements == 1 else f"{told} {BOAST}"
