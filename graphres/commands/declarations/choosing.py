"""Options that say who is suspended, and within which rules."""

from __future__ import annotations

import click

from graphres.commands import completing
from graphres.commands.command import Decorator
from graphres.commands.declarations.declaring import all_of, option

_CHOOSING = "Choosing"


def strategies(default: str) -> Decorator:
    """``--strategy``, with what it is by default said in the help."""
    return option(
        _CHOOSING,
        "-s",
        "--strategy",
        metavar="NAME[:ARG]",
        multiple=True,
        shell_complete=completing.strategies,
        help=f"Whom to remove first, repeatable ({default}). See graphres info --strategies.",
    )


protecting: Decorator = all_of(
    option(_CHOOSING, "--protect", metavar="FILE", help="Never remove the accounts listed."),
    option(_CHOOSING, "--protect-where", metavar="EXPR", help="Never remove accounts that match."),
    option(_CHOOSING, "--target-where", metavar="EXPR", help="Remove only accounts that match."),
)


def _budget(metavar: str, about: str) -> Decorator:
    return option(_CHOOSING, "--budget", metavar=metavar, help=about)


def budget(about: str) -> Decorator:
    """``--budget`` alone, in accounts or as a share of them."""
    return _budget("N|N%", about)


def choosing(budget: str, *, by_group: bool = True) -> Decorator:
    """Which accounts may be removed, and how many, of groups as of all."""
    groups = "|GROUP=N,…" if by_group else ""
    return all_of(
        _budget(f"N|N%{groups}", budget),
        protecting,
    )


cost: Decorator = all_of(
    option(
        _CHOOSING,
        "--cost",
        metavar="COL",
        help="Column of the account table: what an account costs; --budget is then in cost.",
    ),
    option(
        _CHOOSING,
        "--cost-default",
        type=float,
        metavar="N",
        help="What an account costs of which the column says nothing; else that is an error.",
    ),
)

costs: Decorator = all_of(
    cost,
    option(
        _CHOOSING,
        "--budget-by",
        metavar="COL",
        help="Column of the account table: whose groups --budget names, each with its own.",
    ),
)

until: Decorator = option(
    _CHOOSING, "--until", metavar="EXPR", help="Stop when this holds of the measures."
)

ties: Decorator = option(
    _CHOOSING,
    "--ties",
    metavar="first|random:RUNS",
    default="first",
    show_default=True,
    help="Equal scores: first seen first, or drawn in so many runs.",
)

repeating: Decorator = all_of(until, ties)


class ErrorRate(click.ParamType):  # type: ignore[type-arg]  # generic in new versions alone
    """A rate, or rates by group."""

    name = "rate"

    def __init__(self, *, is_below_one: bool = False) -> None:
        self.is_below_one = is_below_one

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | float:
        """Return a number, or rates by group as text; `UsageError` for what is neither."""
        from graphres.options.error_rates import parse_rate

        name = "the rate" if param is None else param.opts[0]
        rate = parse_rate(str(value), name, is_below_one=self.is_below_one)
        return rate if isinstance(rate, float) else str(value)


_RATES = "Q|COL:GROUP=Q,…"

errors: Decorator = all_of(
    option(
        _CHOOSING,
        "--miss",
        type=ErrorRate(),
        metavar=_RATES,
        help="Probability that an account looked for is not found; by group, *=Q for the rest.",
    ),
    option(
        _CHOOSING,
        "--false-alarm",
        type=ErrorRate(is_below_one=True),
        metavar=_RATES,
        help="Share of suspensions that hit somebody else by mistake; by group, *=Q for the rest.",
    ),
)

confidence: Decorator = option(
    _CHOOSING,
    "--confidence",
    metavar="COL",
    help="Column of the account table: probability that an account is what its label says.",
)

_HIDE = "Choose without a part of the network, measure on the whole (rank: in resamples, 0.1)."

_HIDDEN = "Q|accounts:Q|lists:N|community:COL"

hide: Decorator = option(_CHOOSING, "--hide", metavar=f"{_HIDDEN}|where:EXPR", help=_HIDE)


#: What matches an expression would be hidden alike in every resample.
hide_in_resamples: Decorator = option(_CHOOSING, "--hide", metavar=_HIDDEN, help=_HIDE)
