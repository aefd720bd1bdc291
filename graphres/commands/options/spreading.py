"""Options that say how a message travels."""

from __future__ import annotations

from graphres.commands.command import Decorator, OneOf
from graphres.commands.options.declaring import all_of, option

__all__ = ["spreading", "travelling"]

_SPREADING = "How a message travels, for reach"

_probability: Decorator = option(
    _SPREADING,
    "-p",
    "--probability",
    metavar="P|wc|col:NAME",
    default="0.05",
    show_default=True,
    help="That a follow passes a message on: a number for all, 1 over the accounts its "
    "follower follows, or a column of FOLLOWS.",
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

spreading: Decorator = all_of(
    option(
        _SPREADING,
        "--sources",
        metavar="all|top:K|FILE|where:EXPR",
        default="all",
        show_default=True,
        help="Who may post (also for audience).",
    ),
    _probability,
    option(
        _SPREADING,
        "--model",
        type=OneOf(["ic", "lt"]),
        default="ic",
        show_default=True,
        help="Independent cascade, or linear threshold.",
    ),
    _worlds,
    option(_SPREADING, "--together", is_flag=True, help="All sources post one message at once."),
    option(
        _SPREADING,
        "--group",
        metavar="COL",
        help="Column of the account table: tell its groups of listeners apart.",
    ),
)
