"""`graphres generate`: write a synthetic follower graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Decorator
from graphres.commands.declarations.declaring import option
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.options.raw import RawOptions
    from graphres.report.output import Destination

EXAMPLES = (
    "graphres generate preferential --n 1000 --exponent 2.3 > follows.csv",
    "graphres generate communities --insularity 0.95 -o movement.csv --accounts-out accounts.csv",
    "graphres generate uniform --n 100 --mean-followers 5 | graphres collapse - --format table",
)

#: Options that only some models take; what is not given is the model's own choice.
MODEL_OPTIONS = (
    "exponent",
    "following_exponent",
    "reciprocity",
    "communities",
    "core",
    "insularity",
    "outer_insularity",
)

_FORMATS = ("csv", "jsonl", "parquet")


def _option(name: str, type: type, help: str, **settings: Any) -> Decorator:  # noqa: A002
    return option("Model", name, type=type, help=help, **settings)


@click.command(cls=Command, name="generate", examples=EXAMPLES)
@click.argument("model")
@_option("--n", int, "Accounts.", default=1000, show_default=True)
@_option("--mean-followers", float, "Follows an account.", default=20.0, show_default=True)
@_option("--exponent", float, "Tail of followers: share with k followers ~ k^-exponent (2.5).")
@_option("--following-exponent", float, "Tail of accounts followed (exponent + 1); preferential.")
@_option("--reciprocity", float, "Share of follows returned (0.2; communities 0.3; uniform 0).")
@_option("--communities", int, "How many, the core included (8); communities.")
@_option("--core", float, "The core's share of the accounts (0.1); communities.")
@_option("--insularity", float, "Share of the core's follows kept inside (0.9); communities.")
@_option("--outer-insularity", float, "The same for the other communities (0.6); communities.")
@_option("--two-platforms", float, "Two platforms; share of persons with an account on both.")
@_option("--followers-outside", float, "Followers outside for each inside: followers_total.")
@_option("--seed", int, "Of all that is drawn.", default=0, show_default=True)
@options.file_output
@options.accounts_out
@options.manners
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Write the follows of a synthetic graph to stdout as csv, or to a file.

    MODEL is preferential (directed preferential attachment: few are followed by many), communities
    (planted ones around an insular core) or uniform. Accounts have lang, platform and joined.
    """
    from graphres.data.generators import generate
    from graphres.engine.atomic_write import Batch
    from graphres.report.kinds.generate.result import accounts_result, follows_result
    from graphres.report.writers import write

    follows = _choose_place(raw.text("output") or "-", force=raw.flag("force"))
    path = raw.text("accounts_out")
    accounts = _choose_place(path, force=raw.flag("force")) if path else None
    options_of_model = {name: raw.value(name) for name in MODEL_OPTIONS}
    graph = generate(
        raw.value("model"),
        n=raw.value("n"),
        mean_followers=raw.value("mean_followers"),
        seed=raw.value("seed"),
        two_platforms=raw.value("two_platforms"),
        followers_outside=raw.value("followers_outside"),
        **{name: value for name, value in options_of_model.items() if value is not None},
    )
    with Batch() as batch:
        if accounts is not None:
            write(accounts_result(graph), replace(accounts, batch=batch))
        write(follows_result(graph), replace(follows, batch=batch))
    return 0


def _choose_place(path: str, *, force: bool) -> Destination:
    """Return where a table goes, in a format that a graph is written in."""
    from graphres.report.output import Destination

    place = Destination("csv") if path == "-" else Destination.choose(path, None, force)
    if place.format not in _FORMATS:
        raise UsageError(
            f"a graph is not written as {place.format}",
            where=path,
            do="end it in .csv, .jsonl or .parquet",
        )
    place.check()
    return place
