"""What a frontier is: points, crossings, and a sentence that says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphres.campaigns.crossings import Crossing

#: What a condition can speak of.
FIGURES = ("crossing", "crossing_low", "crossing_high", "crossings", "opened_per_suspended")

_NOUNS = {
    "replacements": "replacements for each account lost",
    "find": "a daily hazard of rediscovery",
    "pressure": "a factor on the rates of suspension",
}


class Point(NamedTuple):
    """One value: the share of the audience that is held, and accounts opened for each suspended.

    ``low`` and ``high`` bound the share; None under five runs.
    """

    value: float
    held_share: float
    low: float | None
    high: float | None
    opened_per_suspended: float | None


@dataclass(frozen=True)
class Frontier:
    """Where the audience of the last 30 days is held at its level before the pressure.

    Parameters
    ----------
    over : str
        ``replacements``, ``find`` or ``pressure``.
    points : tuple of Point
        Ascending.
    crossings : tuple of Crossing
        Ascending.
    status : str
        ``crossed`` (once), ``several``, ``never held`` or ``always held``.
    opened_per_suspended : float or None
        At the crossing, interpolated; None where there is not exactly one.
    runs : int
    """

    over: str
    points: tuple[Point, ...]
    crossings: tuple[Crossing, ...]
    status: str
    opened_per_suspended: float | None
    runs: int

    @property
    def crossing(self) -> Crossing | None:
        """The crossing, where there is exactly one."""
        return self.crossings[0] if len(self.crossings) == 1 else None

    @property
    def sentence(self) -> str:
        """What was found, in a plain sentence."""
        return _sentence(self)

    def figures(self) -> Mapping[str, Any]:
        """``FIGURES``; of the crossing only where there is exactly one."""
        found = self.crossing
        ends = (None, None, None) if found is None else found[:3]
        count = len(self.crossings)
        return dict(zip(FIGURES, (*ends, count, self.opened_per_suspended), strict=True))


def _sentence(found: Frontier) -> str:
    noun = _NOUNS[found.over]
    first, last = found.points[0].value, found.points[-1].value
    everywhere = f"{noun} from {first:g} to {last:g}"
    if found.status == "always held":
        return f"The audience is held everywhere over {everywhere}: there is no crossing."
    if found.status == "never held":
        return f"The audience is held nowhere over {everywhere}: there is no crossing."
    if found.status == "several":
        places = ", ".join(_spoken(crossing) for crossing in found.crossings)
        return (
            f"The audience is held on some stretches only of {everywhere}: it crosses at {places}."
        )
    (crossing,) = found.crossings
    where = "from" if crossing.rises else "up to"
    beyond = "below" if crossing.rises else "beyond"
    return f"The audience is held {where} {_spoken(crossing)} and not {beyond}, over {everywhere}."


def _spoken(crossing: Crossing) -> str:
    if crossing.low is None and crossing.high is None:
        return f"{crossing.value:.3g}"
    low = "below the grid" if crossing.low is None else f"{crossing.low:.3g}"
    high = "beyond the grid" if crossing.high is None else f"{crossing.high:.3g}"
    return f"{crossing.value:.3g} [{low}, {high}]"
