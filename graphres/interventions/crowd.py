"""A crowd reports accounts; those over a threshold are suspended, some of them in error.

Who was reported is drawn anew in every world and never written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key
from graphres.kernels.arrays import Float64, Int32, Words


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
        n = scene.graph.n
        hit, error = report_chances(self.values, len(aimed), n - len(aimed))
        chances = np.full(n, error)
        chances[aimed] = hit
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


def report_chances(
    values: Mapping[str, float | None], aimed: int, others: int
) -> tuple[float, float]:
    """That a crowd suspends an account it aims at, and any other.

    Examples
    --------
    >>> sure = {"size": 5, "precision": 1, "recall": 1, "threshold": 5}
    >>> report_chances(sure, aimed=2, others=10)
    (1.0, 0.0)
    """
    from scipy.stats import binom

    size, recall, precision, threshold = (
        float(values[name] or 0) for name in ("size", "recall", "precision", "threshold")
    )
    error = min(1.0, recall * aimed * (1 - precision) / (precision * max(others, 1)))
    hit, miss = (float(binom.sf(threshold - 1, int(size), p)) for p in (recall, error))
    return hit, miss
