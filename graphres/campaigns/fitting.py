"""Values that are left to the graph: how many can be suspended a day, and how fast it grows."""

from __future__ import annotations

from dataclasses import replace

from graphres.campaigns.parameters import USUAL_PLAN, Parameters

#: What followers grow by in a month without suspensions.
_MONTHLY_GROWTH = 0.1

#: Accounts of the start for each that can be suspended a day.
_ACCOUNTS_A_CAPACITY = 200


def fit_to_graph(made: Parameters, accounts: int, follows: int) -> Parameters:
    """Return the parameters with what was left to the graph chosen from it.

    The usual plan suspends one account a day for every 200 of the start, at least 1: a capacity.
    The usual ``follow_rate`` is x (0.1/30 + μ), x being followers of an account at the start and μ
    ``unfollow``, to three digits: where every attempt meets somebody new, followers grow by 10 %
    in the first month.

    Examples
    --------
    >>> fitted = fit_to_graph(Parameters(), accounts=1000, follows=6000)
    >>> fitted.suspend, fitted.follow_rate
    (('in-degree:soft@5/day',), 0.032)
    """
    if made.suspend == USUAL_PLAN:
        capacity = max(round(accounts / _ACCOUNTS_A_CAPACITY), 1)
        made = replace(made, suspend=(f"{USUAL_PLAN[0]}@{capacity}/day",))
    if made.follow_rate is None:
        rate = follows / max(accounts, 1) * (_MONTHLY_GROWTH / 30 + made.unfollow)
        made = replace(made, follow_rate=min(float(f"{rate:.3g}"), 100.0))
    return made
