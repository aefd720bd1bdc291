"""`graphres generate`: write a synthetic follower graph."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Decorator, Option

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


def _option(name: str, type: type, help: str, **settings: Any) -> Decorator:  # noqa: A002
    return click.option(name, cls=Option, section="Model", type=type, help=help, **settings)


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
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Write the follows of a synthetic graph to stdout as csv, or to a file.

    MODEL is preferential (directed preferential attachment: few are followed by many), communities
    (planted ones around an insular core) or uniform. Accounts have lang, platform and joined.
    """
    from graphres.commands.generate_run import run

    return run(given)
