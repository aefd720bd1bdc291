"""What a strategy is: something that turns a graph into an order of removal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.graph.orders import make_account_mask
from graphres.kernels.arrays import Int32
from graphres.kernels.hashing import hash_words
from graphres.spread import Spread
from graphres.stats.rounding import round_significant

Scores = npt.NDArray[np.float64] | npt.NDArray[np.int64]


@dataclass(frozen=True)
class Choice:
    """What a strategy may choose from, and its luck.

    Parameters
    ----------
    candidates : ndarray of int32, shape (c,)
        The accounts that may be removed, in tie order.
    limit : int
        How many to remove at most.
    seed, run : int
        What random draws are hashed from, beside the accounts' names.
    spread : Spread
        How messages travel and who posts, for strategies that look at reach.
    jobs : int
        Threads that a strategy may use; they change no order.
    prices : Budget, optional
        What accounts cost and what there is to spend, for strategies that look at prices.
    """

    candidates: Int32
    limit: int
    seed: int
    run: int
    spread: Spread = field(default_factory=Spread)
    jobs: int = 1
    prices: Budget | None = None


@dataclass(frozen=True)
class Ranking:
    """An order, and the score each account had when it was chosen (None: there are none).

    ``claim`` holds figures by which a strategy that samples says how it chose; they go into the
    summary, beside what is measured of the order.
    """

    order: Int32
    scores: Scores | None = None
    claim: Mapping[str, float | int | None] = field(default_factory=dict)


class Strategy(ABC):
    """Picks accounts, first to be removed first. It never scores its own result.

    A subclass says its ``name``, what it does (``summary``), which way it reads follows
    (``direction``), what it costs (``cost``) and who published it (``reference``), and writes
    `rank`; `parse` when it takes arguments.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    direction: ClassVar[str] = ""
    cost: ClassVar[str]
    reference: ClassVar[str] = ""
    usage: ClassVar[str] = ""
    is_random: bool = False

    #: Whether another seed may give another order, though runs of one seed do not differ.
    takes_seed: bool = False

    #: Whether its order may depend on how messages travel.
    sees_spread: ClassVar[bool] = True

    #: Whether it reads rows at most from first to last, so that they need not be in memory.
    is_sequential: bool = False

    #: The strategy as the user typed it; the registry fills it in.
    spec: str = ""

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Make a strategy of what follows ``name:``; an empty argument is none at all."""
        if argument:
            raise StrategyError(f"strategy {cls.name!r} takes no argument", where=argument)
        return cls()

    @abstractmethod
    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank at most ``choice.limit`` accounts of ``choice.candidates``."""

    def __call__(
        self,
        graph: FollowGraph,
        *,
        eligible: npt.NDArray[np.bool_] | None = None,
        limit: int | None = None,
        seed: int = 0,
        run: int = 0,
        ties: str = "first",
        spread: Spread | None = None,
        jobs: int = 1,
        prices: Budget | None = None,
    ) -> Int32:
        """Return the order in which accounts of a graph are removed.

        Parameters
        ----------
        graph : FollowGraph
        eligible : ndarray of bool, shape (n,), or array_like of str or int, optional
            Which accounts may be removed; all when absent.
        limit : int, optional
            How many to remove at most.
        seed, run : int
            The same seed and run give the same order, whatever the order of rows in the table.
        ties : {"first", "random"}
            Equal scores: in order of first appearance, or drawn.
        spread : Spread, optional
            How messages travel and who posts, for strategies that look at reach.
        jobs : int
            Threads that a strategy may use; they change no order.
        prices : Budget, optional
            What accounts cost and what there is to spend; the order still has accounts that the
            budget does not pay for, behind those chosen for it.

        Returns
        -------
        ndarray of int32, shape (K,)
            Distinct accounts, first removed first.
        """
        return self.ranking(
            graph,
            eligible=eligible,
            limit=limit,
            seed=seed,
            run=run,
            ties=ties,
            spread=spread,
            jobs=jobs,
            prices=prices,
        ).order

    def ranking(
        self,
        graph: FollowGraph,
        *,
        eligible: npt.NDArray[np.bool_] | None = None,
        limit: int | None = None,
        seed: int = 0,
        run: int = 0,
        ties: str = "first",
        spread: Spread | None = None,
        jobs: int = 1,
        prices: Budget | None = None,
    ) -> Ranking:
        """Rank as a call does, and give the score of each account too."""
        candidates = order_candidates(graph, seed=seed, run=run, ties=ties)
        may_go = make_account_mask(graph, eligible, "eligible")
        if may_go is not None:
            candidates = candidates[may_go[candidates]]
        count = len(candidates) if limit is None else min(limit, len(candidates))
        messages = spread or Spread(seed=seed)
        if messages.sources is not None:
            messages = replace(
                messages, sources=make_account_mask(graph, messages.sources, "sources")
            )
        choice = Choice(candidates, count, seed, run, messages, jobs, prices)
        return self.rank(graph, choice)


class ScoreStrategy(Strategy):
    """A strategy that scores every account once and takes the highest first."""

    sees_spread: ClassVar[bool] = False

    @abstractmethod
    def scores(self, graph: FollowGraph) -> Scores:
        """Score every account, float64 or int64 of shape (n,); NaN goes last."""

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank the highest score first, equals (to 12 digits) in tie order. O(n log n)."""
        scores = self.scores(graph)[choice.candidates]
        first = np.argsort(-_round_scores(scores), kind="stable")[: choice.limit]
        return Ranking(choice.candidates[first], scores[first])


def _round_scores(scores: Scores) -> Scores:
    """Round scores to be compared: floats to 12 significant digits, whole numbers not at all."""
    return scores if np.issubdtype(scores.dtype, np.integer) else round_significant(scores)


def order_candidates(graph: FollowGraph, *, seed: int, run: int, ties: str) -> Int32:
    """Put all accounts in the order that settles equal scores: first appearance, or drawn."""
    if ties == "first":
        return np.arange(graph.n, dtype=np.int32)
    if ties == "random":
        return draw_order(graph, seed=seed, stream="ties", run=run)
    raise StrategyError(f"ties must be 'first' or 'random', not {ties!r}")


def draw_order(graph: FollowGraph, *, seed: int, stream: str, run: int) -> Int32:
    """Put all accounts in an order drawn from hashes of (seed, stream, run, account)."""
    draws = hash_words(seed, stream, run, graph.keys)
    order = np.argsort(draws)
    ordered = draws[order]
    if np.any(ordered[1:] == ordered[:-1]):
        order = np.argsort(draws, kind="stable")  # slower, and hardly ever needed
    return order.astype(np.int32)
