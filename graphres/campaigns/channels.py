"""``STRATEGY@RATE``: who is suspended, or otherwise acted on, and how many a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from graphres.errors import UsageError
from graphres.strategies import Strategy, strategy

#: Choices that a campaign makes itself, beside the strategies of the registry.
DYNAMIC = {
    "in-degree:soft": "at random in proportion to followers: nobody sees a perfect list",
    "returned": "at random among accounts whose owner was suspended before: repeated targeting",
    "young:days=D": "at random among accounts in their first D days",
}

#: What can be done to an account.
ACTS = {
    "suspend": "it is closed; the owner may come back",
    "private": "present followers stay, nobody new follows, until the owner next comes back",
    "limit": "it is noticed with a factor of the probability, until the owner next comes back",
    "counter": "it speaks against every message, until the owner next comes back",
    "flood": "what it posts is answered, and it may turn private, until the owner next comes back",
    "crowd": "it is reported; who is reported often enough is closed, some in error",
    "platform": "what stands on a platform is closed; who comes back is elsewhere",
}

_RATE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(%?)(?:/day)?")


@dataclass(frozen=True)
class Channel:
    """One way in which accounts are chosen every day, and its rate.

    Parameters
    ----------
    spec : str
        As typed.
    kind : str
        ``random``, ``in-degree``, ``soft``, ``returned``, ``young`` or ``registry``.
    share : Fraction
        Of the accounts that this channel may choose from that morning.
    count : Fraction
        Accounts a day.
    youth : int
        For ``young``: days during which an account is young.
    strategy : Strategy, optional
        For ``registry``.
    act : str
        ``suspend``, ``private``, ``limit``, ``counter`` or ``flood``.
    factor : float
        For ``limit``: what is left of the probability.
    platform : str
        For the kind ``platform``: its name.
    values : mapping of str to float
        What ``counter`` and ``flood`` take beside whom they choose; of a crowd that closes accounts
        its size, precision, recall and threshold.
    """

    spec: str
    kind: str
    share: Fraction
    count: Fraction
    youth: int = 0
    strategy: Strategy | None = None
    act: str = "suspend"
    factor: float = 1.0
    platform: str = ""
    values: Mapping[str, float | None] = field(default_factory=dict, hash=False)

    @property
    def is_crowd(self) -> bool:
        """Whether those chosen are reported, and not all of them closed."""
        return "threshold" in self.values

    def times(self, factor: Fraction) -> Channel:
        """The same choice at a multiple of the rate; a share of more than all takes all."""
        return replace(self, share=self.share * factor, count=self.count * factor)


@dataclass(frozen=True)
class Waves:
    """Every so many days the first channel takes a share of all it may choose from, besides."""

    every: int
    share: Fraction

    def times(self, factor: Fraction) -> Waves:
        """Waves of a multiple of the share; more than all is all."""
        return replace(self, share=self.share * factor)

    def strike(self, day: int, from_day: int) -> bool:
        """Whether a wave falls on this day: from_day, from_day + every, ….

        Examples
        --------
        >>> [day for day in range(1, 10) if Waves(3, Fraction(1, 10)).strike(day, 2)]
        [2, 5, 8]
        """
        return day >= from_day and (day - from_day) % self.every == 0


def parse_channel(spec: str, said: str = "") -> Channel:
    """Understand ``STRATEGY@RATE``, split at the last @; the rate is ``x%/day`` or ``n/day``.

    ``said`` is how errors call it, where it is part of something else.

    Raises
    ------
    UsageError
        For a rate that is none; what the registry raises for a strategy.

    Examples
    --------
    >>> channel = parse_channel("young:days=2@20%/day")
    >>> channel.kind, channel.youth, channel.share
    ('young', 2, Fraction(1, 5))
    >>> parse_channel("attribute:mail == 'a@b'@1.5/day").count
    Fraction(3, 2)
    """
    said = said or f"suspend={spec!r}"
    name, at, rate = spec.rpartition("@")
    found = _RATE.fullmatch(rate.strip())
    if not at or found is None:
        raise UsageError(
            f"{said} has no rate",
            do="write STRATEGY@RATE, such as in-degree@1%/day or random@5/day",
        )
    number = Fraction(found[1])
    share, count = (number / 100, Fraction(0)) if found[2] else (Fraction(0), number)
    if share > 1:
        raise UsageError(f"{said} takes more than all", do="give at most 100%/day")
    if name.strip().partition(":")[0] in ACTS:
        raise UsageError(f"{said} is no choice but what is done", do=f"write --act {spec}")
    kind, youth, chosen = _kind(name.strip())
    return Channel(spec, kind, share, count, youth, chosen)


def _kind(name: str) -> tuple[str, int, Strategy | None]:
    plain = {"random": "random", "in-degree": "in-degree", "in-degree:soft": "soft"}
    if name in plain:
        return plain[name], 0, None
    if name == "returned":
        return name, 0, None
    if name.partition(":")[0] == "young":
        days = re.fullmatch(r"young:days=(\d+)", name)
        if days is None or int(days[1]) == 0:
            raise UsageError(f"{name!r} says no days", do="write young:days=2")
        return "young", int(days[1]), None
    return "registry", 0, strategy(name)


def parse_waves(text: str) -> Waves:
    """Understand ``EVERY:SHARE``, the share as 0.2 or 20%.

    Examples
    --------
    >>> parse_waves("30:20%")
    Waves(every=30, share=Fraction(1, 5))
    """
    found = re.fullmatch(r"(\d+):(\d+(?:\.\d*)?|\.\d+)(%?)", text.strip())
    if found is not None and int(found[1]) > 0:
        share = Fraction(found[2]) / (100 if found[3] else 1)
        if share <= 1:
            return Waves(int(found[1]), share)
    raise UsageError(f"waves={text!r} are none", do="write EVERY:SHARE, such as 30:20%")
