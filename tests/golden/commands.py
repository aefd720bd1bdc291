"""Commands whose output is held to the byte, and the small network that they are run on."""

from __future__ import annotations

import random
from pathlib import Path

#: Accounts of the network; the one numbered i has i followers, so that no two tie.
SIZE = 36

_DRAWN = ["--worlds", "64", "-p", "0.03"]
_CAMPAIGN = ["campaign", "follows.csv", "--accounts", "accounts.csv", "--days", "12", "--runs", "2"]
_LEVERS = ["-i", "suspend:in-degree", "-i", "private:in-degree", "-i", "flood"]

#: Name of what is written → command line; files are found in the current folder.
COMMANDS: dict[str, list[str]] = {
    "collapse.csv": ["collapse", "follows.csv", "--runs", "3", "--measure", "giant"],
    "collapse.json": [
        *("collapse", "follows.csv", "-s", "in-degree:adaptive", "-s", "betweenness"),
        *("-s", "random", "--runs", "2", "--measure", "giant", "--measure", "strong"),
        *("--measure", "reach", *_DRAWN),
    ],
    "reach.csv": ["reach", "follows.csv", *_DRAWN],
    "reach.json": [
        *("reach", "follows.csv", "--accounts", "accounts.csv", "--group", "side"),
        *("--together", "--sources", "top:3", *_DRAWN),
    ],
    "rank.csv": ["rank", "follows.csv", "--budget", "9", *_DRAWN],
    "rank.json": ["rank", "follows.csv", "-s", "reach-greedy", "--budget", "4", *_DRAWN],
    "campaign.csv": [*_CAMPAIGN, "--suspend", "in-degree@5%/day"],
    "campaign.json": [*_CAMPAIGN, "--group", "side", "--suspend", "random@5%/day"],
    "intervene.csv": ["intervene", "follows.csv", *_LEVERS, "--budget", "4", *_DRAWN],
    "intervene.json": ["intervene", "follows.csv", *_LEVERS, "--budget", "4", *_DRAWN],
    "sweep": ["sweep", "experiment.toml"],
}

_EXPERIMENT = """
seed = [0, 1]
[graphs.read]
file = "follows.csv"
[graphs.drawn]
model = "uniform"
n = 30
mean_followers = 4
[[collapse]]
strategy = ["in-degree", "random"]
measure = ["giant", "reach"]
probability = 0.05
worlds = 64
runs = 2
[[campaign]]
graph = "read"
arm = ["plan"]
suspend = ["in-degree@5%/day"]
days = 5
runs = 1
"""


def follows() -> list[str]:
    """Rows of a table: account i is followed by the i accounts after it, in a ring."""
    return [
        f"name{(i + step) % SIZE:02},name{i:02}" for i in range(SIZE) for step in range(1, i + 1)
    ]


def write_inputs(folder: Path, shuffled: int | None = None) -> None:
    """Write what the commands read; rows in another order, if a seed is given."""
    rows, names = follows(), list(range(SIZE))
    if shuffled is not None:
        draw = random.Random(shuffled)
        draw.shuffle(rows)
        draw.shuffle(names)
    accounts = [f"name{i:02},{'left' if i % 3 else 'right'}" for i in names]
    texts = {
        "follows.csv": "\n".join(["follower,followed", *rows]),
        "accounts.csv": "\n".join(["account,side", *accounts]),
        "experiment.toml": _EXPERIMENT,
    }
    for name, text in texts.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")


def arguments_of(name: str, out: Path, jobs: int | None) -> list[str]:
    """A command line that writes to a file, or a folder, of this name."""
    words = [*COMMANDS[name], "-o", str(out / name), "-q"]
    return words if jobs is None else [*words, "--jobs", str(jobs)]
