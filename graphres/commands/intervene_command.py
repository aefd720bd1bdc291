"""`graphres intervene`: suspension beside other levers, at equal budget."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Decorator, OneOf, Option

EXAMPLES = (
    "graphres intervene sample:movement -i suspend:in-degree -i private:in-degree "
    "-i counter:greedy -p 0.2 --budget 20 --format table",
    "graphres intervene sample:two-platforms --accounts "
    "sample:two-platforms-accounts --person person --layer platform "
    "-i 'platform:alpha then platform:beta' -p 0.1 --format table",
    "graphres intervene sample:movement -i '0.5*suspend:in-degree + 0.5*counter:greedy' "
    "-i crowd:size=12,recall=0.4 -p 0.2 --budget 2%",
)


def _of(section: str, *names: str, help: str, **settings: Any) -> Decorator:  # noqa: A002
    return click.option(*names, cls=Option, section=section, help=help, **settings)


@click.command(cls=Command, name="intervene", examples=EXAMPLES)
@options.follows()
@options.reading
@options.layer
@_of(
    "Choosing",
    "-i",
    "--intervention",
    "interventions",
    metavar="KIND:STRATEGY[,KEY=VALUE]",
    multiple=True,
    help="suspend, private, flood, counter, platform, crowd or limit; repeatable; joined by "
    "' + ' or ' then ' (suspend, private, limit and counter, all by in-degree).",
)
@options.choosing("Act on so many accounts, or so many in a hundred (20).", by_group=False)
@options.cost
@_of("Choosing", "--pareto", is_flag=True, help="Smaller budgets and mixtures of pairs as well.")
@options.runs
@options.seed
@options.spreading_levels
@_of(
    "Counter-messages: assumptions",
    "--tie",
    type=OneOf(["counter", "message", "random"]),
    default="counter",
    show_default=True,
    help="Which is taken where both arrive in one step.",
)
@_of(
    "Counter-messages: assumptions",
    "--immunity",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="That who took the counter-message never takes the message.",
)
@_of(
    "Counter-messages: assumptions",
    "--backlash",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="That the counter-message makes who hears it take the message.",
)
@options.jobs
@options.fail_if
@options.plot
@options.page
@options.keep_network
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Compare suspension, private accounts, counter-speech, lost platforms and crowds by reach.

    FOLLOWS is a table of follower and followed, or - for stdin. Every intervention acts on accounts
    of the same budget and is measured in the same sampled worlds. The result is the share of all
    accounts that still hear a message, the new audience among them, and how many were saved.
    Effects of counter-messages, floods and crowds follow from assumptions, not findings. Floods and
    crowds are brigading and mass reporting: they break platform rules and are used against
    minorities; what is shown is harm and error, not a plan.
    """
    from graphres.commands.intervene_run import run

    return run(given)
