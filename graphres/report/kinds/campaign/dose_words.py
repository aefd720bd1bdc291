"""What a campaign did, in sentences: to persons by dose, to the mean of all, and through whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.campaigns.histories import ALL
from graphres.campaigns.trace import CampaignTrace
from graphres.report.number_format import MISSING, count, shown

Row = Mapping[str, Any]

#: The dose that the headline tells of, where there are greater ones.
_TOLD = 4

#: Groups that are told beside the first.
_MOST_GROUPS = 6

#: Persons that a dose has at least, if any has, to be told of.
_ENOUGH = 10

_OF = " % of the followers they would have had"


def share_kept(row: Row, between: str = "") -> str:
    """A ratio to the counterfactual in percent, with its interval, words between the two.

    Examples
    --------
    >>> share_kept({"ratio": 0.0202, "ratio_low": 0.0141, "ratio_high": 0.0272}, " % of all")
    '2.0 % of all [1.4, 2.7]'
    >>> share_kept({"ratio": 1.912, "ratio_low": None, "ratio_high": None})
    '191'
    """
    if row["ratio"] is None:
        return MISSING
    places = 0 if row["ratio"] >= 0.0995 else 1
    said = f"{100 * row['ratio']:.{places}f}{between}"
    if row["ratio_low"] is None:
        return said
    return f"{said} [{100 * row['ratio_low']:.{places}f}, {100 * row['ratio_high']:.{places}f}]"


def suspensions_of(dose: str) -> str:
    """A dose as a line is called by it.

    Examples
    --------
    >>> suspensions_of("1"), suspensions_of("4+"), suspensions_of("not drawn")
    ('1 suspension', '4+ suspensions', 'not drawn')
    """
    if dose == "not drawn":
        return dose
    return f"{dose} suspension{'s' * (dose != '1')}"


def assumptions(trace: CampaignTrace) -> list[str]:
    """What is suspended a day and how fast followers grow, in words."""
    made, before = trace.parameters, trace.runs[0][0].days["followers_mean_persons"][0]
    end = trace.mean("none")["followers_end"]
    said = []
    if trace.setting.replay is None and not made.dose and "plan" in trace.arms:
        each = made.suspend + made.act
        factor = "" if made.pressure == 1 else f" (times {made.pressure})"
        said.append(f"Suspended or acted on: {', '.join(map(shown, each))}{factor}.")
    if before and end is not None:
        change = f"{before:.1f} to {end:.1f} followers of a person in {made.days} days"
        said.append(f"Without suspensions growth goes from {change}.")
    return said


def growth_warnings(trace: CampaignTrace) -> list[str]:
    """That followers more than double without suspensions, where they do."""
    before = trace.runs[0][0].days["followers_mean_persons"][0]
    end = trace.mean("none")["followers_end"]
    if not before or end is None or end <= 2 * before:
        return []
    return [
        "followers more than double without suspensions: what is lost is mostly growth that "
        f"--follow-rate {trace.parameters.follow_rate:g} assumes"
    ]


def headline(trace: CampaignTrace) -> list[str]:
    """What became of persons of a dose or group beside the same persons without suspensions."""
    rows = [row for row in trace.rows("doses") if row["arm"] == "plan"]
    if not rows:
        return []
    by_group = [r for r in rows if r["dose"] == ALL and r["group"] != ALL]
    by_group = [r for r in by_group if r["ratio"] is not None]
    by_dose = {r["dose"]: r for r in rows if r["group"] == ALL and r["dose"] != ALL}
    said = [_by_dose(by_dose, trace.dose_is)]
    if len(by_group) > 1:
        said.insert(trace.dose_is == "ordered", _by_group(by_group))
    return [sentence for sentence in said if sentence]


def _by_group(rows: Sequence[Row]) -> str:
    """The group that keeps least, and all others, the one that keeps most last."""
    least, *others = sorted(rows, key=lambda row: row["ratio"])
    told = [f"{shown(r['group'])} with {share_kept(r, ' %')} ({_each(r)})" for r in others]
    if len(told) > _MOST_GROUPS:
        told = [told[0], f"{len(told) - 2} other groups with shares between", told[-1]]
    *first, last = told
    rest = f"{', '.join(first)} and {last}" if first else last
    return (
        f"Persons of group {shown(least['group'])} ended with {share_kept(least, _OF)} "
        f"({_each(least)} followers); those of {rest}."
    )


def _each(row: Row) -> str:
    return f"{row['followers_end']:.1f} of {row['followers_end_none']:.1f}"


def _by_dose(rows: Mapping[str, Row], dose_is: str) -> str:
    """A high dose against none at all."""
    struck = [dose for dose in rows if dose not in ("0", "not drawn")]
    if not struck:
        return "Nobody was suspended."
    offered = [dose for dose in struck if int(dose.rstrip("+")) <= _TOLD] or struck
    dose = next((d for d in offered[::-1] if rows[d]["persons"] >= _ENOUGH), offered[-1])
    if rows[dose]["ratio"] is None:
        return ""
    if dose_is == "ordered":
        who, never = f"Persons to be suspended {_times(dose)}", "those never suspended"
    elif dose_is == "logged":
        who, never = f"Persons whom the log suspends {_times(dose)}", "those whom it never does"
    else:
        who, never = f"Persons who were hit {_times(dose)}", "those never hit"
    said = f"{who} ended with {share_kept(rows[dose], _OF)}"
    if "0" in rows and rows["0"]["ratio"] is not None:
        said += f"; {never} with {share_kept(rows['0'], ' %')}"
    if dose_is != "counted":
        return said + "."
    return (
        f"{said}. Being popular and coming back also decide how often somebody is hit: this "
        "describes, and does not tell what the number of hits did (--dose does)."
    )


def _times(dose: str) -> str:
    if dose.endswith("+"):
        return f"{dose[:-1]} or more times"
    return {"1": "once", "2": "twice"}.get(dose, f"{dose} times")


def network(trace: CampaignTrace) -> str:
    """Whether the mean of all persons holds flat under the plan, beside what it does without."""
    by_arm = {row["arm"]: row for row in trace.levels}
    if "plan" not in by_arm or by_arm["plan"]["ratio"] is None:
        return ""
    plan, none = by_arm["plan"], by_arm["none"]
    verdict = {
        "flat": "The network's mean held flat (within 15 %)",
        "not flat": "The network's mean did not hold flat (within 15 %)",
        "undecided": "Whether the network's mean held flat (within 15 %) is undecided",
    }[plan["verdict"]]
    return (
        f"{verdict}: in the last {plan['days']} days under pressure followers of a person changed "
        f"by {_change(plan)}, without suspensions by {_change(none)}."
    )


def _change(row: Row) -> str:
    said = f"{100 * (row['ratio'] - 1):+.0f} %"
    if row["ratio_low"] is None:
        return said
    ends = (100 * (row[f"ratio_{end}"] - 1) for end in ("low", "high"))
    return f"{said} [{', '.join(f'{end:+.0f}' for end in ends)}]"


def interference(trace: CampaignTrace) -> str:
    """Total, direct and spill-over effect, and the naive difference beside them."""
    rows = [r for r in trace.effects if r["arm"] == "plan" and r["dose"] == "hit"]
    if not rows or rows[0]["total"] is None:
        return ""
    row = rows[0]
    said = (
        f"Of a person who is hit, in followers on the last day: {_signed(row, 'total')} against "
        f"the same person without suspensions (total effect); {_signed(row, 'direct')} by its own "
        f"suspensions (direct) and {_signed(row, 'spill_over')} by those of others (spill-over, as "
        f"on those never hit). Hit against never hit, the naive difference, is "
        f"{_signed(row, 'naive')}"
    )
    if row["total"] < 0 and row["naive"] < 0:
        said += f", {row['naive'] / row['total']:.1f} times the total effect"
    return said + "."


def _signed(row: Row, effect: str) -> str:
    low, high = row[f"{effect}_low"], row[f"{effect}_high"]
    ends = "" if low is None else f" [{low:+.1f}, {high:+.1f}]"
    return f"{row[effect]:+.1f}{ends}"


def concentrated_or_rotating(trace: CampaignTrace) -> str:
    """The plan against as many suspensions of persons alike, who take turns."""
    mean = trace.mean("plan")
    value = mean["against_rotating"]
    if trace.balance is None or value is None:
        return ""
    low, high = mean["against_rotating_low"], mean["against_rotating_high"]
    ends = [] if low is None else sorted(abs(100 * end) for end in (low, high))
    straddles = low is not None and low < 0 < high
    if straddles:
        ends = [100 * low, 100 * high]
    interval = f" [{ends[0]:.1f}, {ends[1]:.1f}]" if ends else ""
    verdict = " (undecided: the interval of the loss holds 0)" if straddles else ""
    unlike = ", ".join(
        f"{'–' if smd is None else f'{smd:+.2f}'} in {name}" for name, smd in trace.balance.items()
    )
    twice = {arm: trace.mean(arm)["suspended_repeatedly"] for arm in ("plan", "rotating")}
    return (
        f"Concentrated or rotating? The plan left {100 * abs(value):.1f} % "
        f"{'fewer' if value > 0 else 'more'} follower-days than the rotating arm{interval}"
        f"{verdict}. It hit {count(twice['plan'])} of {count(trace.setting.n)} persons more than "
        f"once, the rotating arm {count(twice['rotating'])}; accounts hit differ by "
        f"{unlike} (standardised mean differences)."
    )
