"""Belief-propagation decimation: who is most probably in a smallest set that breaks all cycles."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.kernels.arrays import Int32
from graphres.kernels.dismantling.bpd import Beliefs, pass_beliefs, weigh_beliefs
from graphres.kernels.dismantling.core_hd import find_core, leave_core
from graphres.stats.rounding import round_significant
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import (
    DismantlingStrategy,
    DismantlingTask,
    halve_components,
    start_removals,
)
from graphres.strategies.time_limit import TimeLimit

#: e⁷: what keeping an account is worth.
_WEIGHT = 1096.6331584284585

_FIRST_ROUNDS, _ROUNDS = 100, 10

#: Of the accounts in the 2-core so many are removed before messages are passed again.
_SHARE = 0.01


class BeliefDecimation(DismantlingStrategy):
    """Those most probably in a smallest set that breaks all cycles first; then trees are halved.

    Belief propagation in the 2-core says how probable it is that each account is in such a set. The
    highest hundredth goes, messages are passed again, and so on until there is no cycle. Mugisha &
    Zhou 2016, doi:10.1103/PhysRevE.94.012305, with x = 7. Follows count as ties, whichever way
    they run. Scores are probabilities, 0 once there is no cycle.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> bow_tie = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "c")]
    >>> graph = FollowGraph.from_pairs(bow_tie)
    >>> graph.ids.take(BeliefDecimation()(graph, limit=1)).to_pylist()
    ['c']
    """

    name: ClassVar[str] = "bpd"
    summary: ClassVar[str] = "belief-propagation decimation: who most probably has to break cycles"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = "Mugisha & Zhou 2016, doi:10.1103/PhysRevE.94.012305"
    cost: ClassVar[str] = "O(m) a round of messages, ten rounds for every hundredth removed"

    def __init__(self) -> None:
        self.time_limit = TimeLimit()

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Remove by probability until there is no cycle, then halve components."""
        rows = task.rows
        reverse = np.argsort(rows.targets, kind="stable")
        left = np.diff(rows.offsets).astype(np.int32)
        stack = np.zeros(task.n, dtype=np.int32)
        find_core(rows, left, stack)
        removed_belief, alone = np.full((2, len(rows.targets)), 0.25)
        beliefs = Beliefs(removed_belief, alone, np.zeros(len(rows.targets)))
        marginal = np.zeros(task.n)
        removed, scores = start_removals(task), np.zeros(task.limit)
        rounds, done = _FIRST_ROUNDS, 0
        while done < task.limit and left[: task.may_go].any() and not self.time_limit.is_over:
            pass_beliefs(rows, reverse, left, beliefs, _WEIGHT, rounds)
            weigh_beliefs(rows, reverse, left, beliefs, _WEIGHT, marginal)
            rounds = _ROUNDS
            count = max(1, int(_SHARE * np.count_nonzero(left)))
            first = np.argsort(-round_significant(marginal[: task.may_go]), kind="stable")[:count]
            for account in first.tolist():
                if left[account] == 0 or done == task.limit:
                    continue  # what went before took it out of the core
                removed.order[done], scores[done] = account, marginal[account]
                done += 1
                left[account], stack[0] = 0, account
                leave_core(rows, left, stack, 1)
        removed.done[0] = done
        halve_components(task, removed)
        stop = int(removed.done[0])
        return removed.order[:stop], scores[:stop]
