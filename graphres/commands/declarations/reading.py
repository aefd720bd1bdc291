"""Options that say how tables are read."""

from __future__ import annotations

import click

from graphres.commands import completing
from graphres.commands.command import Decorator, OneOf
from graphres.commands.declarations.declaring import all_of, option

_READING = "Reading"


def follows(*, required: bool = True) -> Decorator:
    """Declare the table of follows: a file, or ``-`` for stdin."""
    return click.argument("follows", required=required, shell_complete=completing.files)


strict: Decorator = option(
    _READING, "--strict", is_flag=True, help="Exit with 3 on a warning about the input."
)

reading: Decorator = all_of(
    option(
        _READING,
        "--follower",
        metavar="COL",
        help="Column of followers, by name or 1-based position; else told from the header.",
    ),
    option(_READING, "--followed", metavar="COL", help="Column of followed accounts."),
    option(
        _READING,
        "--owner",
        metavar="ID",
        help="Whose followers or followings these are: an export of one account's list.",
    ),
    option(_READING, "--accounts", metavar="FILE", help="Table of accounts to join by id."),
    option(_READING, "--account-id", metavar="COL", help="Column of ids in that table."),
    option(_READING, "--undirected", is_flag=True, help="A row is a mutual tie."),
    option(_READING, "--header", is_flag=True, help="The first row names the columns."),
    option(_READING, "--no-header", is_flag=True, help="The first row is data."),
    option(_READING, "--delimiter", metavar="CHAR", help="What separates cells; else it is found."),
    option(_READING, "--encoding", metavar="NAME", help="Encoding of the text; else it is found."),
    option(
        _READING,
        "--on-bad-row",
        type=OneOf(["error", "skip"]),
        default="error",
        show_default=True,
        help="Stop at a row that can't be read, or leave it out and count it.",
    ),
    strict,
    option(
        _READING,
        "--accounts-on-bad-row",
        type=OneOf(["error", "skip"]),
        default="error",
        show_default=True,
        help="The same for rows of the account table.",
    ),
    option(_READING, "--normalize-handles", is_flag=True, help="@Ann, ann and ANN are one."),
    option(_READING, "--where", metavar="EXPR", help="Keep the rows or accounts that match."),
    option(
        _READING,
        "--followers-total",
        metavar="COL",
        help="Column of the account table: followers known from outside.",
    ),
    option(
        _READING,
        "--crawled",
        metavar="COL",
        help="Column of the account table: whose lists were collected.",
    ),
    option(_READING, "--time", metavar="COL", help="Column of the time of a follow."),
    option(
        _READING,
        "--time-format",
        metavar="FMT",
        help="How these times are written ('%d/%m/%Y %H:%M'; s, ms, us or ns since 1970).",
    ),
    option(_READING, "--as-of", metavar="DATE", help="Leave out follows after this date."),
    option(
        _READING,
        "--person",
        metavar="COL",
        help="Column of the account table: join the accounts of one person.",
    ),
    option(
        _READING,
        "--list-column",
        metavar="COL",
        help="Column of the account table by which lists of accounts name them (handle); else by "
        "id.",
    ),
    option(
        _READING,
        "--max-bytes",
        metavar="SIZE",
        help="Refuse tables of more bytes, unpacked: 500MB, 2GB (what memory allows).",
    ),
)

layer: Decorator = option(
    _READING,
    "--layer",
    metavar="COL",
    help="The platform of a follow: a column of FOLLOWS, or of the account table, where it is that "
    "of the followed.",
)
