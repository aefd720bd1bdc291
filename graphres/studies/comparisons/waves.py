"""A real wave of suspensions beside what was to be expected, and beside random waves alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.engine.pool import map_in_order
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.graph.orders import find_account_numbers, make_account_mask
from graphres.kernels.arrays import Int32, Mask
from graphres.kernels.campaign.matching import Candidates, WantedAccounts, match_alike
from graphres.kernels.hashing import hash_words
from graphres.measures.curves import collapse
from graphres.studies.comparisons.snapshots import Snapshots

if TYPE_CHECKING:
    import pandas as pd


FIGURES = ("giant", "audience", "follows", "followers_mean")

COLUMNS = (
    *("figure", "before", "predicted", "observed", "observed_with_joined"),
    *("predicted_change", "observed_change", "random_change", "random_low", "random_high"),
)


@dataclass(frozen=True)
class WaveComparison:
    """What a wave did, what its removals alone would have, and what random waves would.

    Parameters
    ----------
    accounts, follows : mapping of str to int
        Fates; see `graphres.studies.comparisons.snapshots.Snapshots`.
    matched : mapping of str to float
        ``draws``; ``suspended_followers`` and ``matched_followers``, means before the wave; and
        ``apart``, the mean distance of partners, in log₂(1 + followers).
    rows : list of mapping
        With ``COLUMNS``, one a figure.
    """

    accounts: Mapping[str, int]
    follows: Mapping[str, int]
    matched: Mapping[str, float | None]
    rows: list[dict[str, Any]]

    def __getitem__(self, figure: str) -> dict[str, Any]:
        """The row of a figure."""
        return next(row for row in self.rows if row["figure"] == figure)

    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def __repr__(self) -> str:
        """Fates of accounts, in one line."""
        said = ", ".join(
            f"{self.accounts[name]} {name}" for name in ("suspended", "left", "joined")
        )
        return f"<WaveComparison {said}>"


def compare_wave(
    before: FollowGraph,
    after: FollowGraph,
    suspended: npt.ArrayLike,
    *,
    sources: Mask | None = None,
    runs: int = 100,
    seed: int = 0,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> WaveComparison:
    """Hold a wave of suspensions against prediction; see `graphres.compare`."""
    chosen = np.unique(find_account_numbers(before, suspended, "suspended"))
    sources = make_account_mask(before, sources, "sources")
    if not len(chosen):
        raise InputError("nobody was suspended", do="name accounts of the first snapshot")
    both = Snapshots(before, after, chosen)
    rest, absent = ~both.is_suspended, np.flatnonzero(~both.is_there)
    nobody = np.zeros(0, dtype=np.int64)
    start = _figures(before, nobody, rest, sources, before)
    predicted = _figures(before, chosen, rest, sources, before)
    observed = _figures(both.without_joined(), absent, rest, sources, before)
    joined = _figures(both.with_joined(), absent, rest, sources, before)
    draw = partial(_random, before, both.is_suspended, sources, seed)
    waves = list(map_in_order(draw, range(runs), jobs=jobs, on_progress=on_progress))
    rows = [
        {
            "figure": name,
            "before": start[name],
            "predicted": predicted[name],
            "observed": observed[name],
            "observed_with_joined": joined[name],
            "predicted_change": predicted[name] - start[name],
            "observed_change": observed[name] - start[name],
            **_range([wave[name] for wave in waves if wave is not None]),
        }
        for name in FIGURES
    ]
    return WaveComparison(both.accounts(), both.follows(), _matched(before, both, seed, runs), rows)


def _figures(
    graph: FollowGraph,
    removed: npt.NDArray[np.integer[Any]],
    rest: Mask,
    sources: Mask | None,
    before: FollowGraph,
) -> dict[str, float]:
    """Giant, audience and follows as shares of what there was before, and mean followers.

    All without those removed; followers are those of ``rest``, accounts of before.
    """
    posting = None
    if sources is not None:
        posting = np.zeros(graph.n, dtype=bool)
        posting[: before.n] = sources
    measures = ["giant", "follows", "audience"]
    curve = collapse(graph, removed, measures=measures, sources=posting)
    end = {name: float(curve[name][-1]) for name in measures}
    accounts, follows = graph.n / before.n, graph.m / before.m if before.m else 0.0
    return {
        "giant": end["giant"] * accounts,
        "audience": end["audience"] * accounts,
        "follows": 0.0 if math.isnan(end["follows"]) else end["follows"] * follows,
        "followers_mean": _followers(graph, removed, rest),
    }


def _followers(graph: FollowGraph, removed: npt.NDArray[np.integer[Any]], of: Mask) -> float:
    """Mean followers of some accounts, those who are removed not counted."""
    away = np.zeros(graph.n, dtype=bool)
    away[removed] = True
    followed = np.repeat(np.arange(graph.n), graph.followers.lengths())
    left = ~(away[graph.followers.targets] | away[followed])
    counted = np.bincount(followed[left], minlength=graph.n)
    chosen = np.flatnonzero(of)
    return float(counted[chosen].mean()) if len(chosen) else 0.0


def matched_wave(
    graph: FollowGraph, is_suspended: Mask, *, seed: int = 0, run: int = 0
) -> tuple[Int32, Int32]:
    """For every suspended account another one about as much followed, each once.

    The nearest in log₂(1 + followers), as in arm ``rotating`` of a campaign; equals, and whose turn
    it is, by hashes of (seed, run, name).

    Parameters
    ----------
    graph : FollowGraph
    is_suspended : ndarray of bool, shape (n,)
    seed, run : int

    Returns
    -------
    suspended, partner : ndarray of int32
        Who has a partner, and which; all, unless fewer others remain.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("a", "x"), ("b", "y"), ("c", "x"), ("c", "y")])
    >>> who = graph.index_of(["x"])
    >>> mask = np.isin(np.arange(graph.n), who)
    >>> [graph.ids[int(i)].as_py() for i in matched_wave(graph, mask)[1]]
    ['y']
    """
    words = hash_words(seed, "matched wave", run, graph.keys)
    luck = np.argsort(np.argsort(words, kind="stable"), kind="stable")
    followers = np.log2(1.0 + graph.in_degree)
    wanted = np.flatnonzero(is_suspended)
    wanted = wanted[np.argsort(luck[wanted])]
    others = np.flatnonzero(~is_suspended)
    others = others[np.argsort(followers[others], kind="stable")]
    own = np.arange(len(others))
    chosen = np.full(len(wanted), -1, dtype=np.int64)
    equal = np.zeros(len(others))
    candidates = Candidates(followers[others], equal, luck[others], own.astype(np.int32), own, own)
    often, left = np.zeros((2, len(others)), dtype=np.int32)
    starts = np.searchsorted(followers[others], followers[wanted])
    accounts = WantedAccounts(followers[wanted], np.zeros(len(wanted)), starts)
    match_alike(candidates, often, left, accounts, chosen)
    found = chosen >= 0
    return wanted[found].astype(np.int32), others[chosen[found]].astype(np.int32)


def _random(
    graph: FollowGraph, is_suspended: Mask, sources: Mask | None, seed: int, run: int
) -> dict[str, float] | None:
    """The changes that one random wave predicts; None where not all have a partner."""
    who, partners = matched_wave(graph, is_suspended, seed=seed, run=run)
    if len(who) < int(is_suspended.sum()):
        return None
    rest = np.ones(graph.n, dtype=bool)
    rest[partners] = False
    start = _figures(graph, partners[:0], rest, sources, graph)
    end = _figures(graph, partners, rest, sources, graph)
    return {name: end[name] - start[name] for name in FIGURES}


def _range(changes: list[float]) -> dict[str, float | None]:
    """Mean and the middle 95 % of what random waves change."""
    if not changes:
        return dict.fromkeys(("random_change", "random_low", "random_high"))
    low, high = np.quantile(changes, [0.025, 0.975]).tolist()
    return {"random_change": float(np.mean(changes)), "random_low": low, "random_high": high}


def _matched(graph: FollowGraph, both: Snapshots, seed: int, runs: int) -> dict[str, float | None]:
    """How alike the partners are."""
    who, partners = matched_wave(graph, both.is_suspended, seed=seed)
    followers = graph.in_degree
    scaled = np.log2(1.0 + followers)
    is_whole = len(who) == len(both.suspended)
    return {
        "draws": runs if is_whole else 0,
        "suspended_followers": float(followers[both.suspended].mean()),
        "matched_followers": float(followers[partners].mean()) if is_whole else None,
        "apart": float(np.abs(scaled[who] - scaled[partners]).mean()) if is_whole else None,
    }
