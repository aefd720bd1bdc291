"""A crowd reports accounts; those over a threshold are suspended, some of them in error.

Who was reported is drawn anew in every world and never written out.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.interventions.base import Float64, Int32, Lever, Scene
from graphres.interventions.ground import Ground
from graphres.interventions.keys import Key
from graphres.kernels.hashing import Words

__all__ = ["Crowd"]


class Crowd(Lever):
    """K people report each account they aim at with probability ``recall``, and err.

    Of all reports, 1 − ``precision`` name others in the mean, each other account as likely. For A
    accounts aimed at, a person so reports another with probability
    e = recall A (1 − precision) / (precision (n − A)), at most 1. Who is aimed at is suspended with
    P(Bin(K, recall) ≥ threshold), who is not with P(Bin(K, e) ≥ threshold).
    """

    kind: ClassVar[str] = "crowd"
    summary: ClassVar[str] = "a crowd reports accounts, and errs; the much reported are suspended"
    keys: ClassVar[dict[str, Key]] = {
        "size": Key(10, "people", 1, 1e6, "Who report.", is_whole=True),
        "precision": Key(0.9, "share", 1e-6, 1, "Of reports, those of accounts aimed at."),
        "recall": Key(0.5, "probability", 0, 1, "That one person reports one account aimed at."),
        "threshold": Key(3, "reports", 1, 1e6, "Reports that suspend.", is_whole=True),
    }

    @property
    def is_chancy(self) -> bool:
        """Reports are drawn."""
        return True

    def chances(self, scene: Scene, aimed: Int32) -> Float64:
        """The probability of every account to be suspended, float64 (n,)."""
        from scipy.stats import binom

        n, size = scene.graph.n, int(self.number("size"))
        recall, precision = self.number("recall"), self.number("precision")
        others = max(n - len(aimed), 1)
        error = min(1.0, recall * len(aimed) * (1 - precision) / (precision * others))
        enough = int(self.number("threshold")) - 1
        chances = np.full(n, float(binom.sf(enough, size, error)))
        chances[aimed] = float(binom.sf(enough, size, recall))
        chances[scene.protected] = 0.0
        return chances

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> Words:
        """Suspend, and tell in which worlds others than those meant were."""
        drawn = ground.close_where(self.chances(scene, chosen), "crowd")
        meant = scene.targets
        if meant is None:
            meant = np.zeros(scene.graph.n, dtype=bool)
            meant[chosen] = True
        return np.where(meant, np.uint64(0), drawn)
