"""From what was typed to levers with their part of a budget, and the accounts they act on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module

import numpy as np

from graphres.close_matches import suggest
from graphres.errors import UsageError
from graphres.interventions.aliases import instead_of
from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.syntax import Plan, Term, parse_plan
from graphres.kernels.arrays import Int32, Words

# To add a lever: write its file, and name its class here.
LEVERS = {
    "suspend": "suspend:Suspend",
    "private": "private:Private",
    "flood": "flood:Flood",
    "counter": "counter:Counter",
    "platform": "platform:Platform",
    "crowd": "crowd:Crowd",
    "limit": "limit:Limit",
}


def lever_class(kind: str) -> type[Lever]:
    """The class of a kind, or `UsageError` with the nearest one."""
    if kind not in LEVERS:
        raise UsageError(f"no intervention {kind!r}", do=instead_of(kind) or suggest(kind, LEVERS))
    module, _, name = LEVERS[kind].partition(":")
    found: type[Lever] = getattr(import_module(f"graphres.interventions.{module}"), name)
    return found


def families() -> dict[str, type[Lever]]:
    """Every lever by kind."""
    return {kind: lever_class(kind) for kind in LEVERS}


@dataclass(frozen=True)
class Act:
    """What an intervention does in one run: whom each lever acts on, and what that costs."""

    levers: tuple[Lever, ...]
    chosen: tuple[Int32, ...]
    cost: float | None

    def apply(self, ground: Ground, scene: Scene) -> Words | None:
        """Change the ground; worlds in which accounts that are not meant are acted on."""
        astray: Words | None = None
        for lever, chosen in zip(self.levers, self.chosen, strict=True):
            more = lever.apply(ground, chosen, scene)
            if more is not None:
                astray = more if astray is None else astray | more
        return astray


@dataclass(frozen=True)
class Intervention:
    """Levers pulled at once or one after the other, with shares of one budget.

    Parameters
    ----------
    name : str
        As typed.
    plan : Plan
    levers : tuple of Lever
        Those of all terms, in order.
    shares : tuple of Fraction
        Of the budget, a lever; 0 for one that has none.
    """

    name: str
    plan: Plan
    levers: tuple[Lever, ...]
    shares: tuple[Fraction, ...]

    @property
    def is_random(self) -> bool:
        """Whether it may pick others in another run."""
        return any(lever.is_random for lever in self.levers)

    @property
    def is_chancy(self) -> bool:
        """Whether its effect is drawn."""
        return any(lever.is_chancy for lever in self.levers)

    @property
    def has_budget(self) -> bool:
        """Whether any of its levers acts on chosen accounts."""
        return any(lever.has_budget for lever in self.levers)

    def choose(self, scene: Scene, budget: float, run: int) -> Act:
        """Whom every lever acts on; nobody is acted on by two."""
        taken = np.zeros(scene.graph.n, dtype=bool)
        chosen = []
        for lever, part in zip(self.levers, self._parts(scene, budget), strict=True):
            accounts = lever.choose(scene, part, run, taken)
            taken[accounts] = True
            chosen.append(accounts)
        cost = sum(scene.price(accounts) for accounts in chosen) if self.has_budget else None
        return Act(self.levers, tuple(chosen), cost)

    def _parts(self, scene: Scene, budget: float) -> list[float]:
        """The budget of every lever; in whole accounts where accounts cost the same."""
        ends = np.cumsum([0, *(float(share) for share in self.shares)]) * budget
        if scene.cost is None:
            ends = np.floor(ends + 0.5 + 1e-9)
        return [float(part) for part in np.diff(ends)]

    def prefixes(self) -> list[Intervention]:
        """The same stopped after the first step, the second, …; itself the last."""
        made = []
        for count in range(1, len(self.plan.steps)):
            steps = Plan(self.plan.steps[:count])
            size = len(steps.terms)
            made.append(Intervention(str(steps), steps, self.levers[:size], self.shares[:size]))
        return [*made, self]


def intervention(text: str) -> Intervention:
    """Understand an intervention.

    Raises
    ------
    UsageError
        For an unknown kind, key or strategy, and weights that do not add up.

    Examples
    --------
    >>> made = intervention("0.25*suspend:in-degree + 0.75*private:random")
    >>> [lever.kind for lever in made.levers], [str(share) for share in made.shares]
    (['suspend', 'private'], ['1/4', '3/4'])
    """
    plan = parse_plan(text)
    levers = tuple(lever_class(term.kind)(term) for term in plan.terms)
    return Intervention(text, plan, levers, _shares(plan.terms, levers, text))


def _shares(terms: tuple[Term, ...], levers: tuple[Lever, ...], text: str) -> tuple[Fraction, ...]:
    paid = [term for term, lever in zip(terms, levers, strict=True) if lever.has_budget]
    free = [term for term, lever in zip(terms, levers, strict=True) if not lever.has_budget]
    if any(term.share is not None for term in free):
        raise UsageError(
            f"{free[0].kind} takes no share of the budget", where=text, do="leave its weight out"
        )
    given = [term.share for term in paid if term.share is not None]
    if given and (len(given) < len(paid) or sum(given) != 1):
        raise UsageError("weights do not add up to 1", where=text, do="give each part one")
    equal = Fraction(1, max(len(paid), 1))
    return tuple(
        (equal if term.share is None else term.share) if lever.has_budget else Fraction(0)
        for term, lever in zip(terms, levers, strict=True)
    )
