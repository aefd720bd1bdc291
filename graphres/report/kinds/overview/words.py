"""An overview in paragraphs: a finding, what belongs to it, the command that gives more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphres.report.charts.phrases import share
from graphres.report.kinds.overview import levers, reading
from graphres.report.kinds.probability_levels import listed
from graphres.report.number_format import count, counted, percent, shown

Figures = Mapping[str, Any]


class Paragraph(NamedTuple):
    """One topic: a finding in a sentence, details in more, and the command that gives more."""

    topic: str
    finding: str
    details: str
    command: str


def write_paragraphs(figures: Figures, rest: str) -> list[Paragraph]:
    """Return the paragraphs of an overview.

    Parameters
    ----------
    figures : mapping
        Of `graphres.report.kinds.overview.figures.tabulate`.
    rest : str
        What follows the name of a command: the table and the options it was read with.
    """
    paragraphs: Sequence[Callable[[Figures, str], Paragraph]] = (
        *(_read, _removal, _leaders, _repetition, _levers, _assumptions),
    )
    return [write(figures, rest) for write in paragraphs]


def _read(figures: Figures, rest: str) -> Paragraph:
    finding, details = reading.tell_reading(figures)
    return Paragraph("What was read", finding, details, f"graphres info {rest}")


def interval(row: Figures, name: str) -> str:
    """A share with its 95 % interval, where it has one."""
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if low is None or high is None or low == high:
        return share(value)
    return f"{share(value)} [{share(low)}, {share(high)}]"


def _removal(figures: Figures, rest: str) -> Paragraph:
    targeted, at_random = (_at_middle(figures, name) for name in ("in-degree", "random"))
    budget, accounts = figures["budget"], figures["graph"]["accounts"]
    most = "the most followed account" if budget == 1 else f"the {count(budget)} most followed"
    some = f"{counted(budget, 'account')} drawn at random"
    finding = (
        f"Without {most} ({share(budget / accounts)} of all), a message reaches "
        f"{interval(targeted, 'reach_end')} of all accounts instead of "
        f"{interval(targeted, 'reach_start')}; without {some}, "
        f"{interval(at_random, 'reach_end')}."
    )
    details = (
        f"The largest connected group then holds {share(targeted['giant_end'])} of all accounts "
        f"({share(at_random['giant_end'])} after random suspensions; before: "
        f"{share(targeted['giant_start'])})."
    )
    return Paragraph(
        "Suspensions",
        finding,
        f"{details} {' '.join(_halving(figures))}".strip(),
        f"graphres collapse {rest} --measure giant --measure reach",
    )


def _at_middle(figures: Figures, strategy: str) -> Figures:
    row: Figures = next(
        row
        for row in figures["removal"]
        if row["strategy"] == strategy and row["probability"] == figures["probability"]
    )
    return row


def _halving(figures: Figures) -> Iterator[str]:
    """How many suspensions halve what there is, targeted and at random."""
    targeted, at_random = figures["halved"]
    for name, what in (("half_reach", "reach"), ("half_giant", "that group")):
        shares = [targeted[name], at_random[name]]
        if None in shares:
            continue
        many, few = (count(round(part * figures["graph"]["accounts"])) for part in shares)
        yield f"To halve {what} takes {many} of the most followed, or {few} at random."


def _leaders(figures: Figures, rest: str) -> Paragraph:
    rows = figures["leaders"]
    first = rows[0]
    finding = f"Look first at {shown(first['account'])}: {counted(first['followers'], 'follower')}"
    if first["reach_loss"] is not None:
        finding += f"; without it a message reaches {_points(first)} of all accounts less"
    told = "Each loss comes on top of those above it."
    stability = figures["rank_stability"]
    if stability["resamples"]:
        stable = sum(row["share_of_rankings"] >= 0.95 for row in rows)
        told += (
            f" With {percent(stability['hidden_share'], 0)} of the follows hidden, {stable} of "
            f"the {len(rows)} stay in this list in at least 95 % of "
            f"{stability['resamples']} rankings."
        )
    told += " A position in a network is no ground for suspending anybody."
    command = f"graphres rank {rest} -p {figures['probability']:g}"
    return Paragraph("Whom to look at first", f"{finding}.", told, command)


def _points(row: Figures) -> str:
    """What an account takes from reach; the interval where there is one."""
    return loss_told(row)


def loss_told(row: Figures) -> str:
    """A loss of reach with its interval, small ones with places enough."""
    values = [row[f"reach_loss{end}"] for end in ("", "_low", "_high")]
    mean, *ends = (None if value is None else percent(value, 2) for value in values)
    if mean is None:
        return "an unknown share"
    return mean if None in ends else f"{mean} [{ends[0]}, {ends[1]}]"


def _repetition(figures: Figures, rest: str) -> Paragraph:
    topic, rows = "Repetition", figures["repetition"]
    effort = figures["effort"]
    if not rows:
        why = "there are no follows" if not figures["graph"]["follows"] else _too_large(figures)
        return Paragraph(
            topic,
            f"What repeated suspensions do was not simulated: {why}.",
            "",
            f"graphres campaign {rest} --dose 0,1,2,4 --days 30 --runs 2",
        )
    hit = [row for row in rows if row["dose"] != "0" and row["ratio"] is not None]
    parts = [f"{interval(row, 'ratio')} after {_times(row['dose'])}" for row in hit]
    finding = (
        f"After {effort['days']} days an account keeps of the followers it would have had: "
        f"{listed(parts)}."
    )
    details = ""
    spared = next((row for row in rows if row["dose"] == "0" and row["ratio"] is not None), None)
    if spared is not None:
        details = f"Accounts never suspended keep {interval(spared, 'ratio')}: some followers go. "
    details += (
        "Simulated: lots decide who is suspended how often; 8 in 10 owners come back under a new "
        "account. These rules are assumptions, not measurements."
    )
    if not hit:
        finding = "The network is too small to tell what repeated suspensions do."
    command = (
        f"graphres campaign {rest} --dose 0,1,2,4 --days {effort['days']} "
        f"--runs {effort['campaign_runs']}"
    )
    return Paragraph(topic, finding, details, command)


def _times(dose: str) -> str:
    return {"1": "one suspension", "2": "two", "4": "four"}.get(dose, dose)


def _too_large(figures: Figures) -> str:
    return f"{counted(figures['graph']['follows'], 'follow')} are too many for a quick answer"


def _levers(figures: Figures, rest: str) -> Paragraph:
    finding, details = levers.tell_levers(figures)
    budget, p = figures["budget"], figures["probability"]
    command = f"graphres intervene {rest} --budget {budget} -p {p:g}"
    return Paragraph("Other levers", finding, details, command)


def _assumptions(figures: Figures, rest: str) -> Paragraph:
    rows = figures["removal"]
    targeted = [row for row in rows if row["strategy"] == "in-degree"]
    parts = [
        f"from {share(row['reach_start'])} to {share(row['reach_end'])} at {row['probability']:g}"
        for row in targeted
    ]
    finding = (
        "How often a follow passes a message on is not known, and reach depends on it. Without "
        f"the most followed, it goes {listed(parts)}."
    )
    if len(parts) == 1:
        finding += " Other probabilities were left out to stay quick."
    details = " ".join(reading.tell_gaps(figures))
    if not figures["effort"]["is_full"]:
        effort = figures["effort"]
        details += (
            f" Cut short for its size: {effort['worlds']} simulated messages, "
            f"{effort['runs']} draws of random suspensions."
        )
    command = f"graphres collapse {rest} --measure reach -p P"
    return Paragraph("What it depends on", finding, details.strip(), command)
