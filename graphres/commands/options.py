"""Every shared option, once: one meaning and one name in all commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from graphres.commands import completing
from graphres.commands.command import Decorator, OneOf, Option
from graphres.report.output import FORMATS

__all__ = [
    "accounts_out",
    "campaign_runs",
    "choosing",
    "confidence",
    "cost",
    "costs",
    "errors",
    "fail_if",
    "file_output",
    "follows",
    "force",
    "formats",
    "graph_output",
    "hide",
    "hide_in_resamples",
    "jobs",
    "manners",
    "measures",
    "output",
    "page",
    "plot",
    "points",
    "protecting",
    "reading",
    "repeating",
    "report_page",
    "resamples",
    "runs",
    "seed",
    "show",
    "spreading",
    "strategies",
    "ties",
    "until",
]

_READING = "Reading"
_CHOOSING = "Choosing"
_MEASURING = "Measuring"
_SPREADING = "How a message travels, for reach"
_OUTPUT = "Output"


def _all_of(*options: Decorator) -> Decorator:
    """One decorator of several, which the help lists in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def _option(section: str, *declarations: str, **settings: Any) -> Decorator:
    return click.option(*declarations, cls=Option, section=section, **settings)


def follows(*, required: bool = True) -> Decorator:
    """The table of follows: a file, or ``-`` for stdin."""
    return click.argument("follows", required=required, shell_complete=completing.files)


reading: Decorator = _all_of(
    _option(
        _READING,
        "--follower",
        metavar="COL",
        help="Column of followers, by name or 1-based position; else told from the header.",
    ),
    _option(_READING, "--followed", metavar="COL", help="Column of followed accounts."),
    _option(_READING, "--accounts", metavar="FILE", help="Table of accounts to join by id."),
    _option(_READING, "--account-id", metavar="COL", help="Column of ids in that table."),
    _option(_READING, "--undirected", is_flag=True, help="A row is a mutual tie."),
    _option(_READING, "--no-header", is_flag=True, help="The first row is data."),
    _option(
        _READING, "--delimiter", metavar="CHAR", help="What separates cells; else it is found."
    ),
    _option(_READING, "--encoding", metavar="NAME", help="Encoding of the text; else it is found."),
    _option(
        _READING,
        "--on-bad-row",
        type=OneOf(["error", "skip"]),
        default="error",
        show_default=True,
        help="Stop at a row that can't be read, or leave it out and count it.",
    ),
    _option(_READING, "--normalize-handles", is_flag=True, help="@Ann, ann and ANN are one."),
    _option(_READING, "--where", metavar="EXPR", help="Keep the rows or accounts that match."),
    _option(
        _READING,
        "--followers-total",
        metavar="COL",
        help="Column of the account table: followers known from outside.",
    ),
    _option(
        _READING,
        "--crawled",
        metavar="COL",
        help="Column of the account table: whose lists were collected.",
    ),
    _option(_READING, "--time", metavar="COL", help="Column of the time of a follow."),
    _option(_READING, "--as-of", metavar="DATE", help="Leave out follows after this date."),
    _option(
        _READING,
        "--person",
        metavar="COL",
        help="Column of the account table: join the accounts of one person.",
    ),
)


layer: Decorator = _option(
    _READING,
    "--layer",
    metavar="COL",
    help="The platform of a follow: a column of FOLLOWS, or of the account table, where it is that "
    "of the followed.",
)


def strategies(default: str) -> Decorator:
    """``--strategy``, with what it is by default said in the help."""
    return _option(
        _CHOOSING,
        "-s",
        "--strategy",
        "strategies",
        metavar="NAME[:ARG]",
        multiple=True,
        shell_complete=completing.strategies,
        help=f"Whom to remove first, repeatable ({default}). See graphres info --strategies.",
    )


protecting: Decorator = _all_of(
    _option(_CHOOSING, "--protect", metavar="FILE", help="Never remove the accounts listed."),
    _option(_CHOOSING, "--protect-where", metavar="EXPR", help="Never remove accounts that match."),
    _option(_CHOOSING, "--target-where", metavar="EXPR", help="Remove only accounts that match."),
)


def choosing(budget: str, *, by_group: bool = True) -> Decorator:
    """Which accounts may be removed, and how many, of groups as of all."""
    groups = "|GROUP=N,…" if by_group else ""
    return _all_of(
        _option(_CHOOSING, "--budget", metavar=f"N|N%{groups}", help=budget),
        protecting,
    )


cost: Decorator = _option(
    _CHOOSING,
    "--cost",
    metavar="COL",
    help="Column of the account table: what an account costs; --budget is then in cost.",
)

costs: Decorator = _all_of(
    cost,
    _option(
        _CHOOSING,
        "--budget-by",
        metavar="COL",
        help="Column of the account table: whose groups --budget names, each with its own.",
    ),
)

until: Decorator = _option(
    _CHOOSING, "--until", metavar="EXPR", help="Stop when this holds of the measures."
)

ties: Decorator = _option(
    _CHOOSING,
    "--ties",
    metavar="first|random:RUNS",
    default="first",
    show_default=True,
    help="Equal scores: first seen first, or drawn in so many runs.",
)

repeating: Decorator = _all_of(until, ties)

errors: Decorator = _all_of(
    _option(
        _CHOOSING,
        "--miss",
        type=click.FloatRange(0, 1),
        metavar="Q",
        help="Probability that an account looked for is not found.",
    ),
    _option(
        _CHOOSING,
        "--false-alarm",
        type=click.FloatRange(0, 1, max_open=True),
        metavar="Q",
        help="Share of suspensions that hit somebody else by mistake.",
    ),
)

