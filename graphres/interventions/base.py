"""What a lever is: it picks accounts by a strategy and changes how messages travel."""

from __future__ import annotations

import difflib
import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.interventions.grammar import Term
from graphres.interventions.ground import Ground
from graphres.kernels.hashing import Words
from graphres.layers import Layers
from graphres.spread import Spread
from graphres.strategies import Strategy, strategy

__all__ = ["Key", "Lever", "Scene"]

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Key:
    """A number that a lever takes: default, unit, range and meaning."""

    default: float | None
    unit: str
    least: float
    most: float
    help: str
    is_whole: bool = False

    def read(self, name: str, text: str, where: str) -> float:
        """The value, or `UsageError`."""
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        good = self.least <= value <= self.most and (not self.is_whole or value == int(value))
        if not good:
            kind = "a whole number" if self.is_whole else "a number"
            raise UsageError(
                f"{name}={text} is out of range",
                where=where,
                do=f"give {kind} from {self.least:g} to {self.most:g}",
            )
        return value


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
        What acting on each account costs; 1 when absent.
    layers : Layers, optional
    ties : {'counter', 'message', 'random'}
    jobs : int
    notes : list of str
        What a lever has to say of its choice.
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

    def affordable(self, order: Int32, budget: float) -> Int32:
        """Down an order, whoever the budget still pays for."""
        if self.cost is None:
            return order[: int(budget + 1e-9)]
        left, chosen = budget, []
        for account in order.tolist():
            price = float(self.cost[account])
            if price <= left + 1e-9:
                left -= price
                chosen.append(account)
        return np.array(chosen, dtype=np.int32)

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
        self.values: dict[str, float | None] = {k: key.default for k, key in self.keys.items()}
        self.said: dict[str, str] = {name: options[0] for name, options in self.words.items()}
        self.head = self._settle(term)
        self.strategy: Strategy | None = None
        if self.has_budget and self.head not in self.own_strategies:
            self.strategy = strategy(self.head)

    def _settle(self, term: Term) -> str:
        """Take the lever's own keys; what is left is the strategy, in-degree when nothing is."""
        rest: list[str] = []
        for item in term.items:
            pair = term.key(item)
            if pair is None or not (pair[0] in self.keys or pair[0] in self.words):
                self._refuse_misspelt(pair, rest)
                rest.append(item)
            elif pair[0] in self.keys:
                self.values[pair[0]] = self.keys[pair[0]].read(*pair, str(term))
            else:
                self.said[pair[0]] = self._word(*pair)
        if not rest:
            return self.default_head()
        head = rest[0]
        return head + (":" if ":" not in head else ",") * (len(rest) > 1) + ",".join(rest[1:])

    def default_head(self) -> str:
        """What stands for no strategy at all."""
        return "in-degree"

    def _refuse_misspelt(self, pair: tuple[str, str] | None, before: list[str]) -> None:
        known = [*self.keys, *self.words]
        if pair is None:
            return
        near = difflib.get_close_matches(pair[0], known, n=1)
        if near or not before:
            hint = f"did you mean {near[0]}?" if near else f"{self.kind} takes: {', '.join(known)}"
            raise UsageError(f"{self.kind} has no {pair[0]!r}", where=str(self.term), do=hint)

    def _word(self, name: str, text: str) -> str:
        if text not in self.words[name]:
            raise UsageError(
                f"{name}={text} is unknown",
                where=str(self.term),
                do=f"choose from: {', '.join(self.words[name])}",
            )
        return text

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
        assert self.strategy is not None
        limit = int(budget + 1e-9) if scene.cost is None else None
        order = self.strategy(
            scene.graph,
            eligible=scene.eligible & ~taken,
            limit=limit,
            seed=scene.spread.seed,
            run=run,
            spread=scene.spread,
            jobs=scene.jobs,
        )
        return scene.affordable(order, budget)

    @abstractmethod
    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> Words | None:
        """Change the ground; the worlds in which others than the chosen are acted on, if any."""

    def to_dict(self) -> dict[str, Any]:
        """Kind, strategy and every value, for a manifest."""
        said: dict[str, Any] = {"kind": self.kind, **self.values, **self.said}
        return said | ({"strategy": self.head} if self.has_budget else {"name": self.head})
