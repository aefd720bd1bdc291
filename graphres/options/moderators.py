"""``--miss``, ``--false-alarm`` and ``--confidence``: how often moderators are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.data.convert.columns import number_column
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Mask
from graphres.moderation.moderators import Moderator
from graphres.options.eligibility import EligibilityOptions
from graphres.options.error_rates import GroupRates, find_rates, parse_rate
from graphres.options.raw import RawOptions


@dataclass(frozen=True)
class ModeratorOptions:
    """How often moderators are wrong.

    Parameters
    ----------
    miss, false_alarm : float or GroupRates, optional
        See `Moderator`.
    confidence : str, optional
        The column of the probability that an account is what its label says.
    account_table : str, optional
        Where that column stands, for errors.
    """

    miss: float | GroupRates | None = None
    false_alarm: float | GroupRates | None = None
    confidence: str | None = None
    account_table: str | None = None

    @classmethod
    def parse(cls, raw: RawOptions) -> ModeratorOptions:
        """Understand the options; `UsageError` for a rate that is none."""
        return cls(
            _parse_rate(raw, "miss"),
            _parse_rate(raw, "false_alarm", is_below_one=True),
            raw.text("confidence"),
            raw.account_table,
        )

    @property
    def errs(self) -> bool:
        """Return whether they ever miss an account, or hit a wrong one."""
        return bool(self.miss or self.false_alarm)

    def find_moderator(
        self, graph: FollowGraph, eligibility: EligibilityOptions
    ) -> Moderator | None:
        """Return who errs as the options say; None for somebody who never does."""
        miss = find_rates(graph, self.miss, "--miss")
        false_alarm = find_rates(graph, self.false_alarm, "--false-alarm")
        if not np.any(miss) and not np.any(false_alarm):
            return None
        bystanders = _find_unintended(graph, eligibility) if np.any(false_alarm) else None
        return Moderator(miss, false_alarm, bystanders)

    def find_confidence(self, graph: FollowGraph, eligible: Mask | None) -> Float64 | None:
        """Return the confidence in every label; None without ``--confidence``."""
        if self.confidence is None:
            return None
        return number_column(
            graph,
            self.confidence,
            "--confidence",
            where=self.account_table,
            needed=eligible,
            least=0,
            most=1,
        )

    def to_facts(self) -> dict[str, Any]:
        """Return what a manifest says of it."""
        facts = {
            "miss": _to_text(self.miss),
            "false_alarm": _to_text(self.false_alarm),
            "confidence": self.confidence,
        }
        return {name: value for name, value in facts.items() if value is not None}


def _parse_rate(
    raw: RawOptions, name: str, *, is_below_one: bool = False
) -> float | GroupRates | None:
    text = raw.text(name)
    if text is None:
        return None
    return parse_rate(text, f"--{name.replace('_', '-')}", is_below_one=is_below_one)


def _to_text(rate: float | GroupRates | None) -> float | str | None:
    return rate.text if isinstance(rate, GroupRates) else rate


def _find_unintended(graph: FollowGraph, eligibility: EligibilityOptions) -> Mask:
    """Return whom a false alarm may hit: nobody protected, nobody who is a target."""
    accounts = np.ones(graph.n, dtype=bool)
    targets, protected = eligibility.find_targets(graph), eligibility.find_protected(graph)
    if targets is not None:
        accounts &= ~targets
    if protected is not None:
        accounts &= ~protected
    return accounts
