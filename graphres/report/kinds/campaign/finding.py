"""The finding of a campaign, in the sentences that its document holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphres.report.kinds.campaign import ALL
from graphres.report.kinds.campaign.wording import change, share_kept
from graphres.report.number_format import printable

if TYPE_CHECKING:
    from graphres.campaigns.trace import CampaignTrace

Row = Mapping[str, Any]

#: The highest dose that the headline speaks of.
_HIGHEST = 4

#: Groups that are named after the first.
_MOST_GROUPS = 6

#: Persons that a dose needs for the headline, if any has as many.
_ENOUGH = 10

_OF = " % of the followers they would have had"


def write_headline(trace: CampaignTrace) -> list[str]:
    """Say what became of persons of a dose or group, against the same without suspensions."""
    rows = [row for row in trace.rows("doses") if row["arm"] == "plan"]
    if not rows:
        return []
    by_group = [r for r in rows if r["dose"] == ALL and r["group"] != ALL]
    by_group = [r for r in by_group if r["ratio"] is not None]
    by_dose = {r["dose"]: r for r in rows if r["group"] == ALL and r["dose"] != ALL}
    sentences = [_by_dose(by_dose, trace.dose_is)]
    if len(by_group) > 1:
        sentences.insert(trace.dose_is == "ordered", _by_group(by_group))
    return [sentence for sentence in sentences if sentence]


def _by_group(rows: Sequence[Row]) -> str:
    """Name the group that keeps least, then all others, the one that keeps most last."""
    least, *rest = sorted(rows, key=lambda row: row["ratio"])
    shares = [f"{printable(r['group'])} with {share_kept(r, ' %')} ({_ends(r)})" for r in rest]
    if len(shares) > _MOST_GROUPS:
        shares = [shares[0], f"{len(shares) - 2} other groups with shares between", shares[-1]]
    *first, last = shares
    groups = f"{', '.join(first)} and {last}" if first else last
    return (
        f"Persons of group {printable(least['group'])} ended with {share_kept(least, _OF)} "
        f"({_ends(least)} followers); those of {groups}."
    )


def _ends(row: Row) -> str:
    return f"{row['followers_end']:.1f} of {row['followers_end_none']:.1f}"


def _by_dose(rows: Mapping[str, Row], dose_is: str) -> str:
    """Compare a high dose with none at all."""
    struck = [dose for dose in rows if dose not in ("0", "not drawn")]
    if not struck:
        return "Nobody was suspended."
    offered = [dose for dose in struck if int(dose.rstrip("+")) <= _HIGHEST] or struck
    dose = next((d for d in offered[::-1] if rows[d]["persons"] >= _ENOUGH), offered[-1])
    if rows[dose]["ratio"] is None:
        return ""
    if dose_is == "ordered":
        who, never = f"Persons to be suspended {_times(dose)}", "those never suspended"
    elif dose_is == "logged":
        who, never = f"Persons whom the log suspends {_times(dose)}", "those whom it never does"
    else:
        who, never = f"Persons who were hit {_times(dose)}", "those never hit"
    sentence = f"{who} ended with {share_kept(rows[dose], _OF)}"
    if "0" in rows and rows["0"]["ratio"] is not None:
        sentence += f"; {never} with {share_kept(rows['0'], ' %')}"
    if dose_is != "counted":
        return sentence + "."
    return (
        f"{sentence}. Being popular and coming back also decide how often somebody is hit: this "
        "describes, and does not tell what the number of hits did (--dose does)."
    )


def _times(dose: str) -> str:
    if dose.endswith("+"):
        return f"{dose[:-1]} or more times"
    return {"1": "once", "2": "twice"}.get(dose, f"{dose} times")


def describe_network(trace: CampaignTrace) -> str:
    """Say whether the mean of all persons holds flat under the plan, and what it does without."""
    by_arm = {row["arm"]: row for row in trace.levels}
    if "plan" not in by_arm or by_arm["plan"]["ratio"] is None:
        return ""
    plan, none = by_arm["plan"], by_arm["none"]
    verdict = {
        "flat": "The network's mean held flat (within 15 %)",
        "not flat": "The network's mean did not hold flat (within 15 %)",
        "undecided": "Whether the network's mean held flat (within 15 %) is undecided",
    }[plan["verdict"]]
    changes = [
        change(*(row[f"ratio{end}"] for end in ("", "_low", "_high"))) for row in (plan, none)
    ]
    return (
        f"{verdict}: in the last {plan['days']} days under pressure followers of a person changed "
        f"by {changes[0]}, without suspensions by {changes[1]}."
    )


def describe_interference(trace: CampaignTrace) -> str:
    """Name the total, direct and spill-over effect, and the naive difference."""
    rows = [r for r in trace.effects if r["arm"] == "plan" and r["dose"] == "hit"]
    if not rows or rows[0]["total"] is None:
        return ""
    row = rows[0]
    sentence = (
        f"Of a person who is hit, in followers on the last day: {_signed(row, 'total')} against "
        f"the same person without suspensions (total effect); {_signed(row, 'direct')} by its own "
        f"suspensions (direct) and {_signed(row, 'spill_over')} by those of others (spill-over, as "
        f"on those never hit). Hit against never hit, the naive difference, is "
        f"{_signed(row, 'naive')}"
    )
    if row["total"] < 0 and row["naive"] < 0:
        sentence += f", {row['naive'] / row['total']:.1f} times the total effect"
    return sentence + "."


def _signed(row: Row, effect: str) -> str:
    low, high = row[f"{effect}_low"], row[f"{effect}_high"]
    ends = "" if low is None else f" [{low:+.1f}, {high:+.1f}]"
    return f"{row[effect]:+.1f}{ends}"
