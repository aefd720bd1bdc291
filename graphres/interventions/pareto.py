"""Reach left against budget, and what no other beats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from graphres.interventions.plans import Intervention, intervention
from graphres.interventions.result import InterventionResult, Outcome

_SHARES = ("0.25", "0.5", "0.75")


def budgets_up_to(budget: float, points: int = 4) -> list[float]:
    """Evenly spaced budgets, whole where the last is.

    Examples
    --------
    >>> budgets_up_to(10)
    [3, 5, 8, 10]
    """
    parts = [budget * i / points for i in range(1, points + 1)]
    if budget == int(budget):
        parts = [-(-budget * i // points) for i in range(1, points + 1)]
    return list(dict.fromkeys(part for part in parts if part > 0))


def with_mixtures(plans: Sequence[Intervention]) -> list[Intervention]:
    """The interventions, and of every two single levers three mixtures.

    Examples
    --------
    >>> made = with_mixtures([intervention("suspend"), intervention("private")])
    >>> [plan.name for plan in made][2:]  # doctest: +NORMALIZE_WHITESPACE
    ['0.25*suspend + 0.75*private', '0.5*suspend + 0.5*private', '0.75*suspend + 0.25*private']
    """
    single = [
        plan
        for plan in plans
        if len(plan.levers) == 1 and plan.has_budget and not plan.plan.terms[0].weight
    ]
    names = [plan.name for plan in plans]
    made = [
        f"{share}*{one.plan} + {rest}*{other.plan}"
        for one, other in combinations(single, 2)
        for share, rest in zip(_SHARES, reversed(_SHARES), strict=True)
    ]
    return [*plans, *(intervention(name) for name in made if name not in names)]


def frontier(result: InterventionResult) -> list[bool]:
    """Which outcomes no other beats: less reach for no more budget, or as little for less.

    By means; whether a difference is beyond chance is told beside. One without a budget is
    compared as if it cost nothing.
    """
    points = [(_price(outcome), result.reach(outcome).mean) for outcome in result.outcomes]
    return [not any(_beats(other, point) for other in points) for point in points]


def _price(outcome: Outcome) -> float:
    return outcome.budget or 0.0


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one != other
