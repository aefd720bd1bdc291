"""An overview in paragraphs: a finding, what belongs to it, the command that gives more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graphres.report.kinds.overview import levers, reading
from graphres.report.kinds.overview.phrases import LEADERS, leading, small_share, with_interval
from graphres.report.kinds.probability_levels import enumerate_words
from graphres.report.number_format import count, counted, percent, printable, share
from graphres.studies.overview.effort import FULL

Figures = Mapping[str, Any]


_REPETITION = "What repeated suspensions do"

#: In so many rankings an account nearly always stays in the list.
_STABLE = 0.95
_TIMES = {"1": "once keep ", "2": "twice, ", "4": "four times, "}


class Topic(NamedTuple):
    """A finding in a sentence, details in more, and the command that gives more."""

    topic: str
    finding: str
    details: str
    command: str


def write_topics(figures: Figures, rest: str, seed: int) -> list[Topic]:
    """Return the topics of an overview.

    Parameters
    ----------
    figures : mapping
        Of `graphres.report.kinds.overview.figures.tabulate`.
    rest : str
        What follows the name of a command: the table and the options it was read with.
    seed : int
        Of what is drawn; named where it is not 0.
    """
    drawn = (_removal, _leaders, _repetition, _levers, _assumptions)
    seeded = f"{rest} --seed {seed}" if seed else rest
    return [_read(figures, rest), *(write(figures, seeded) for write in drawn)]


def _read(figures: Figures, rest: str) -> Topic:
    finding, details = reading.tell_reading(figures)
    return Topic("What was read", finding, details, f"graphres info {rest}")


def _removal(figures: Figures, rest: str) -> Topic:
    targeted, at_random = (_at_middle(figures, name) for name in ("in-degree", "random"))
    budget, accounts = figures["budget"], figures["graph"]["accounts"]
    most = f"the {leading(figures)} account"
    most = most if budget == 1 else f"the {count(budget)} {leading(figures)} accounts"
    finding = (
        f"Without {most} ({share(budget / accounts)}), a message reaches "
        f"{with_interval(targeted, 'reach_end')} of all accounts instead of "
        f"{with_interval(targeted, 'reach_start')}; without {count(budget)} drawn at random, "
        f"{with_interval(at_random, 'reach_end')}."
    )
    details = (
        f"The largest connected group then holds {share(targeted['giant_end'])} of all "
        f"({share(at_random['giant_end'])} at random, {share(targeted['giant_start'])} before)."
    )
    return Topic(
        "What suspensions do",
        finding,
        " ".join([details, *_halving(figures), "Brackets hold 95 % intervals."]),
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
    parts = []
    for name, what in (("half_reach", "reach"), ("half_giant", "that group")):
        if targeted[name] is not None and at_random[name] is not None:
            few, many = (
                count(round(row[name] * figures["graph"]["accounts"]))
                for row in (targeted, at_random)
            )
            parts.append(f"{few} {'halves' if few == '1' else 'halve'} {what} ({many} at random)")
    if parts:
        yield f"Of the {leading(figures)}, {enumerate_words(parts)}."


def _leaders(figures: Figures, rest: str) -> Topic:
    rows = figures["leaders"]
    first = rows[0]
    tie = "follower" if figures["graph"]["directed"] else "tie"
    finding = f"Look first at {printable(first['account'])} ({counted(first['followers'], tie)})"
    if first["reach_loss"] is not None:
        loss = with_interval(first, "reach_loss").replace(" %", " points of reach")
        finding += f", worth {loss}"
    told = "Losses add up from the top."
    stability = figures["rank_stability"]
    if stability["resamples"]:
        stable = sum(row["share_of_rankings"] >= _STABLE for row in rows)
        names = f"all {stable}" if 1 < stable == len(rows) else f"{stable} of the {len(rows)}"
        told += (
            f" With {percent(stability['hidden_share'], 0)} of the follows hidden, {names} "
            f"nearly always {'stays' if stable == 1 else 'stay'} in this list."
        )
    told += " Position alone is no reason to suspend anybody."
    command = f"graphres rank {rest} -p {figures['probability']:g}"
    return Topic(LEADERS, f"{finding}.", told, command)


def _repetition(figures: Figures, rest: str) -> Topic:
    rows = [row for row in figures["repetition"] if row["ratio"] is not None]
    hit = [row for row in rows if row["dose"] != "0"]
    if not hit:
        return _not_repeated(figures, rest)
    effort = figures["effort"]
    first, *others = (
        f"{_TIMES[row['dose']]}{with_interval(row, 'ratio')}"
        f"{' of the followers they would have had' if row is hit[0] else ''}"
        for row in hit
    )
    finding = f"After {effort['days']} days, accounts suspended {'; '.join([first, *others])}."
    details = [
        f"Those never suspended keep {with_interval(row, 'ratio')}."
        for row in rows
        if row["dose"] == "0"
    ]
    details.append(
        "Simulated: accounts are drawn at random and 8 in 10 come back, which is assumed."
    )
    command = (
        f"graphres campaign {rest} --dose 0,1,2,4 --days {effort['days']} "
        f"--runs {effort['campaign_runs']}"
    )
    return Topic(_REPETITION, finding, " ".join(details), command)


def _not_repeated(figures: Figures, rest: str) -> Topic:
    """Return what is said where there was no campaign, or one without followers to lose."""
    why = f"{counted(figures['graph']['follows'], 'follow')} are too many for a quick answer"
    if figures["effort"]["days"]:
        why = "there are too few follows to tell"
    finding = f"What repeated suspensions do to followers is left out: {why}."
    command = f"graphres campaign {rest} --dose 0,1,2,4 --days 30 --runs 2"
    return Topic(_REPETITION, finding, "", command)


def _levers(figures: Figures, rest: str) -> Topic:
    finding, details = levers.tell_levers(figures)
    budget, p = figures["budget"], figures["probability"]
    command = f"graphres intervene {rest} --budget {budget} -p {p:g}"
    return Topic("What other levers do", finding, details, command)


def _assumptions(figures: Figures, rest: str) -> Topic:
    rows = [row for row in figures["removal"] if row["strategy"] == "in-degree"]
    used = figures["probability"]
    levels = enumerate_words(
        [f"{row['probability']:g}" + " (used above)" * (row["probability"] == used) for row in rows]
    )
    falls = enumerate_words(
        [
            f"from {small_share(row['reach_start'])} to {small_share(row['reach_end'])}"
            for row in rows
        ]
    )
    finding = (
        "The chance p that a follow passes a message on is not known. "
        f"At p = {levels}, suspensions take reach {falls}."
    )
    details = [*reading.tell_gaps(figures)]
    effort = figures["effort"]
    if not effort["is_full"]:
        details.append(
            f"To stay quick on a network of this size: {effort['worlds']} simulated messages "
            f"({FULL.worlds} on smaller ones), {effort['runs']} draws of random suspensions "
            f"({FULL.runs})."
        )
    command = f"graphres collapse {rest} --measure reach"
    return Topic("What this depends on", finding, " ".join(details), command)
