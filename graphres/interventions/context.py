"""What a lever is: it picks accounts by a strategy and changes how messages travel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

import numpy as np

from graphres.close_matches import find_close_matches
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.graph.layers import Layers
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key, settle
from graphres.interventions.syntax import Term
from graphres.kernels.arrays import Float64, Int32, Mask, Words
from graphres.spread import Spread
from graphres.strategies import Strategy, strategy

Made = TypeVar("Made")


@dataclass(frozen=True)
class Scene:
    """What levers choose from.

    Parameters
    ----------
    graph : FollowGraph
    spread : Spread
    eligible : ndarray of bool, shape (n,)
        Who may be acted on.
    targets : ndarray of bool, shape (n,), optional
        Who is meant, where that is said; others acted on are collateral.
    protected : ndarray of bool, shape (n,)
        Who is never acted on, not even in error.
    cost : ndarray of float64, shape (n,), optional
        What acting on each account costs, NaN where unknown; 1 when absent.
    layers : Layers, optional
    ties : {'counter', 'message', 'random'}
    jobs : int
    notes : list of str
        What a lever has to say of its choice.
    orders : dict
        Orders that no probability changes, shared by scenes that differ in that alone.
    """

    graph: FollowGraph
    spread: Spread
    eligible: Mask
    protected: Mask
    targets: Mask | None = None
    cost: Float64 | None = None
    layers: Layers | None = None
    ties: str = "counter"
    jobs: int = 1
    notes: list[str] = field(default_factory=list)
    orders: dict[Any, Int32] = field(default_factory=dict)
    _kept: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, make: Callable[[], Made]) -> Made:
        """What is the same for every budget and run, made when it is first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    def affordable(self, order: Int32, budget: float) -> Int32:
        """Down an order, whoever the budget still pays for."""
        if self.cost is None:
            return order[: int(budget + 1e-9)]
        return self.prices(budget).walk(order).order

    def prices(self, budget: float) -> Budget:
        """One purse that pays what every account costs."""
        cost = np.ones(self.graph.n) if self.cost is None else self.cost
        return Budget.of_costs(cost, budget)

    def price(self, accounts: Int32) -> float:
        """What acting on these accounts costs."""
        return float(len(accounts) if self.cost is None else self.cost[accounts].sum())


class Lever(ABC):
    """One kind of intervention.

    A subclass says its ``kind``, ``summary`` and ``keys``, and writes `apply`; `choose` when it
    does not pick by a strategy.
    """

    kind: ClassVar[str]
    summary: ClassVar[str]
    keys: ClassVar[dict[str, Key]] = {}
    words: ClassVar[dict[str, tuple[str, ...]]] = {}
    has_budget: ClassVar[bool] = True
    #: What the lever's own name in place of a strategy means, beside the registry's.
    own_strategies: ClassVar[tuple[str, ...]] = ()

    def __init__(self, term: Term) -> None:
        self.term = term
        settled = settle(term, self.keys, self.words)
        self.values, self.said = settled.values, settled.said
        self.head = settled.head or self.default_head()
        self.strategy: Strategy | None = None
        if self.has_budget and self.head not in self.own_strategies:
            self.strategy = self._chooser()

    def default_head(self) -> str:
        """What stands for no strategy at all."""
        return "in-degree"

    def _chooser(self) -> Strategy:
        """The strategy, or `StrategyError` with the nearest name that the lever knows."""
        try:
            return strategy(self.head)
        except StrategyError as error:
            close = find_close_matches(self.head, self.own_strategies)
            if not close:
                raise
            raise StrategyError(
                error.what, where=str(self.term), do=f"did you mean {close[0]}?"
            ) from error

    @property
    def is_random(self) -> bool:
        """Whether it may pick others in another run."""
        return self.strategy is not None and self.strategy.is_random

    @property
    def is_chancy(self) -> bool:
        """Whether its effect is drawn: worlds are then sampled even where follows are certain."""
        return False

    def number(self, name: str) -> float:
        """A key's value where it has one."""
        value = self.values[name]
        assert value is not None
        return value

    def choose(self, scene: Scene, budget: float, run: int, taken: Mask) -> Int32:
        """Whom to act on, at most for the budget, and nobody who is taken."""
        return scene.affordable(self._order(scene, budget, run, taken), budget)

    def _order(self, scene: Scene, budget: float, run: int, taken: Mask) -> Int32:
        """The strategy's order of who is not taken."""
        assert self.strategy is not None
        limit = int(budget + 1e-9) if scene.cost is None else None
        # What is affordable decides among priced accounts; without prices the limit says it all.
        key = self.head, limit, None if scene.cost is None else budget, run, taken.tobytes()
        if key in scene.orders:
            return scene.orders[key]
        order = self.strategy(
            scene.graph,
            eligible=scene.eligible & ~taken,
            limit=limit,
            seed=scene.spread.seed,
            run=run,
            spread=scene.spread,
            jobs=scene.jobs,
            prices=None if scene.cost is None else scene.prices(budget),
        )
        if not self.strategy.sees_spread:
            scene.orders[key] = order
        return order

    @abstractmethod
    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> Words | None:
        """Change the ground; the worlds in which others than the chosen are acted on, if any."""

    def to_dict(self) -> dict[str, Any]:
        """Kind, strategy and every value, for a manifest."""
        said: dict[str, Any] = {"kind": self.kind, **self.values, **self.said}
        return said | ({"strategy": self.head} if self.has_budget else {"name": self.head})
