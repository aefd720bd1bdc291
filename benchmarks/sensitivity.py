"""What drives stunting: draws of the parameters from their ranges, one run of three arms each.

``python benchmarks/sensitivity.py`` draws 1,000 times from the ranges of the preset english-2015
and prints a table; ``--draws 30`` is a try. Arms none, spread and repeated share all draws of a
run. Of every parameter: Spearman's rank correlation, and the share of the variance of the outcome
that is between ten equal groups of the parameter, less what chance alone would put there (a
first-order index by binning). A minute for 60 draws of 600 persons on two idle cores.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import spearmanr

from graphres.campaigns.presets import Range, load
from graphres.stats.intervals import share_interval
from graphres.studies.findings.parameter_sampling import draw_values
from graphres.studies.findings.run_cache import Bench, CampaignRun, derive_seed

_PRESET = "english-2015"
_ARMS = CampaignRun(_PRESET, ("none", "repeated", "spread"))
_GROUPS = 10


class Drawn(NamedTuple):
    """What one draw gave: stunting of ``repeated``, and its loss against ``spread``."""

    stunting: float
    against_spread: float


def one_draw(number: int, values: dict[str, float], accounts: int, seed: int) -> Drawn:
    """One run of the three arms with drawn parameters."""
    bench = Bench(seed=derive_seed(seed, "draw", number), accounts=accounts, drawn=values)
    (own,) = bench.results_of(_ARMS)
    sums = {name: float(arm.audience.sum()) for name, arm in own.items()}
    return Drawn(1 - sums["repeated"] / sums["none"], 1 - sums["repeated"] / sums["spread"])


def first_order(x: np.ndarray, y: np.ndarray) -> float:
    """Variance of y between groups of x over all of it, less the (groups − 1)/(N − 1) of chance."""
    groups = min(_GROUPS, max(2, len(x) // 10))
    rows = np.array_split(y[np.argsort(x, kind="stable")], groups)
    between = sum(len(row) * (row.mean() - y.mean()) ** 2 for row in rows) / len(y)
    chance = (groups - 1) / (len(y) - 1)
    return max(0.0, (between / y.var() - chance) / (1 - chance)) if y.var() else 0.0


def table(ranges: Sequence[Range], drawn: list[dict[str, float]], found: list[Drawn]) -> str:
    """A Markdown table, the parameter that drives stunting most first."""
    rows = []
    for each in ranges:
        x = np.array([values[each.name] for values in drawn])
        cells = []
        for y in np.array(found).T:
            cells += [float(spearmanr(x, y).statistic), first_order(x, y)]
        rows.append((each.name, *cells))
    rows.sort(key=lambda row: -row[2])
    head = "| parameter | ρ stunting | first order | ρ against spread | first order |"
    lines = [f"| {name} | " + " | ".join(f"{v:.2f}" for v in cells) + " |" for name, *cells in rows]
    return "\n".join([head, "|---|---|---|---|---|", *lines])


def main() -> int:
    """Draw, run, print; ``--csv`` keeps every draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--accounts", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--csv", type=Path)
    asked = parser.parse_args()
    ranges = load(_PRESET).ranges
    drawn = draw_values(ranges, asked.draws, asked.seed)
    found: list[Drawn] = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        futures = [
            pool.submit(one_draw, i, values, asked.accounts, asked.seed)
            for i, values in enumerate(drawn)
        ]
        for done, future in enumerate(futures, start=1):
            found.append(future.result())
            if done % 50 == 0:
                print(f"{done} of {len(futures)} draws", file=sys.stderr, flush=True)
    if asked.csv:
        with asked.csv.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([*(each.name for each in ranges), *Drawn._fields])
            writer.writerows([*v.values(), *f] for v, f in zip(drawn, found, strict=True))
    worse = sum(each.against_spread > 0 for each in found)
    low, high = share_interval(worse / len(found), len(found))
    stunting = np.quantile([each.stunting for each in found], [0.05, 0.5, 0.95])
    print(table(ranges, drawn, found))
    print(
        f"\nrepeated was worse than spread in {100 * worse / len(found):.0f} % "
        f"[{100 * low:.0f}, {100 * high:.0f}] of {len(found)} draws; stunting "
        f"{stunting[1]:.2f} in the median, {stunting[0]:.2f} to {stunting[2]:.2f} in 90 %"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
