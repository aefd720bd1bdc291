"""A portfolio: the strong dismantlers, reinserted, the best of them improved by local search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import ClassVar, NamedTuple, Self

import numpy as np

from graphres.amounts import parse_digits
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.measures.curves import collapse
from graphres.measures.lower_bound import find_smallest_set
from graphres.strategies.base import Choice, Ranking, Strategy
from graphres.strategies.betweenness import Betweenness
from graphres.strategies.bpd import BeliefDecimation
from graphres.strategies.degree_per_cost import TiesPerCost
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.local_search import improve_order
from graphres.strategies.objectives import Objective
from graphres.strategies.reinsertion import levels, reinsert
from graphres.strategies.set_search import find_cheaper_set
from graphres.strategies.time_limit import TimeLimit

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


class _Tried(NamedTuple):
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
        """Parse the keys ``for``, ``steps`` and ``seconds``, separated by commas."""
        keys = dict(_keys(argument))
        objective = Objective.parse(keys.get("for", "giant@0.01"))
        steps, seconds = keys.get("steps", str(_STEPS)), keys.get("seconds")
        number = parse_digits(steps)
        if number is None or ("steps" in keys and seconds is not None):
            raise StrategyError("best takes steps=N or seconds=S", do="write best:steps=1000")
        if number > _MOST_STEPS:
            raise StrategyError(f"{steps} steps are too many", do=f"at most {_MOST_STEPS:,}")
        return cls(objective, steps=number, seconds=_seconds(seconds))

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Return the best order of all, cut to the limit."""
        if self.listening is None:
            return self._search(graph, choice)
        with self.listening() as self.stop:
            return self._search(graph, choice)

    def _search(self, graph: FollowGraph, choice: Choice) -> Ranking:
        task = DismantlingTask.of(graph, choice)
        time_limit = TimeLimit(None if self.is_timed else self.steps, self.seconds, self.stop)
        tried = [
            _Tried(name, self.objective.value(graph, task.accounts[order], choice), order)
            for name, order in self._run_members(graph, task, choice, time_limit)
        ]
        best = min(tried, key=lambda member: member.value)
        is_cut = time_limit.is_over
        order = best.order if is_cut else self._improve(graph, task, best, choice, time_limit)
        searched = self.objective.value(graph, task.accounts[order], choice)
        if searched > best.value:
            order, searched = best.order, best.value
        claim = {f"tried[{member.name}]": self._summarize(member.value) for member in tried}
        claim |= {
            "best_member": self._summarize(best.value),
            "best_searched": self._summarize(searched),
        }
        claim["best_stopped"] = int(is_cut or time_limit.is_stopped)
        return Ranking(task.accounts[order][: choice.limit], None, claim)

    def _summarize(self, value: tuple[float, float]) -> float | int | None:
        needed, mean = value
        figure = mean if self.objective.target is None else needed
        if not np.isfinite(figure):
            return None
        return int(figure) if self.objective.target and figure == int(figure) else figure

    def _run_members(
        self, graph: FollowGraph, task: DismantlingTask, choice: Choice, time_limit: TimeLimit
    ) -> Iterator[tuple[str, Int32]]:
        """Yield every member's order of places, as it is and reinserted; the first in any case."""
        place = np.empty(graph.n, dtype=np.int32)
        place[task.accounts] = np.arange(graph.n, dtype=np.int32)
        unlimited = replace(choice, limit=len(choice.candidates))
        for name in self._affordable_members(
            graph, time_limit, is_priced=choice.prices is not None
        ):
            before = time_limit.left
            order = place[_make_member(name, time_limit).rank(graph, unlimited).order]
            yield name, order
            for share in self._reinsertion_targets():
                if time_limit.is_over:
                    return
                sizes = levels(share, graph.n)
                with_returns, _ = reinsert(graph, task, order, sizes, time_limit=time_limit)
                yield f"{name}+reinsert@{share:g}", with_returns
            # The next would take longer than this one did.
            if time_limit.is_over or before - time_limit.left > time_limit.left:
                return
        target = self.objective.target
        if self.objective.measure == "giant" and target is not None and graph.n <= _EXACT:
            smallest = find_smallest_set(
                task.rows, _giant_size(target, graph.n), task.may_go, task.cost
            )
            if smallest is not None:
                yield "solver", _move_to_front(np.array(smallest, dtype=np.int32), order)

    def _reinsertion_targets(self) -> tuple[float, ...]:
        """Return the shares of the giant at which members are reinserted."""
        target, until = self.objective.target, self.objective.until
        if target is not None:
            return (target,)
        return _TARGETS if until is None else (until, *(t for t in _TARGETS if t > until))

    def _affordable_members(
        self, graph: FollowGraph, time_limit: TimeLimit, *, is_priced: bool
    ) -> Iterator[str]:
        if self.objective.measure == "reach":
            yield from _FOR_REACH
        if is_priced:
            yield _PER_COST
        for name in _MEMBERS:
            if name == "community-bridges":
                is_dear = graph.m > _COMMUNITIES or graph.m * _LOUVAIN > _SHARE * time_limit.left
            else:
                is_dear = name.startswith("betweenness") and graph.n * graph.m > _BETWEENNESS
            if not is_dear:
                yield name

    def _improve(
        self,
        graph: FollowGraph,
        task: DismantlingTask,
        best: _Tried,
        choice: Choice,
        time_limit: TimeLimit,
    ) -> Int32:
        """Improve by local search, for the objectives that it can improve."""
        if self.objective.measure != "giant":
            return best.order
        target = self.objective.target
        if target is not None:
            return self._find_cheaper_set(
                graph, task, best.order, target, choice, time_limit, _MOST
            )
        share = self.objective.until or _share_of(best.name)
        orders = [best.order]
        cheaper_first = self._find_cheaper_set(
            graph, task, best.order, share, choice, time_limit, _SETS
        )
        orders.append(cheaper_first)
        orders.append(
            reinsert(
                graph, task, cheaper_first, _halve_sizes(share, graph.n), time_limit=time_limit
            )[0]
        )
        order = min(
            orders, key=lambda order: self.objective.value(graph, task.accounts[order], choice)
        )
        until = self.objective.until
        searched = improve_order(graph, task, order, choice, time_limit, until)
        if until is None:
            return searched
        # Behind the target search walks at random: there the order is again as it was.
        needed = collapse(graph, task.accounts[searched], measures=("giant",))
        return _move_to_front(searched[: needed.dismantling_set(until)], order)

    def _find_cheaper_set(
        self,
        graph: FollowGraph,
        task: DismantlingTask,
        order: Int32,
        target: float,
        choice: Choice,
        time_limit: TimeLimit,
        part: float,
    ) -> Int32:
        """Move a cheaper set to a target to the front, if a part of the search finds one."""
        size = _giant_size(target, graph.n)
        giant = collapse(graph, task.accounts[order], measures=("giant",))
        needed = giant.dismantling_set(target)
        if needed is None or size < 1:
            return order
        cheaper_set = find_cheaper_set(task, order[:needed], size, choice, time_limit.part(part))
        sizes = levels(target, graph.n)
        return reinsert(
            graph, task, _move_to_front(cheaper_set, order), sizes, time_limit=time_limit
        )[0]


def _share_of(name: str) -> float:
    """Return the share of the giant at which a member was reinserted."""
    _, at, share = name.rpartition("+reinsert@")
    return float(share) if at else _TARGETS[2]


def _halve_sizes(share: float, n: int) -> list[int]:
    """List sizes of the giant from half of all accounts down to a share, and on from there."""
    above = [_giant_size(0.5**i, n) for i in range(1, 7) if 0.5**i > share]
    return [*above, *levels(share, n)]


def _giant_size(target: float, n: int) -> int:
    """Return the largest giant that a target allows."""
    return int(target * n + 1e-9)


def _move_to_front(first: Int32, order: Int32) -> Int32:
    """Move some places of an order to the front."""
    return np.concatenate([first, order[~np.isin(order, first)]])


def _make_member(name: str, time_limit: TimeLimit) -> Strategy:
    """Make a member; one that takes long leaves local search its share of the time."""
    from graphres.strategies import strategy

    if name == _PER_COST:
        return TiesPerCost()
    member = strategy(name)
    if isinstance(member, Betweenness | BeliefDecimation):
        member.time_limit = TimeLimit() if time_limit.deadline is None else time_limit.part(_SHARE)
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
