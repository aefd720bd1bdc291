"""One run of arm ``plan``, to be set beside Mesa; prints JSON like peers/mesa_campaign.py.

``python campaign_arm.py FOLLOWS.csv DAYS SEED``. The whole process starts numba; the seconds of
the days are of kernels that a first few days have loaded.
"""

from __future__ import annotations

import json
import sys
import time

from graphres import FollowGraph, read_follows
from graphres.campaigns import Parameters
from graphres.campaigns.arms import Plan
from graphres.campaigns.record import ArmRun
from graphres.campaigns.runs import one_arm
from graphres.campaigns.scenario import Setting

#: Days that load the kernels.
FIRST = 5


def run(graph: FollowGraph, days: int, seed: int) -> ArmRun:
    """One run of arm ``plan``."""
    made = Parameters(days=days, suspend=("in-degree:soft@2%/day",), follow_rate=0.5)
    setting = Setting(graph, made, seed)
    return one_arm(setting, 0, "plan", Plan(setting).decide(), giant=False)


def main() -> None:
    """Read, run, print."""
    path, days, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    graph, _ = read_follows(path)
    run(graph, FIRST, seed)
    start = time.perf_counter()
    own = run(graph, days, seed)
    seconds = time.perf_counter() - start
    means = own.days["followers_mean_persons"][10::10]
    print(json.dumps({"means": means, "seconds": seconds}))


if __name__ == "__main__":
    main()
