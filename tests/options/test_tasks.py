"""A command line and a table of an experiment mean the same task, and make the same mistakes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import click
import pytest

from graphres.commands import load_command
from graphres.data.expressions import Expression
from graphres.errors import GraphresError, InputError
from graphres.interventions import Intervention
from graphres.options.campaign import parse_campaign
from graphres.options.collapse import parse_collapse
from graphres.options.intervene import parse_intervene
from graphres.options.rank import parse_rank
from graphres.options.raw import RawOptions
from graphres.options.reach import parse_reach
from graphres.options.task import Task
from graphres.strategies import Strategy
from graphres.studies.sweeps import read_experiment
from graphres.studies.sweeps.schema import as_keys

PARSERS = {
    "collapse": parse_collapse,
    "reach": parse_reach,
    "rank": parse_rank,
    "campaign": parse_campaign,
    "intervene": parse_intervene,
}

#: What only one of both says: where columns stand, and what is wanted day by day.
_APART = ("account_table", "daily")

SAME = [
    ("collapse", "-s in-degree -p 0.2 --points 100", {"strategy": "in-degree", "probability": 0.2}),
    (
        "collapse",
        "-s random --measure giant --budget 5% --until 'giant < 0.1' --ties random:3 --points all "
        "--miss 0.1 --false-alarm lang:en=0.1,*=0 --hide lists:3 -p wc --seed 4 --runs 2",
        {
            "strategy": "random",
            "measure": "giant",
            "budget": "5%",
            "until": "giant < 0.1",
            "ties": "random:3",
            "points": "all",
            "miss": 0.1,
            "false_alarm": "lang:en=0.1,*=0",
            "hide": "lists:3",
            "probability": "wc",
            "seed": 4,
            "runs": 2,
        },
    ),
    (
        "collapse",
        "-s in-degree -p 0.05 --points 9 --cost dear --cost-default 2 --budget 7.5 --worlds 64 "
        "--confidence sure --sources top:3 --together --model lt --group lang --protect p.csv "
        "--target-where 'a > 1' --protect-where 'b > 1'",
        {
            "cost": "dear",
            "cost_default": 2,
            "budget": 7.5,
            "points": 9,
            "worlds": 64,
            "confidence": "sure",
            "sources": "top:3",
            "together": True,
            "model": "lt",
            "group": "lang",
            "protect": "p.csv",
            "target_where": "a > 1",
            "protect_where": "b > 1",
        },
    ),
    ("reach", "-p col:weight --group lang", {"probability": "col:weight", "group": "lang"}),
    ("rank", "--budget 3 --resamples 5", {"budget": 3, "resamples": 5}),
    ("rank", "--until 'reach < 0.1' --hide 0.2", {"until": "reach < 0.1", "hide": 0.2}),
    (
        "campaign",
        "--days 9 --suspend random@1/day --return 0.5 --arm none --arm plan --reach-every 3",
        {"days": 9, "suspend": "random@1/day", "return": 0.5, "reach_every": 3},
    ),
    ("campaign", "--dose 0,1,2 --find 0.1 --group lang", {"dose": [0, 1, 2], "find": 0.1}),
    (
        "intervene",
        "-i counter:greedy --budget 9 --tie random --immunity 0.5 --layer site -p 0.1",
        {
            "intervention": "counter:greedy",
            "budget": 9,
            "tie": "random",
            "immunity": 0.5,
            "layer": "site",
            "probability": 0.1,
        },
    ),
]

MISTAKES = [
    ("collapse", "-s in-degre", {"strategy": "in-degre"}),
    ("collapse", "--budget en=3", {"budget": "en=3"}),
    ("collapse", "--budget-by lang", {"budget_by": "lang"}),
    ("collapse", "--cost-default 2", {"cost_default": 2}),
    ("collapse", "--until 'strong < 1'", {"until": "strong < 1"}),
    ("collapse", "--hide list:3", {"hide": "list:3"}),
    ("collapse", "--worlds 65", {"worlds": 65}),
    ("rank", "--ties random:2 --hide 0.1", {"ties": "random:2", "hide": 0.1}),
    ("rank", "--hide \"where:lang == 'en'\"", {"hide": "where:lang == 'en'"}),
    ("campaign", "--find 2.5", {"find": 2.5}),
    ("campaign", "--dose 1,2 --suspend random@1/day", {"dose": [1, 2], "suspend": "random@1/day"}),
    ("intervene", "-i susped:in-degree", {"intervention": "susped:in-degree"}),
]


def typed(command: str, line: str) -> RawOptions:
    """The options of a command line."""
    import shlex

    with load_command(command).make_context(command, ["f.csv", *shlex.split(line)]) as ctx:
        return RawOptions(ctx.params)


def tabled(command: str, table: dict[str, Any]) -> Task:
    """The task of the first cell of an experiment."""
    drawn = {"model": "uniform", "n": 9, "mean_followers": 2}
    return read_experiment({"graphs": {"drawn": drawn}, command: [table]}).cells[0].task


def plain(value: Any) -> Any:
    """A task as values that compare."""
    if isinstance(value, Strategy):
        return value.spec
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, Intervention):
        return value.name
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _APART]
        return {name: plain(getattr(value, name)) for name in names}
    return value


@pytest.mark.parametrize(("command", "line", "table"), SAME)
def test_both_mean_the_same_task(command: str, line: str, table: dict[str, Any]) -> None:
    group = {"group": "lang"} if "--group" in line else {}
    assert plain(PARSERS[command](typed(command, line))) == plain(
        tabled(command, {**group, **table})
    )


@pytest.mark.parametrize(("command", "line", "table"), MISTAKES)
def test_both_make_the_same_mistake(command: str, line: str, table: dict[str, Any]) -> None:
    with pytest.raises(GraphresError) as of_line:
        PARSERS[command](typed(command, line))
    with pytest.raises(InputError) as of_table:
        tabled(command, table)
    assert as_keys(of_line.value.what) in of_table.value.what
    assert (of_table.value.do or "") == as_keys(of_line.value.do or "")


def test_a_cell_has_its_own_seed() -> None:
    drawn = {"model": "uniform", "n": 9, "mean_followers": 2}
    grid = {"graphs": {"drawn": drawn}, "seed": [3, 5], "reach": [{}]}
    assert [cell.task.seed for cell in read_experiment(grid).cells] == [3, 5]


def test_a_task_can_not_be_changed() -> None:
    task = parse_reach(typed("reach", "-p 0.1"))
    with pytest.raises(AttributeError):
        task.seed = 4  # type: ignore[misc]


def test_what_is_wrong_is_said_before_anything_is_read() -> None:
    """No file f.csv exists; a mistake is found without it."""
    with pytest.raises(click.UsageError):
        typed("collapse", "--runs 0")
    with pytest.raises(GraphresError, match="is not measured"):
        parse_collapse(typed("collapse", "--until 'strong < 1'"))
