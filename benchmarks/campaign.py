"""Campaigns: a day beside a sweep of the giant, many runs, and the same model in Mesa.

Three tables. One run of 100,000 persons, clocked step by step, beside one sweep of the giant over
the follows of its last day. Twenty runs of all five arms, whole processes. And one run of one arm
in Mesa, the agent-based framework, beside graphres.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from pathlib import Path
from typing import Any

from harness import (
    DATA,
    HERE,
    Measured,
    alternate,
    arguments,
    graphres,
    machine,
    median_seconds,
    peak_mb,
    publish,
    run,
    script,
    table,
    verdict,
)

ARMS = ("none", "all-at-once", "random", "rotating", "plan")


def persons_csv(n: int) -> Path:
    """A movement of n persons with 50 followers each, made if it is not there."""
    path = DATA / f"persons-{n}.csv"
    if not path.exists():
        shape = ["--n", str(n), "--mean-followers", "50", "--exponent", "2.3"]
        more = ["--reciprocity", "0.3", "--seed", "1", "-o", str(path)]
        subprocess.run(graphres("generate", "preferential", *shape, *more), check=True)
    return path


def clocked(persons: int, days: int) -> str:
    """A table of the steps of a day."""
    done = run(script(HERE / "jobs" / "campaign_days.py", str(persons), str(days)), timeout=7200)
    assert done is not None
    found: dict[str, Any] = json.loads(done.output)
    sweep, steps = found["sweep"], found["steps"]
    giant = steps.pop("giant")
    loop = sum(steps.values())
    rows = [(name, f"{s * 1e3:.1f}", f"{s / sweep:.3f}") for name, s in steps.items()]
    rows.append(("all of the day", f"{loop * 1e3:.1f}", verdict(loop / sweep, at_most=0.2)))
    rows.append(("the giant", f"{giant * 1e3:.1f}", verdict(giant / sweep, at_most=1)))
    header = (f"{persons:,} persons, {days} days", "ms a day", "of a sweep")
    note = (
        f"A sweep of the giant over the {found['m']:,} follows of the last day: {sweep:.3f} s. "
        f"Peak memory {found['peak_mb']:,.0f} MB."
    )
    return f"{table(header, rows)}\n\n{note}"


def many(persons: int, days: int, runs: int, rounds: int) -> str:
    """A table of whole processes with all arms."""
    path = str(persons_csv(persons))
    asked = ["--days", str(days), "--runs", str(runs), "--format", "csv", "--quiet"]
    asked += ["--suspend", "in-degree:soft@2%/day", "--follow-rate", "0.5"]
    asked += [word for arm in ARMS for word in ("--arm", arm)]
    command = graphres("campaign", path, *asked)
    run(command, timeout=1200)  # compiled
    found = alternate({"graphres": command}, runs=rounds)["graphres"]
    seconds = median_seconds(found)
    row = (f"{runs} runs of 5 arms", f"{seconds:.1f} s", verdict(seconds / 60, at_most=1))
    header = (f"{persons:,} persons, {days} days", "whole process", "of a minute")
    return f"{table(header, [row])}\n\nPeak memory {peak_mb(found):,.0f} MB."


def beside_mesa(persons: int, days: int, rounds: int) -> str:
    """A table of graphres and Mesa, in turn, and how far apart their answers are."""
    given = [str(persons_csv(persons)), str(days), "0"]
    own = script(HERE / "jobs" / "campaign_arm.py", *given)
    peer = script(HERE / "peers" / "mesa_campaign.py", *given)
    run(own)  # compiled
    found = alternate({"graphres": own, "Mesa": peer}, runs=rounds, timeout=7200)
    loops = {name: statistics.median(days_of(each) for each in found[name]) for name in found}
    rows = [
        (
            name,
            f"{median_seconds(found[name]):.2f} s",
            f"{loops[name]:.2f} s",
            f"{peak_mb(found[name]):,.0f}",
        )
        for name in found
    ]
    header = (f"{persons:,} persons, {days} days, one run", "process", "days alone", "peak MB")
    whole = median_seconds(found["Mesa"]) / median_seconds(found["graphres"])
    alone = verdict(loops["Mesa"] / loops["graphres"], at_least=100)
    apart = differences(*(json.loads(found[name][0].output)["means"] for name in found))
    note = (
        f"Mesa over graphres: whole processes {whole:.1f}, days alone {alone}. Mean followers of a "
        f"person on every tenth evening differ by {apart:.1%} in the mean: one run of each, with "
        "draws of its own."
    )
    return f"{table(header, rows)}\n\n{note}"


def days_of(measured: Measured) -> float:
    """The seconds that a process counted for the days."""
    seconds: float = json.loads(measured.output)["seconds"]
    return seconds


def differences(ours: list[float], theirs: list[float]) -> float:
    """Mean relative difference."""
    return statistics.fmean(abs(a / b - 1) for a, b in zip(ours, theirs, strict=True))


def main() -> None:
    """Measure."""
    given = arguments(__doc__, persons=100_000, days=365, rounds=2, mesa_rounds=1, mesa_days=100)
    parts = [
        machine("mesa", "numba", "numpy"),
        clocked(given.persons, given.days),
        many(3000, 180, 20, given.rounds),
        beside_mesa(5000, given.mesa_days, given.mesa_rounds),
    ]
    publish("campaign", "\n\n".join(parts), write=given.write)


if __name__ == "__main__":
    main()
