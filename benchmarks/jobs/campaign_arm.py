"""One run of arm ``repeated``, to be set beside Mesa; prints JSON like peers/mesa_campaign.py.

``python campaign_arm.py FOLLOWS.csv DAYS SEED``.
"""

from __future__ import annotations

import json
import sys
import time

from graphres import read_follows
from graphres.campaigns import Parameters
from graphres.campaigns.arms import Plan
from graphres.campaigns.runs import one_arm
from graphres.campaigns.setting import Setting


def main() -> None:
    """Read, run, print."""
    path, days, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    graph, _ = read_follows(path)
    start = time.perf_counter()
    setting = Setting(graph, Parameters(days=days), seed)
    own = one_arm(setting, 0, "repeated", Plan(setting).repeated(), giant=False)
    seconds = time.perf_counter() - start
    means = own.days["followers_mean_persons"][10::10]
    print(json.dumps({"means": means, "seconds": seconds}))


if __name__ == "__main__":
    main()
