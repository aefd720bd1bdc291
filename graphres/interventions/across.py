"""Interventions at several probabilities, and whether an assumption turns their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from graphres.interventions.cascade import Assumptions
from graphres.interventions.plans import Intervention
from graphres.interventions.result import BASELINE, Compared, InterventionResult, Outcome
from graphres.spread import Spread
from graphres.spread.levels import Level

#: Levers whose effect hangs on what is assumed of counter-messages.
_SPEAKING = ("counter", "flood")

#: What is assumed instead, to see whether that turns the order.
_IMMUNITY, _BACKLASH = 0.5, 0.2


class Measure(Protocol):
    """`graphres.intervene` on one graph, with all but these settled."""

    def __call__(
        self, interventions: Sequence[Intervention], *, spread: Spread, assumed: Assumptions
    ) -> InterventionResult:
        """Measure."""


class Order(NamedTuple):
    """Two interventions at every level: -1 where the first leaves less beyond chance, 1, or 0."""

    intervention: str
    other: str
    budget: float | None
    signs: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether one leaves less at every level."""
        return len({*self.signs}) == 1 and self.signs[0] != 0

    @property
    def turns(self) -> bool:
        """Whether one leaves less here and the other there."""
        return {-1, 1} <= {*self.signs}


class Reversal(NamedTuple):
    """An assumption under which another intervention leaves less than the leading one."""

    option: str
    value: str
    probability: float
    better: str | None


@dataclass(frozen=True, eq=False)
class Across:
    """The same interventions at every level.

    Parameters
    ----------
    levels : tuple of Level
    found : tuple of InterventionResult
        One a level.
    orders : tuple of Order
        Every two interventions at the full budget.
    leader : str, optional
        Who leaves least at every level, as far as chance lets tell; None where that depends on p.
    tried : tuple of Reversal
        Assumptions tried against the leader at the middle level; ``better`` is None where it held.
    """

    levels: tuple[Level, ...]
    found: tuple[InterventionResult, ...]
    orders: tuple[Order, ...]
    leader: str | None
    tried: tuple[Reversal, ...]

    @property
    def middle(self) -> int:
        """The place of the level that stands for all where one has to."""
        return len(self.levels) // 2


def intervene_across(
    measure: Measure,
    plans: Sequence[Intervention],
    levels: Sequence[Level],
    spread: Spread,
    assumed: Assumptions,
) -> Across:
    """Measure interventions at every level, then the leader under other assumptions.

    A follow that is live at one level is live at every higher one: levels differ by p alone.

    Parameters
    ----------
    measure : Measure
    plans : sequence of Intervention
    levels : sequence of Level
        Ascending.
    spread : Spread
        How messages travel, but for the probability.
    assumed : Assumptions
    """
    spreads = [replace(spread, probability=level.probability) for level in levels]
    found = tuple(measure(plans, spread=each, assumed=assumed) for each in spreads)
    compared = [_at_most_budget(each) for each in found]
    leader = _leader(found, compared)
    middle = len(levels) // 2
    tried: tuple[Reversal, ...] = ()
    if leader is not None:
        tried = tuple(_reversals(measure, plans, spreads[middle], assumed, leader))
    return Across(tuple(levels), found, _orders(compared), leader, tried)


def _at_most_budget(found: InterventionResult) -> list[Compared]:
    """Pairs at the full budget, or without one."""
    budgets = [outcome.budget for outcome in found.outcomes if outcome.budget is not None]
    full = max(budgets, default=None)
    return [pair for pair in found.compared() if pair.asked in (full, None)]


def _orders(compared: Sequence[Sequence[Compared]]) -> tuple[Order, ...]:
    return tuple(
        Order(first.intervention, first.other, first.budget, tuple(map(_sign, same)))
        for same in zip(*compared, strict=True)
        if (first := same[0]).other != BASELINE
    )


def _sign(pair: Compared) -> int:
    return int(pair.reach.low > 0) - int(pair.reach.high < 0)


def _leader(
    found: Sequence[InterventionResult], compared: Sequence[Sequence[Compared]]
) -> str | None:
    """Whom nobody beats beyond chance at any level; of several who leaves least at the middle."""
    fronts = [leading(pairs) for pairs in compared]
    common = set.intersection(*map(set, fronts)) if fronts else set()
    middle = found[len(found) // 2]
    full = [outcome for outcome in _fullest(middle) if outcome.name in common]
    best = min(full, key=lambda outcome: middle.reach(outcome).mean, default=None)
    return None if best is None else best.name


def _fullest(found: InterventionResult) -> Iterator[Outcome]:
    """Each intervention at its largest budget."""
    return iter({each.name: each for each in found.outcomes if each.name != BASELINE}.values())


def leading(compared: Sequence[Compared]) -> list[str]:
    """The interventions that leave less than none, and that no other beats, beyond chance."""
    beaten = {pair.intervention for pair in compared if _sign(pair) > 0}
    beaten |= {pair.other for pair in compared if _sign(pair) < 0}
    less = [p.intervention for p in compared if p.other == BASELINE and _sign(p) < 0]
    return [name for name in dict.fromkeys(less) if name not in beaten]


def _reversals(
    measure: Measure,
    plans: Sequence[Intervention],
    spread: Spread,
    assumed: Assumptions,
    leader: str,
) -> Iterator[Reversal]:
    """Each assumption on counter-messages turned by itself, where one comes into play."""
    if not any(lever.kind in _SPEAKING for plan in plans for lever in plan.levers):
        return
    for option, value, instead in _others(assumed):
        other = measure(plans, spread=spread, assumed=instead)
        better = _better(_at_most_budget(other), leader)
        yield Reversal(option, value, float(spread.probability), better)


def _others(assumed: Assumptions) -> list[tuple[str, str, Assumptions]]:
    """The other winner of ties, half immunity or full, some backlash or none."""
    ties = "counter" if assumed.ties == "message" else "message"
    immunity = _IMMUNITY if assumed.immunity == 1 else 1.0
    backlash = _BACKLASH if assumed.backlash == 0 else 0.0
    return [
        ("--tie", ties, assumed._replace(ties=ties)),
        ("--immunity", f"{immunity:g}", assumed._replace(immunity=immunity)),
        ("--backlash", f"{backlash:g}", assumed._replace(backlash=backlash)),
    ]


def _better(compared: Sequence[Compared], leader: str) -> str | None:
    """Who leaves less than the leader beyond chance, by most; none counts."""
    gains = {p.other: p.reach.mean for p in compared if p.intervention == leader and _sign(p) > 0}
    gains |= {p.intervention: -p.reach.mean for p in compared if p.other == leader and _sign(p) < 0}
    return max(gains, key=lambda name: gains[name], default=None)
