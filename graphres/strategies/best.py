"""A portfolio: the strong dismantlers, reinserted, the best of them improved by local search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import ClassVar, NamedTuple, Self

import numpy as np

from graphres.amounts import digits_of
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.measures.curves import collapse
from graphres.measures.lower_bound import smallest_set
from graphres.strategies.base import Choice, Ranking, Strategy
from graphres.strategies.betweenness import Betweenness
from graphres.strategies.bpd import BeliefDecimation
from graphres.strategies.degree_per_cost import TiesPerCost
from graphres.strategies.dismantling import Ground
from graphres.strategies.local_search import earlier_or_later
from graphres.strategies.objectives import Objective
from graphres.strategies.reinsertion import levels, reinserted
from graphres.strategies.set_search import cheaper
from graphres.strategies.time_limit import Patience

Listening = Callable[[], AbstractContextManager[Callable[[], bool]]]

_STEPS = 200
_MOST_STEPS = 100_000_000

#: Cheapest first, so that a little time is enough for some of them.
_MEMBERS = (
    "degree:adaptive",
    "core-hd",
    "collective-influence:l=2",
    "bpd",
    "community-bridges",
    "betweenness:adaptive,pivots=32",
    "betweenness:adaptive",
)
_PER_COST = "degree per cost"
_FOR_REACH = ("in-degree:adaptive", "followers-union", "pagerank")

#: Accounts times ties up to which betweenness is counted again after every removal, and ties up to
#: which communities are looked for.
_BETWEENNESS, _COMMUNITIES = 10**8, 10**6

#: Of the time left, what the member that counts longest may take; seconds for communities a tie.
_SHARE = 0.5
_LOUVAIN = 5e-5

#: Of a search, what goes into the set before its order: for an area, and for a target.
_SETS, _MOST = 0.4, 0.9

#: Targets at which members are reinserted where the objective names none.
_TARGETS = (0.5, 0.25, 0.1, 0.05, 0.02)

#: Accounts up to which the smallest set is found by a solver.
_EXACT = 40


class _Found(NamedTuple):
    name: str
    value: tuple[float, float]
    order: Int32


class Best(Strategy):
    """Runs strong strategies, reinserts, keeps the best for an objective, and improves on it.

    ``for=`` ``giant@T`` or ``strong@T``: the fewest removals to the target (default giant@0.01);
    ``R``: the lowest mean giant; ``area@T``: the lowest sum of the giant until it is at T;
    ``reach``: the lowest mean reach, in worlds other than those on which the order is measured.
    Where accounts have a cost, removals count what they cost. The members: degree, core-hd,
    collective-influence, bpd, and where they are affordable community-bridges and betweenness, each
    as it is and reinserted; up to 40 accounts a solver finds the smallest set. Local search then
    lowers the removals to a giant, R or the area for ``steps=N`` (200) or, with another result each
    time, ``seconds=S``, of which bpd and betweenness take half of what is left at most.

    The summary holds what every member reached (``tried[NAME]``), the best of them
    (``best_member``), and what local search made of it (``best_searched``): removals for a target,
    else the mean. ``best_stopped`` is 1 where it ended before all was tried.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> chain = FollowGraph.from_pairs([(str(i), str(i + 1)) for i in range(8)])
    >>> chain.ids.take(Best(Objective("giant", 0.5))(chain, limit=1)).to_pylist()
    ['4']
    """

    name: ClassVar[str] = "best"
    summary: ClassVar[str] = "the best of the strong strategies for an objective, then improved"
    direction: ClassVar[str] = "as its members and the objective do"
    reference: ClassVar[str] = "that of its members"
    cost: ClassVar[str] = "that of all its members; then O((n + m) log n) a step"
    usage: ClassVar[str] = "for=giant@T | strong@T | area@T | R | reach, steps=N | seconds=S"
    takes_seed: bool = True

    def __init__(
        self,
        objective: Objective = Objective("giant", 0.01),  # noqa: B008 - a tuple
        *,
        steps: int = _STEPS,
        seconds: float | None = None,
    ) -> None:
        self.objective = objective
        self.steps = steps
        self.seconds = seconds
        #: Asked now and then whether to end and give back the best so far.
        self.stop: Callable[[], bool] | None = None
        #: Opened around a search; gives what to ask in place of `stop`.
        self.listening: Listening | None = None

    @property
    def is_timed(self) -> bool:
        """Whether the clock or a stop decides, so that the same call may give another order."""
        return self.seconds is not None or (self.stop is not None and self.stop())

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Keys ``for``, ``steps`` and ``seconds``, separated by commas."""
        given = dict(_keys(argument))
        objective = Objective.parse(given.get("for", "giant@0.01"))
        steps, seconds = given.get("steps", str(_STEPS)), given.get("seconds")
        number = digits_of(steps)
        if number is None or ("steps" in given and seconds is not None):
            raise StrategyError("best takes steps=N or seconds=S", do="write best:steps=1000")
        if number > _MOST_STEPS:
            raise StrategyError(f"{steps} steps are too many", do=f"at most {_MOST_STEPS:,}")
        return cls(objective, steps=number, seconds=_seconds(seconds))

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """The best order found, cut to the limit."""
        if self.listening is None:
            return self._ranked(graph, choice)
        with self.listening() as self.stop:
            return self._ranked(graph, choice)

    def _ranked(self, graph: FollowGraph, choice: Choice) -> Ranking:
        ground = Ground.of(graph, choice)
        steps = self.steps if self.seconds is None else None
        patience = Patience(steps, self.seconds, self.stop)
        found = [
            _Found(name, self.objective.value(graph, ground.accounts[order], choice), order)
            for name, order in self._candidates(graph, ground, choice, patience)
        ]
        best = min(found, key=lambda one: one.value)
        is_cut = patience.is_over
        order = best.order if is_cut else self._improved(graph, ground, best, choice, patience)
        searched = self.objective.value(graph, ground.accounts[order], choice)
        if searched > best.value:
            order, searched = best.order, best.value
        claim = {f"tried[{one.name}]": self._figure(one.value) for one in found}
        claim |= {"best_member": self._figure(best.value), "best_searched": self._figure(searched)}
        claim["best_stopped"] = int(is_cut or patience.is_stopped)
        return Ranking(ground.accounts[order][: choice.limit], None, claim)

    def _figure(self, value: tuple[float, float]) -> float | int | None:
        needed, mean = value
        figure = mean if self.objective.target is None else needed
        if not np.isfinite(figure):
            return None
        return int(figure) if self.objective.target and figure == int(figure) else figure

    def _candidates(
        self, graph: FollowGraph, ground: Ground, choice: Choice, patience: Patience
    ) -> Iterator[tuple[str, Int32]]:
        """Every member's order of places, as it is and reinserted; the first one in any case."""
        place = np.empty(graph.n, dtype=np.int32)
        place[ground.accounts] = np.arange(graph.n, dtype=np.int32)
        whole = replace(choice, limit=len(choice.line))
        for name in self._members(graph, patience, is_priced=choice.prices is not None):
            before = patience.left
            order = place[_member(name, patience).rank(graph, whole).order]
            yield name, order
            for share in self._targets():
                if patience.is_over:
                    return
                sizes = levels(share, graph.n)
                again, _ = reinserted(graph, ground, order, sizes, patience=patience)
                yield f"{name}+reinsert@{share:g}", again
            # The next would take longer than this one did.
            if patience.is_over or before - patience.left > patience.left:
                return
        target = self.objective.target
        if self.objective.measure == "giant" and target is not None and graph.n <= _EXACT:
            smallest = smallest_set(ground.rows, _size(target, graph.n), ground.may_go, ground.cost)
            if smallest is not None:
                yield "solver", _first(np.array(smallest, dtype=np.int32), order)

    def _targets(self) -> tuple[float, ...]:
        """Shares of the giant at which members are reinserted."""
        target, until = self.objective.target, self.objective.until
        if target is not None:
            return (target,)
        return _TARGETS if until is None else (until, *(t for t in _TARGETS if t > until))

    def _members(self, graph: FollowGraph, patience: Patience, *, is_priced: bool) -> Iterator[str]:
        if self.objective.measure == "reach":
            yield from _FOR_REACH
        if is_priced:
            yield _PER_COST
        for name in _MEMBERS:
            if name == "community-bridges":
                is_dear = graph.m > _COMMUNITIES or graph.m * _LOUVAIN > _SHARE * patience.left
            else:
                is_dear = name.startswith("betweenness") and graph.n * graph.m > _BETWEENNESS
            if not is_dear:
                yield name

    def _improved(
        self, graph: FollowGraph, ground: Ground, best: _Found, choice: Choice, patience: Patience
    ) -> Int32:
        """By local search, for the objectives that it knows how to improve."""
        if self.objective.measure != "giant":
            return best.order
        target = self.objective.target
        if target is not None:
            return self._fewer(graph, ground, best.order, target, choice, patience, _MOST)
        share = self.objective.until or _share_of(best.name)
        found = [best.order]
        whole = self._fewer(graph, ground, best.order, share, choice, patience, _SETS)
        found.append(whole)
        found.append(
            reinserted(graph, ground, whole, _halved(share, graph.n), patience=patience)[0]
        )
        order = min(
            found, key=lambda one: self.objective.value(graph, ground.accounts[one], choice)
        )
        until = self.objective.until
        searched = earlier_or_later(graph, ground, order, choice, patience, until)
        if until is None:
            return searched
        # Behind the target search walks at random: there the order is again as it was.
        needed = collapse(graph, ground.accounts[searched], measures=("giant",))
        return _first(searched[: needed.dismantling_set(until)], order)

    def _fewer(
        self,
        graph: FollowGraph,
        ground: Ground,
        order: Int32,
        target: float,
        choice: Choice,
        patience: Patience,
        part: float,
    ) -> Int32:
        """The order with a cheaper set to a target first, if a part of the search finds one."""
        size = _size(target, graph.n)
        giant = collapse(graph, ground.accounts[order], measures=("giant",))
        needed = giant.dismantling_set(target)
        if needed is None or size < 1:
            return order
        chosen = cheaper(ground, order[:needed], size, choice, patience.part(part))
        sizes = levels(target, graph.n)
        return reinserted(graph, ground, _first(chosen, order), sizes, patience=patience)[0]