confidence: Decorator = _option(
    _CHOOSING,
    "--confidence",
    metavar="COL",
    help="Column of the account table: probability that an account is what its label says.",
)


_HIDE = "Choose without a part of the network, measure on the whole (rank: in resamples, 0.1)."
_HIDDEN = "Q|accounts:Q|lists:N|community:COL"

hide: Decorator = _option(_CHOOSING, "--hide", metavar=f"{_HIDDEN}|where:EXPR", help=_HIDE)

#: What matches an expression would be hidden alike in every resample.
hide_in_resamples: Decorator = _option(_CHOOSING, "--hide", metavar=_HIDDEN, help=_HIDE)

resamples: Decorator = _option(
    _MEASURING,
    "--resamples",
    type=click.IntRange(min=0),
    metavar="N",
    help="Rank so often with a part hidden (100 by degree on up to 200,000 follows, else 0).",
)

measures: Decorator = _option(
    _MEASURING,
    "--measure",
    "measures",
    metavar="NAME",
    multiple=True,
    shell_complete=completing.measures,
    help="What to measure, repeatable (giant, second, components, susceptibility, follows). "
    "See graphres info --measures.",
)

runs: Decorator = _option(
    _MEASURING,
    "--runs",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Runs of random strategies, and of what else is drawn.",
)

campaign_runs: Decorator = _all_of(
    runs,
    _option(
        _MEASURING,
        "--group",
        metavar="COL",
        help="Column of the account table: tell its groups of listeners apart.",
    ),
)

jobs: Decorator = _option(_MEASURING, "--jobs", type=click.IntRange(min=1), help="Threads (cores).")

_probability: Decorator = _option(
    _SPREADING,
    "-p",
    "--probability",
    metavar="P|wc|col:NAME",
    default="0.05",
    show_default=True,
    help="That a follow passes a message on: a number for all, 1 over the accounts its "
    "follower follows, or a column of FOLLOWS.",
)

_worlds: Decorator = _option(
    _SPREADING,
    "--worlds",
    type=int,
    metavar="N",
    default=256,
    show_default=True,
    help="Sampled worlds, a multiple of 64.",
)

travelling: Decorator = _all_of(_probability, _worlds)

spreading: Decorator = _all_of(
    _option(
        _SPREADING,
        "--sources",
        metavar="all|top:K|FILE|where:EXPR",
        default="all",
        show_default=True,
        help="Who may post (also for audience).",
    ),
    _probability,
    _option(
        _SPREADING,
        "--model",
        type=OneOf(["ic", "lt"]),
        default="ic",
        show_default=True,
        help="Independent cascade, or linear threshold.",
    ),
    _worlds,
    _option(_SPREADING, "--together", is_flag=True, help="All sources post one message at once."),
    _option(
        _SPREADING,
        "--group",
        metavar="COL",
        help="Column of the account table: tell its groups of listeners apart.",
    ),
)

seed: Decorator = _option(
    _MEASURING, "--seed", type=int, default=0, show_default=True, help="Of all that is drawn."
)

show: Decorator = _option(
    _OUTPUT,
    "--show",
    metavar="COL",
    multiple=True,
    help="A column of the account table to show beside, repeatable.",
)

points: Decorator = _option(
    _OUTPUT,
    "--points",
    metavar="N|all",
    default="1000",
    show_default=True,
    help="Points of a curve to write; what sums it up uses all.",
)

fail_if: Decorator = _option(
    _OUTPUT,
    "--fail-if",
    metavar="EXPR",
    multiple=True,
    help="Exit with 1 if this holds, as in 'in-degree.R < 0.1'; repeatable.",
)

force: Decorator = _option(_OUTPUT, "--force", is_flag=True, help="Replace a file that exists.")


def _file_output(more: str = "") -> Decorator:
    return _all_of(
        _option(
            _OUTPUT,
            "-o",
            "--output",
            metavar="FILE",
            help=f"Write a file, whole or not at all: .csv .json .jsonl .md .parquet{more}.",
        ),
        force,
    )


file_output: Decorator = _file_output()

accounts_out: Decorator = _option(
    _OUTPUT, "--accounts-out", metavar="FILE", help="Write the table of accounts too."
)

plot: Decorator = _option(
    _OUTPUT,
    "--plot",
    metavar="FILE",
    help="Draw a chart too: .png .svg .pdf, or .html with numbers under the pointer.",
)

_PAGE = "Write all of it as one page that needs no network."

page: Decorator = _option(_OUTPUT, "--html", metavar="FILE", help=_PAGE)

report_page: Decorator = _option(_OUTPUT, "-o", "--html", metavar="FILE", help=_PAGE)

manners: Decorator = _all_of(
    _option(_OUTPUT, "-q", "--quiet", is_flag=True, help="No notes, warnings or progress."),
    _option(_OUTPUT, "--no-progress", is_flag=True, help="No progress bar."),
    _option(_OUTPUT, "--debug", is_flag=True, help="Show where an error came from."),
)

formats: Decorator = _option(
    _OUTPUT,
    "--format",
    type=OneOf(FORMATS),
    help="(table on a terminal, csv in a pipe)",
)

output: Decorator = _all_of(formats, file_output, manners)

graph_output: Decorator = _all_of(
    formats, _file_output(", or the graph as .gexf or .graphml, ranks as node attributes"), manners
)
