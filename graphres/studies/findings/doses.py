"""What listeners lose of a message by how many suspended accounts they followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphres.strategies import strategy
from graphres.studies.findings.levers import probability_of

if TYPE_CHECKING:
    from graphres.studies.findings.run_cache import Bench


#: Suspended accounts followed, the last standing for more as well.
DOSES = (0, 1, 2, 3)

_WORLDS = 1024


@dataclass(frozen=True)
class DoseRun:
    """A share of the accounts suspended at random, and who of the others hears how much less.

    Parameters
    ----------
    share : float
    """

    share: float

    def do(self, bench: Bench, run: int) -> Mapping[int, float]:
        """By dose, the share of what its listeners heard that they no longer hear."""
        from graphres.spread import Grouping, Spread, reach_curve

        graph, seed = bench.graph(run), bench.seed_of(run)
        order = strategy("random")(graph, limit=max(1, round(self.share * graph.n)), seed=seed)
        is_suspended = np.isin(np.arange(graph.n), order)
        followed = [int(is_suspended[graph.following.row(v)].sum()) for v in range(graph.n)]
        labels = [
            "suspended" if is_suspended[v] else str(min(followed[v], DOSES[-1]))
            for v in range(graph.n)
        ]
        spread = Spread(probability_of(bench), worlds=_WORLDS, seed=seed)
        groups = Grouping.by("dose", labels)
        curve = reach_curve(graph, order, spread, groups=groups, kept=np.array([0, len(order)]))
        heard = {name: curve.groups[name].mean for name in groups.names if name != "suspended"}
        return {
            int(name): 1 - float(mean[-1] / mean[0]) for name, mean in heard.items() if mean[0] > 0
        }