def _share_of(name: str) -> float:
    """The share of the giant at which a member was reinserted."""
    _, at, share = name.rpartition("+reinsert@")
    return float(share) if at else _TARGETS[2]


def _halved(share: float, n: int) -> list[int]:
    """Sizes of the giant from half of all accounts down to a share, and on from there."""
    above = [_size(0.5**i, n) for i in range(1, 7) if 0.5**i > share]
    return [*above, *levels(share, n)]


def _size(target: float, n: int) -> int:
    """The largest giant that a target allows."""
    return int(target * n + 1e-9)


def _first(chosen: Int32, order: Int32) -> Int32:
    """The order with some places first."""
    return np.concatenate([chosen, order[~np.isin(order, chosen)]])


def _member(name: str, patience: Patience) -> Strategy:
    """A member; one that takes long leaves local search its share of the time."""
    from graphres.strategies import strategy

    if name == _PER_COST:
        return TiesPerCost()
    member = strategy(name)
    if isinstance(member, Betweenness | BeliefDecimation):
        member.patience = Patience() if patience.deadline is None else patience.part(_SHARE)
    return member


def _keys(argument: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in argument.split(","))):
        key, _, value = part.partition("=")
        if key.strip() not in ("for", "steps", "seconds"):
            raise StrategyError(
                f"strategy 'best' takes for, steps and seconds, not {part!r}",
                do="write best:for=giant@0.01,steps=1000",
            )
        yield key.strip(), value.strip()


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise StrategyError(f"best takes seconds=S, not {text!r}", do="write best:seconds=60")
    return seconds
