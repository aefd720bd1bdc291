"""Whose removal takes most away from reach, by dominator trees of sampled worlds.

The worlds of the chooser ("choose"), those on which it checks itself ("check") and those on which
its order is measured in the end are three streams with no draw in common.

Under the independent cascade this is a heuristic without guarantee: what is lost is not submodular
in the removals (two accounts may cut together what neither cuts alone), and minimising reach is
hard to approximate (Xie et al. 2023).
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar, NamedTuple, Self

import numpy as np

from graphres.amounts import MOST_WORLDS, parse_digits
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64, UInt8
from graphres.spread import reach_curve
from graphres.strategies.base import Choice, Ranking, Strategy
from graphres.strategies.reach_losses import SampledLosses
from graphres.strategies.spending import Spending

#: Worlds to start from: four a source, but so many at least and at most.
_FEWEST, _MANY = 256, 4096

#: They double until the check agrees, up to so many, …
_MOST = 1 << 14

#: … and no further than this many dominator trees, one for each world and removal.
_TREES = 1 << 18

#: Worlds of the check for each world of the chooser.
_CHECKED = 4

Claim = dict[str, float]


class _Picked(NamedTuple):
    """Accounts chosen by what they take away, and how many listeners each did, over all worlds."""

    accounts: list[int]
    losses: list[int]

    def add(self, account: int, losses: Int64) -> None:
        """Add an account, with its loss."""
        self.accounts.append(account)
        self.losses.append(int(losses[account]))


class _ReachStrategy(Strategy):
    """Chooses by sampled losses; ``worlds=N`` fixes how many worlds are sampled."""

    cost: ClassVar[str] = "a dominator tree a world for every removal"
    usage: ClassVar[str] = "worlds=N"
    takes_seed: bool = True

    def __init__(self, worlds: int | None = None) -> None:
        self.worlds = worlds

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Parse nothing, or ``worlds=N`` with N a multiple of 64."""
        if not argument:
            return cls()
        key, _, value = argument.partition("=")
        worlds = parse_digits(value.strip()) or 0
        if key.strip() != "worlds" or not 64 <= worlds <= MOST_WORLDS or worlds % 64:
            raise StrategyError(
                f"strategy {cls.name!r} takes worlds=N, N a multiple of 64, not {argument!r}",
                do=f"write {cls.name}:worlds=256",
            )
        return cls(worlds)

    @abstractmethod
    def pick(self, losses: SampledLosses, choice: Choice, spending: Spending) -> _Picked:
        """Pick accounts, first removed first, as long as something is left to take away."""

    def _pick_better(self, losses: SampledLosses, choice: Choice) -> _Picked:
        """Pick by loss per cost, or by loss alone where that takes more away for the budget."""
        per_cost = self.pick(losses, choice, Spending(choice.prices))
        if choice.prices is None or not choice.prices.is_limited:
            return per_cost
        alone = self.pick(losses, choice, Spending(choice.prices, per_cost=False))
        return alone if sum(alone.losses) > sum(per_cost.losses) else per_cost

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank picked accounts, then the rest by in-degree; the score is the share of n lost."""
        if choice.limit == 0:
            return Ranking(np.zeros(0, np.int32), np.zeros(0))
        worlds = self.worlds or _first_worlds(graph, choice)
        spread = replace(choice.spread, worlds=worlds)
        losses = SampledLosses(graph, spread, "choose", choice.jobs)
        while True:
            picked = self._pick_better(losses, choice)
            claim = _check_fresh(losses, picked, choice.jobs)
            if self.worlds or _is_settled(losses, len(picked.accounts), claim):
                break
            losses = losses.with_worlds(2 * losses.worlds.count)
        return _complete_order(losses, picked, choice, claim)


class ReachGreedy(_ReachStrategy):
    """Next is the account whose removal takes most away from reach, given those removed before.

    AdvancedGreedy of Xie et al. 2023, arXiv:2302.13529. In every sampled world the listeners that
    hear through v alone are v's subtree in the dominator tree of the live follows; their sum over
    worlds is v's expected loss. All losses are counted again after every removal. Where accounts
    have a cost, the largest loss per cost that can be paid for is next; with a budget in cost the
    choice by loss alone is made too, and kept where it takes more away in the same worlds.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("dan", "cem")])
    >>> from graphres.spread import Spread
    >>> certain = Spread(probability=1.0, sources=np.array([False, True, False, False]))
    >>> protect_bob = np.array([True, False, True, True])
    >>> order = ReachGreedy()(graph, eligible=protect_bob, limit=1, spread=certain)
    >>> graph.ids.take(order).to_pylist()  # dan hears of bob through cem
    ['cem']
    """

    name: ClassVar[str] = "reach-greedy"
    summary: ClassVar[str] = "whose removal takes most away from reach, again after every removal"
    direction: ClassVar[str] = "from followed to follower, as messages travel"
    reference: ClassVar[str] = "Xie et al. 2023, arXiv:2302.13529"

    def pick(self, losses: SampledLosses, choice: Choice, spending: Spending) -> _Picked:
        """Pick the largest loss, again and again."""
        present = np.ones(losses.graph.n, dtype=np.uint8)
        return _greedy(losses, present, choice.candidates, choice.limit, spending)


class ReachReplace(_ReachStrategy):
    """The best followers of the sources, each replaced by a better account while that pays.

    GreedyReplace of Xie et al. 2023, arXiv:2302.13529: choose greedily among the followers of the
    sources, who stand between them and all others (and among everyone, if these are fewer than may
    be removed). Then, from the last chosen to the first, take an account back and remove whoever
    now takes most away instead, until the account taken back is itself the best.
    """

    name: ClassVar[str] = "reach-replace"
    summary: ClassVar[str] = "best followers of the sources, replaced by better ones while it pays"
    direction: ClassVar[str] = "from followed to follower, as messages travel"
    reference: ClassVar[str] = "Xie et al. 2023, arXiv:2302.13529"

    def pick(self, losses: SampledLosses, choice: Choice, spending: Spending) -> _Picked:
        """Pick greedily among the first listeners, then replace."""
        present = np.ones(losses.graph.n, dtype=np.uint8)
        listeners = _followers_of_sources(losses, choice.candidates)
        accounts, lost = _greedy(losses, present, listeners, choice.limit, spending)
        more = _greedy(losses, present, choice.candidates, choice.limit - len(accounts), spending)
        accounts, lost = accounts + more.accounts, lost + more.losses
        better = _Picked([], [])
        while accounts:
            last = accounts[-1]
            present[last] = 1
            spending.take_back(last)
            now = losses.count(present)
            best = spending.largest(choice.candidates, now)
            if best is None or now[best] <= now[last]:
                present[last] = 0
                spending.pay(last)
                break
            present[best] = 0
            spending.pay(best)
            better.add(best, now)
            accounts, lost = accounts[:-1], lost[:-1]
        return _Picked(accounts + better.accounts, lost + better.losses)


def _greedy(
    losses: SampledLosses, present: UInt8, candidates: Int32, limit: int, spending: Spending
) -> _Picked:
    """Remove whoever is best, up to ``limit`` times, while it takes anything away."""
    picked = _Picked([], [])
    while len(picked.accounts) < limit and len(candidates):
        now = losses.count(present)
        best = spending.best(candidates, now)
        if best is None:
            break
        present[best] = 0
        spending.pay(best)
        picked.add(best, now)
    return picked


def _followers_of_sources(losses: SampledLosses, candidates: Int32) -> Int32:
    followers = losses.graph.followers
    hears = np.zeros(losses.graph.n, dtype=bool)
    for source in losses.worlds.sources:
        hears[followers.row(source)] = True
    return candidates[hears[candidates]]


def _first_worlds(graph: FollowGraph, choice: Choice) -> int:
    """Return a power of two of worlds: with many sources each has to be heard from."""
    sources = choice.spread.sources
    count = graph.n if sources is None else int(sources.sum())
    worlds = _FEWEST
    while worlds < min(4 * count, _MANY) and 2 * worlds * choice.limit <= _TREES:
        worlds *= 2
    return worlds


def _check_fresh(losses: SampledLosses, picked: _Picked, jobs: int) -> Claim:
    """Reach once the picked are gone, in the worlds they were picked on and in fresh ones."""
    worlds, order = losses.worlds, np.array(picked.accounts, dtype=np.int32)
    graph, spread = worlds.graph, worlds.spread
    claimed = reach_curve(graph, order, spread, stream=worlds.stream, jobs=jobs)
    more = replace(spread, worlds=_CHECKED * spread.worlds)
    fresh = reach_curve(graph, order, more, stream="check", jobs=jobs)
    return {
        "chooser_worlds": worlds.count,
        "reach_in_sample": float(claimed.mean[-1]),
        "reach_fresh": float(fresh.mean[-1]),
        "reach_fresh_low": float(fresh.low[-1]),
        "reach_fresh_high": float(fresh.high[-1]),
    }


def _is_settled(losses: SampledLosses, removals: int, claim: Claim) -> bool:
    """Return whether more worlds would change nothing, or cost too much."""
    count = losses.worlds.count
    too_many = count >= _MOST or count * removals >= _TREES
    return losses.worlds.are_enumerated or _is_agreed(claim) or too_many


def _is_agreed(claim: Claim) -> bool:
    """Test whether reach in the chooser's worlds lies in the interval of the fresh ones."""
    return claim["reach_fresh_low"] <= claim["reach_in_sample"] <= claim["reach_fresh_high"]


def _complete_order(
    losses: SampledLosses, picked: _Picked, choice: Choice, claim: Claim
) -> Ranking:
    """Rank the picked, then accounts that take nothing more away, by in-degree in tie order."""
    accounts = np.array(picked.accounts, dtype=np.int32)
    stays = np.ones(losses.graph.n, dtype=bool)
    stays[accounts] = False
    rest = choice.candidates[stays[choice.candidates]]
    by_followers = rest[np.argsort(-losses.graph.in_degree[rest], kind="stable")]
    order = np.concatenate([accounts, by_followers])[: choice.limit]
    scores = np.zeros(len(order))
    scores[: len(accounts)] = np.array(picked.losses) / (losses.worlds.count * losses.graph.n)
    return Ranking(order, scores, claim)
