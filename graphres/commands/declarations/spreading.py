"""Options that say how a message travels."""

from __future__ import annotations

from graphres.commands.command import Decorator, OneOf
from graphres.commands.declarations.declaring import all_of, option
from graphres.commands.declarations.grouping import group_option

_SPREADING = "How a message travels, for reach"

_HELP = (
    "That a follow passes a message on: a number for all, 1 over the accounts its "
    "follower follows, or a column of FOLLOWS."
)

_probability: Decorator = option(
    _SPREADING,
    "-p",
    "--probability",
    metavar="P|wc|col:NAME",
    default="0.05",
    show_default=True,
    help=_HELP,
)

_levels: Decorator = option(
    _SPREADING,
    "-p",
    "--probability",
    metavar="P|wc|col:NAME",
    default=None,
    show_default="three, at which it reaches about 5, 15 and 50 % of whom it can",
    help=_HELP,
)

_worlds: Decorator = option(
    _SPREADING,
    "--worlds",
    type=int,
    metavar="N",
    default=256,
    show_default=True,
    help="Sampled worlds, a multiple of 64.",
)

travelling: Decorator = all_of(_probability, _worlds)


def _spreading(probability: Decorator) -> Decorator:
    """Combine the options with one of those for the probability."""
    return all_of(
        option(
            _SPREADING,
            "--sources",
            metavar="all|top:K|FILE|where:EXPR",
            default="all",
            show_default=True,
            help="Who may post (also for audience).",
        ),
        probability,
        option(
            _SPREADING,
            "--model",
            type=OneOf(["ic", "lt"]),
            default="ic",
            show_default=True,
            help="Independent cascade, or linear threshold.",
        ),
        _worlds,
        option(
            _SPREADING, "--together", is_flag=True, help="All sources post one message at once."
        ),
        group_option(_SPREADING),
    )


spreading: Decorator = _spreading(_probability)

#: The same, with three probabilities where none is given.
spreading_levels: Decorator = _spreading(_levels)
