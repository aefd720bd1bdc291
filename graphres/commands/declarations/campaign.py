"""Options of `graphres campaign`: suspensions over time, and the model of returns."""

from __future__ import annotations

from typing import Any

from graphres.commands.command import Decorator, OneOf
from graphres.commands.declarations.declaring import all_of, option


def _pressure(*names: str, type: Any, help: str, **settings: Any) -> Decorator:  # noqa: A002
    return option("Suspensions", *names, type=type, help=help, **settings)


def _model(*names: str, type: Any, help: str, **settings: Any) -> Decorator:  # noqa: A002
    return option("Model", *names, type=type, help=help, **settings)


pressing: Decorator = all_of(
    _pressure(
        "--suspend",
        type=str,
        multiple=True,
        metavar="STRATEGY@RATE",
        help="Whom, and how many a day: x%/day of those it may choose from, or n/day; repeatable "
        "(in-degree:soft@N/day, N one in 200 accounts). Also returned and young:days=D.",
    ),
    _pressure(
        "--act",
        type=str,
        multiple=True,
        metavar="KIND:STRATEGY@RATE",
        help="What else is done every day: private, limit, counter, flood, crowd, platform:NAME or "
        "suspend, with the keys of intervene; repeatable. Without --suspend nothing else is done.",
    ),
    _pressure(
        "--waves", type=str, metavar="EVERY:SHARE", help="Waves by the first channel, besides."
    ),
    _pressure(
        "--pressure",
        type=str,
        metavar="FACTOR",
        help="Multiplies all these rates (1); or from which day on which: 0:1,60:0.25,90:0.",
    ),
    _pressure(
        "--replay",
        type=str,
        metavar="FILE",
        help="A log of real suspensions (account, date), in place of all but --act.",
    ),
    _pressure("--replay-account", type=str, metavar="COL", help="Its column of accounts."),
    _pressure("--replay-time", type=str, metavar="COL", help="Its column of dates or day numbers."),
    _pressure(
        "--replay-time-format",
        type=str,
        metavar="FMT",
        help="How these are written, as with --time-format.",
    ),
    _pressure(
        "--replay-where",
        type=str,
        metavar="EXPR",
        help="Replay only the rows that match, such as \"action == 'suspend'\".",
    ),
    _pressure(
        "--replay-on-bad-row",
        type=OneOf(["error", "skip"]),
        help="Stop at a row of the log that can't be used, or leave it out (error).",
    ),
    _pressure(
        "--replay-from",
        type=str,
        metavar="DATE",
        help="Its first day; else that of the earliest suspension.",
    ),
    _pressure(
        "--dose",
        type=str,
        metavar="N,N,…",
        help="In place of --suspend: draw persons to be suspended so many times each, on days "
        "spaced alike, such as 0,1,2,4,8.",
    ),
    _pressure(
        "--dose-last",
        type=int,
        metavar="DAY",
        help="Day of the last suspension of every dose, so that all are equally recent.",
    ),
    _pressure("--days", type=int, help="Days to run (120)."),
    _pressure("--from-day", type=int, help="First day of suspensions (1), and of what is summed."),
    _pressure("--to-day", type=int, help="Last day of suspensions (the last)."),
    _pressure(
        "--arm",
        type=str,
        multiple=True,
        help="none, all-at-once, random, rotating, plan; repeatable (none and plan).",
    ),
    _pressure(
        "--frontier",
        type=OneOf(["replacements", "find", "pressure"]),
        help="In place of arms: how much of it holds the audience of the last 30 days.",
    ),
)

modelling: Decorator = all_of(
    _model(
        "--preset",
        type=str,
        metavar="NAME",
        help="Values by name, each with its source: english-2015, low-pressure, high-recovery, "
        "two-pressures (by column lang); options given beside it win.",
    ),
    _model("--return", type=float, help="Probability that the suspended return (0.8)."),
    _model(
        "--return-after", type=str, metavar="DAYS", help="Mean days until then, or fixed:N (3)."
    ),
    _model("--replacements", type=float, help="Accounts opened at a return for each one lost (1)."),
    _model("--find", type=float, help="Daily hazard that a former follower finds it (0.005)."),
    _model("--find-contact", type=float, help="Added for each contact who follows it (0.005)."),
    _model("--find-announcer", type=float, help="Added for each announcer followed (0.02)."),
    _model("--announcers", type=str, metavar="STRATEGY@N|FILE", help="Who announces the returned."),
    _model("--refollow", type=float, help="Fixed share that follows again, in place of hazards."),
    _model("--refollow-after", type=float, metavar="DAYS", help="Mean days until then (7)."),
    _model("--weary", type=float, help="Multiplies hazards or share at further returns (1)."),
    _model(
        "--follow-rate", type=float, help="Attempts of a person a day to follow (10 % a month)."
    ),
    _model("--discovery", type=str, metavar="SHARES", help="(exposure=0.6,popular=0.3,random=0.1)"),
    _model(
        "--attention",
        type=OneOf(["conserved", "lost"]),
        help="Whether attempts that would have met a suspended person meet another (conserved).",
    ),
    _model("--newcomers", type=float, help="Persons who arrive a day (0)."),
    _model("--unfollow", type=float, help="Daily hazard that a follower loses interest (0.002)."),
    _model("--quit", type=float, help="Probability to leave for good after a suspension (0)."),
    _model("--discourage", type=float, help="What a suspension leaves of an owner's activity (1)."),
    _model("--heal", type=float, metavar="DAYS", help="Half-life of discouragement (never)."),
)
