"""What `graphres campaign` found: arms side by side, and what repetition alone did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.campaigns.acts import parse_act
from graphres.campaigns.record import ACT_DAYS
from graphres.campaigns.replay import MISSES
from graphres.campaigns.trace import TABLES, CampaignTrace
from graphres.intervals import FEWEST_RUNS
from graphres.report.blocks import Block, Line, Table
from graphres.report.figures import MISSING, count, number, percent
from graphres.report.result import Result, Rows

__all__ = ["BOAST", "CAUTION", "campaign_result", "verdict"]

_PARTS = ("away", "lost", "regrowth", "spill_over")
_HEADER = ("arm", "followers", "audience", "stunting, %", "away", "lost", "slower", "spill")

_KEY = (
    "followers: of a person on the last day, away counting zero; audience: follower-days over the "
    "window; stunting: share of it lost against none, [95 % interval over runs, from 5 runs on]. "
    "It is the sum of days away, followers lost at a suspension and not regained, slower regrowth, "
    "and spill-over on persons not (yet) suspended."
)

CAUTION = (
    "A model with chosen parameters: a qualitative result, and intervals tell of runs alone, not "
    "of doubt about the parameters."
)


BOAST = "The boast was 10; at least 0.2 was observed after a mass wave (Berger, April 2015)."


def campaign_result(
    trace: CampaignTrace, table: str, manifest: Mapping[str, Any], opening: Block
) -> Result:
    """The result of a campaign in every form."""
    tables = {name: _rows(trace, name) for name in TABLES}
    document: Mapping[str, Any] = {"manifest": manifest, "summary": trace.summary, **tables}
    if trace.missed is not None and trace.setting.replay is not None:
        told = {"suspensions": len(trace.setting.replay.days), "missed": trace.missed}
        document = {**document, "replay": told}
    page = [opening, *_page(trace)]
    return Result("graphres.campaign/1", document, tables[table], lambda width: page)


def _rows(trace: CampaignTrace, table: str) -> Rows:
    names = trace.names(table)
    return Rows(names, lambda: ([batch[name] for name in names] for batch in trace.columns(table)))


def _page(trace: CampaignTrace) -> Iterator[Block]:
    means = {arm: trace.mean(arm) for arm in trace.arms}
    yield Table("", _HEADER, [_arm_row(arm, mean) for arm, mean in means.items()])
    if "repeated" in means:
        yield Line(verdict(means["repeated"]))
        yield Line(_opened(means["repeated"]))
        yield from _aged(means["repeated"])
    acts = {parse_act(spec).act for spec in trace.parameters.act}
    if "repeated" in means and acts & {"private", "limit"}:
        yield Line(_acted(trace))
    if trace.missed is not None and trace.setting.replay is not None:
        yield Line(_replayed(len(trace.setting.replay.days), trace.missed))
    yield Line(_KEY, "quiet")
    yield Line(CAUTION, "quiet")


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


def _acted(trace: CampaignTrace) -> str:
    """How many are private or limited in the end under the plan, in the mean over runs."""
    last = [own.days for run in trace.runs for own in run if own.arm == "repeated"]
    private, limited = (sum(days[name][-1] for days in last) / len(last) for name in ACT_DAYS)
    return (
        f"On the last day {number(private, 1)} persons were private and {number(limited, 1)} "
        "limited, of those with an open account (repeated, mean over runs)."
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
        count(mean["audience"]),
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


def verdict(mean: Mapping[str, Any]) -> str:
    """What repetition alone did: ``repeated`` against ``spread``, in a plain sentence.

    Examples
    --------
    >>> ends = {"against_spread_low": 0.1, "against_spread_high": 0.3}
    >>> print(verdict({"against_spread": 0.2, **ends}))
    Repetition stunted growth: repeated had 20.0 % less audience than spread [10.0, 30.0].
    """
    value, low, high = (mean[f"against_spread{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return "What repetition alone did is not known: it needs arm spread, and an audience."
    if low is None:
        return (
            f"repeated had {percent(abs(value))} {'less' if value > 0 else 'more'} audience than "
            f"spread; an interval takes at least {FEWEST_RUNS} runs (--runs)."
        )
    if low > 0:
        return (
            f"Repetition stunted growth: repeated had {percent(value)} less audience than spread "
            f"[{100 * low:.1f}, {100 * high:.1f}]."
        )
    if high < 0:
        return (
            f"Repetition did not stunt growth here: repeated had {percent(-value)} more audience "
            f"than spread [{-100 * high:.1f}, {-100 * low:.1f}]."
        )
    return (
        f"Whether repetition stunted growth is undecided: repeated had {percent(abs(value))} "
        f"{'less' if value > 0 else 'more'} audience than spread, and the interval of the loss, "
        f"[{100 * low:.1f}, {100 * high:.1f}], holds 0."
    )


def _opened(mean: Mapping[str, Any]) -> str:
    ratio = mean["opened_per_suspended"]
    said = MISSING if ratio is None else f"{ratio:.2f}"
    return f"Accounts opened for each one suspended: {said}. {BOAST}"
