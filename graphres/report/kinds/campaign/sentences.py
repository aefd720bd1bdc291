"""What stands between the tables of a campaign: assumptions, warnings, returns, acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.document import Document
from graphres.report.kinds.campaign import BOAST
from graphres.report.kinds.campaign.wording import change
from graphres.report.kinds.probability_levels import enumerate_words
from graphres.report.number_format import MISSING, count, number, percent, printable

Row = Mapping[str, Any]

#: Acts that close accounts, as suspensions do.
_CLOSING = ("suspend", "platform", "crowd")

#: Columns of days that say what acts have done.
_ACTS = {
    "persons_private": "private",
    "persons_limited": "limited",
    "persons_speaking": "speaking against the message",
    "persons_flooded": "flooded with answers",
}


def arms_of(document: Document) -> dict[str, dict[str, Any]]:
    """Return the mean over runs of every arm."""
    return {row["arm"]: row for row in document.means()}


def assumptions(document: Document) -> Iterator[str]:
    """Say what is suspended a day, and how fast followers grow."""
    parameters, arms = document.manifest["parameters"], arms_of(document)
    if document.parts["finding"]["dose_is"] == "counted" and "plan" in arms:
        specs = ", ".join(map(printable, [*parameters["suspend"], *parameters.get("act", [])]))
        pressure = parameters["pressure"]
        factor = "" if pressure == 1 else f" (times {pressure})"
        yield f"Suspended or acted on: {specs}{factor}."
    before, end = _growth(document)
    if before and end is not None:
        followers = f"{before:.1f} to {end:.1f} followers of a person in {parameters['days']} days"
        yield f"Without suspensions growth goes from {followers}."


def growth_warnings(document: Document) -> list[str]:
    """Warn of followers that more than double without suspensions."""
    before, end = _growth(document)
    if not before or end is None or end <= 2 * before:
        return []
    return [
        "followers more than double without suspensions: what is lost is mostly growth that "
        f"--follow-rate {document.manifest['parameters']['follow_rate']:g} assumes"
    ]


def _growth(document: Document) -> tuple[float | None, float | None]:
    """Return followers of a person before the first suspension, and in the end without any."""
    before: list[float | None] = document.columns("days")["followers_mean_persons"][:1]
    end: float | None = arms_of(document)["none"]["followers_end"]
    return (before[0] if before else None), end


def describe_plan(document: Document) -> Iterator[str]:
    """Say what the plan did: against the rotating arm, by replacements, returns, acts, a log."""
    parameters, arms = document.manifest["parameters"], arms_of(document)
    plan = arms["plan"]
    if sentence := _concentrated_or_rotating(document, arms):
        yield sentence
    if "replacements" in document.parts:
        yield describe_replacements(parameters["replacements"], document.parts["replacements"])
    yield _opened(plan, parameters)
    yield from _aged(plan)
    if parameters.get("act"):
        yield from _acted(document, parameters["act"])
    if "replay" in document.parts:
        yield _replayed(**document.parts["replay"])


def _concentrated_or_rotating(document: Document, arms: Mapping[str, Row]) -> str:
    """Compare the plan with as many suspensions of persons alike, who take turns."""
    plan, balance = arms["plan"], document.parts.get("balance")
    value = plan["against_rotating"]
    if balance is None or value is None:
        return ""
    low, high = plan["against_rotating_low"], plan["against_rotating_high"]
    ends = [] if low is None else sorted(abs(100 * end) for end in (low, high))
    is_undecided = low is not None and low < 0 < high
    if is_undecided:
        ends = [100 * low, 100 * high]
    interval = f" [{ends[0]:.1f}, {ends[1]:.1f}]" if ends else ""
    verdict = " (undecided: the interval of the loss holds 0)" if is_undecided else ""
    unlike = ", ".join(
        f"{MISSING if smd is None else f'{smd:+.2f}'} in {name}" for name, smd in balance.items()
    )
    return (
        f"Concentrated or rotating? The plan left {100 * abs(value):.1f} % "
        f"{'fewer' if value > 0 else 'more'} follower-days than the rotating arm{interval}"
        f"{verdict}. It hit {count(plan['suspended_repeatedly'])} of "
        f"{count(document.manifest['n'])} persons more than once, the rotating arm "
        f"{count(arms['rotating']['suspended_repeatedly'])}; accounts hit differ by "
        f"{unlike} (standardised mean differences)."
    )


def describe_replacements(replacements: float, capacities: list[Row]) -> str:
    r"""Say what replacements do where so many accounts are closed a day, and where a share is.

    Examples
    --------
    >>> by_count = {"a_day": 20, "ratio": 1.69, "low": 1.6, "high": 1.8}
    >>> by_share = {"a_day": 0.02, "ratio": 0.87, "low": None, "high": None}
    >>> print("\n".join(describe_replacements(10, [by_count, by_share]).split(", ")[-2:]))
    +80] where you can close 20 a day
    and by -13 % where you close 2 % of all open ones a day.
    """
    by_count, by_share = capacities
    changes = [change(row["ratio"], row["low"], row["high"]) for row in capacities]
    return (
        f"If owners open {replacements:g} accounts for each one closed, follower-days change "
        f"by {changes[0]} where you can close {by_count['a_day']:g} a day, and by {changes[1]} "
        f"where you close {100 * by_share['a_day']:.3g} % of all open ones a day."
    )


def _opened(plan: Row, parameters: Row) -> str:
    """Count accounts opened for each one suspended; where it is fewer than asked for, say why."""
    ratio, replacements = plan["opened_per_suspended"], parameters["replacements"]
    most = replacements * parameters["come_back"]
    reason = ""
    if ratio is not None and replacements != 1:
        reason = f" (asked for: {replacements:g} where the owner comes back, {most:.2f} of all"
        if ratio < 0.9 * most:
            from graphres.campaigns.parameters import MOST_OPEN

            slots = 1 if replacements < 1 else MOST_OPEN
            reason += f"; fewer, as a person holds at most {slots} and the last are not back yet"
        reason += ")"
    sentence = f"Accounts opened for each one suspended: {number(ratio, 2)}{reason}."
    return sentence if replacements == 1 else f"{sentence} {BOAST}"


def _aged(plan: Row) -> Iterator[str]:
    """Compare accounts opened at returns with newcomers, at 30 days or, in a short run, sooner."""
    age = next((age for age in (30, 14, 7) if plan[f"returned_{age}"] is not None), None)
    if age is None:
        return
    newcomers = plan[f"first_{age}"]
    comparison = (
        "with no newcomers of that age to set beside (--newcomers)"
        if newcomers is None
        else f"and those of newcomers never suspended {newcomers:.1f}"
    )
    sentence = (
        f"Accounts opened at returns had {plan[f'returned_{age}']:.1f} followers at {age} days, "
        f"{comparison}."
    )
    if plan["recovery_30"] is not None:
        most = plan["recovery_30_most"]
        bound = "no bound" if most is None else f"{most:.2f}"
        sentence += (
            " Median recovery (followers at 30 days over those before): "
            f"{plan['recovery_30']:.2f} among the {percent(plan['recovery_30_seen'], 0)} still "
            f"open then; among all, {plan['recovery_30_least']:.2f} to {bound}, whatever would "
            "have become of the rest."
        )
    yield sentence


def _acted(document: Document, acts: list[str]) -> Iterator[str]:
    """Say what acts have done in the end under the plan, in the mean over runs."""
    days = [row for row in document.rows("days") if row["arm"] == "plan"]
    last = [row for row in days if row["day"] == days[-1]["day"]]
    if {spec.partition(":")[0].partition("@")[0] for spec in acts} - set(_CLOSING):
        means = {
            label: sum(row[name] for row in last) / len(last)
            for name, label in _ACTS.items()
            if name in last[0]
        }
        (label, mean), *rest = means.items()
        counts = [f"{number(mean, 1)} persons were {label}"]
        counts += [f"{number(mean, 1)} {label}" for label, mean in rest]
        yield (
            f"On the last day {enumerate_words(counts)}, of those with an open account (arm plan, "
            "mean over runs)."
        )
    if "suspended_in_error" in days[0]:
        errors = sum(row["suspended_in_error"] for row in days) / len(last)
        yield f"Crowds closed {number(errors, 1)} accounts in error (arm plan, mean over runs)."


def _replayed(suspensions: int, missed: Mapping[str, float]) -> str:
    """Say what became of the suspensions of a log."""
    from graphres.campaigns.replay import MISSES

    closed = suspensions - sum(missed.values())
    reasons = [f"{number(n, 1)} {MISSES[reason]}" for reason, n in missed.items() if n]
    rest = f"; the others: {', '.join(reasons)}" if reasons else ""
    return (
        f"Of {count(suspensions)} suspensions in the log {number(closed, 1)} closed an account "
        f"(mean over runs){rest}."
    )
