"""Every number of the model in one place: meaning, unit, default and range."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, NamedTuple

from graphres.campaigns.pressures import as_pressure, schedule
from graphres.errors import UsageError

#: Every arm, as it is told: what would have been without, and the same dose differently spent.
ARMS = {
    "none": "no suspension",
    "all-at-once": "the plan's total on its first day",
    "random": "as many every day as in the plan, at random",
    "rotating": "as many every day, alike in followers and age, nobody twice while others remain",
    "plan": "the plan",
}

#: What arms were called before; understood wherever an arm is named.
OLD_ARMS = {"blow": "all-at-once", "spread": "rotating", "repeated": "plan"}

#: The arms that are run where none is named.
USUAL_ARMS = ("none", "plan")

#: Open accounts that one person can hold when more than one replaces each account lost.
MOST_OPEN = 16


class Lag(NamedTuple):
    """Days from a suspension to the return: a mean, or a fixed number.

    Examples
    --------
    >>> Lag.parse("3.5"), Lag.parse("fixed:2")
    (Lag(mean=3.5, fixed=0), Lag(mean=0.0, fixed=2))
    """

    mean: float
    fixed: int

    @classmethod
    def parse(cls, text: str | float) -> Lag:
        """``DAYS``, the mean of a geometric, or ``fixed:DAYS``; at least 1, the next morning."""
        kind, _, days = str(text).rpartition(":")
        try:
            value = float(days)
        except ValueError as error:
            raise _bad_lag(text) from error
        if not 1 <= value < math.inf or kind not in ("", "fixed"):
            raise _bad_lag(text)
        if kind == "":
            return cls(value, 0)
        if value != int(value):
            raise _bad_lag(text)
        return cls(0.0, int(value))


def _bad_lag(text: object) -> UsageError:
    return UsageError(
        f"return_after={text} is no lag", do="give a mean in days, or fixed:DAYS, of at least 1"
    )


class Discovery(NamedTuple):
    """How somebody new to follow is found: shares that add up to 1.

    Examples
    --------
    >>> Discovery.parse("exposure=0.5,random=0.5")
    Discovery(exposure=0.5, popular=0.0, random=0.5)
    """

    exposure: float
    popular: float
    random: float

    @classmethod
    def parse(cls, text: str) -> Discovery:
        """``exposure=0.6,popular=0.3,random=0.1``; what is left out is 0."""
        shares = dict.fromkeys(cls._fields, 0.0)
        for part in text.split(","):
            name, _, value = part.partition("=")
            try:
                if name.strip() not in shares:
                    raise ValueError(name)
                shares[name.strip()] = float(value)
            except ValueError as error:
                raise _bad_discovery(text) from error
        if any(not 0 <= share <= 1 for share in shares.values()):
            raise _bad_discovery(text)
        if abs(sum(shares.values()) - 1) > 1e-9:
            raise _bad_discovery(text)
        return cls(**shares)


def _bad_discovery(text: str) -> UsageError:
    return UsageError(
        f"discovery={text!r} is no mixture",
        do="give shares that add up to 1, such as exposure=0.6,popular=0.3,random=0.1",
    )


#: The plan, where nothing is said of what is done; its rate is chosen from the graph.
USUAL_PLAN = ("in-degree:soft",)


def _at(default: Any, unit: str, least: float, most: float, help: str) -> Any:  # noqa: A002
    about = {"unit": unit, "least": least, "most": most, "help": help}
    return field(default=default, metadata=about)


@dataclass(frozen=True)
class Parameters:
    """The model's parameters, checked.

    Every default is chosen, not measured; docs/method-campaign.md says so beside each. A field's
    metadata holds its unit, range and help, which the command line shows. With ``act``, ``suspend``
    is empty unless it is given.

    Raises
    ------
    UsageError
        For a value out of its range.

    Examples
    --------
    >>> Parameters(days=90).come_back
    0.8
    >>> Parameters(come_back=1.2)
    Traceback (most recent call last):
    ...
    graphres.errors.UsageError: come_back=1.2 is out of range; give 0 to 1
    """

    days: int = _at(120, "days", 1, 10_000, "Days to run.")
    from_day: int = _at(1, "day", 1, 10_000, "First day of suspensions, and of what is summed.")
    to_day: int | None = _at(None, "day", 1, 10_000, "Last day of suspensions (the last).")
    suspend: tuple[str, ...] = USUAL_PLAN
    waves: str | None = None
    pressure: float | str = field(
        default=1.0,
        metadata={
            "unit": "factor",
            "help": "Multiplies the rates of all channels and waves; or DAY:FACTOR,…, each from "
            "its day on.",
        },
    )
    come_back: float = _at(0.8, "probability", 0, 1, "That a suspended person comes back.")
    return_after: str | float = field(
        default="3",
        metadata={
            "unit": "days",
            "help": "Until the return: mean of a geometric, or fixed:DAYS; at least 1.",
        },
    )
    replacements: float = _at(
        1.0, "accounts", 0, MOST_OPEN, "Accounts opened at a return for each one lost."
    )
    find: float = _at(0.005, "a day", 0, 1, "Hazard that a former follower finds a new account.")
    find_contact: float = _at(
        0.005, "a day", 0, 1, "Added for each account it follows that follows the new one."
    )
    find_announcer: float = _at(0.02, "a day", 0, 1, "Added for each announcer it follows.")
    announcers: str | None = None
    refollow: float | None = _at(
        None, "share", 0, 1, "Fixed share that follows again, in place of the hazards."
    )
    refollow_after: float = _at(7.0, "days", 0, 10_000, "Mean days until then; 0 is at once.")
    weary: float = _at(1.0, "factor", 0, 1, "Multiplies hazards, or the share, at further returns.")
    follow_rate: float | None = _at(
        None,
        "a day",
        0,
        100,
        "Attempts of a person to follow somebody new (by the graph).",
    )
    discovery: str = field(
        default="exposure=0.6,popular=0.3,random=0.1",
        metadata={"unit": "shares", "help": "How somebody new is found."},
    )
    attention: str = field(
        default="conserved",
        metadata={
            "unit": "",
            "help": "Attempts that would have met a suspended person: conserved (meet another), "
            "lost (come to nothing).",
        },
    )
    newcomers: float = _at(0.0, "a day", 0, 1e6, "Persons who arrive, following nobody yet.")
    unfollow: float = _at(0.002, "a day", 0, 1, "Hazard that a follower loses interest.")
    quit: float = _at(0.0, "probability", 0, 1, "That a suspension makes the owner leave for good.")
    discourage: float = _at(
        1.0, "factor", 0, 1, "What a suspension leaves of the owner's activity."
    )
    heal: float | None = _at(None, "days", 1e-3, 1e6, "Half-life of discouragement (never heals).")
    act: tuple[str, ...] = ()
    dose: tuple[int, ...] = ()
    dose_last: int | None = _at(
        None, "day", 1, 10_000, "Day of the last suspension of every dose (spaced over all days)."
    )

    def __post_init__(self) -> None:
        if (self.act or self.dose) and self.suspend == USUAL_PLAN:
            object.__setattr__(self, "suspend", ())
        for at in fields(self):
            if "least" in at.metadata:
                _check(at.name, getattr(self, at.name), at.metadata["least"], at.metadata["most"])
        for name in ("days", "from_day", "to_day"):
            value = getattr(self, name)
            if value is not None and value != int(value):
                raise UsageError(f"{name}={value} is no day", do="give a whole number")
        if self.from_day > self.days:
            raise UsageError(
                f"from_day={self.from_day} is after the last day",
                do=f"give at most days={self.days}",
            )
        if self.last_pressed < self.from_day:
            raise UsageError(
                f"to_day={self.to_day} is before from_day={self.from_day}", do="swap them"
            )
        object.__setattr__(self, "pressure", as_pressure(self.pressure))
        Lag.parse(self.return_after)
        Discovery.parse(self.discovery)
        _check_doses(self)
        if self.attention not in ("conserved", "lost"):
            raise UsageError(
                f"attention={self.attention!r} is unknown", do="give conserved or lost"
            )

    @property
    def last_pressed(self) -> int:
        """The last day of suspensions."""
        return self.days if self.to_day is None else min(self.to_day, self.days)

    def pressure_on(self, day: int) -> Fraction:
        """What multiplies all rates on a day; 1 before the first day of a schedule.

        Examples
        --------
        >>> made = Parameters(pressure="10:0.5,20:0")
        >>> [str(made.pressure_on(day)) for day in (9, 10, 20)]
        ['1', '1/2', '0']
        """
        if not isinstance(self.pressure, str):
            return Fraction(str(self.pressure))
        steps = [(1, Fraction(1)), *schedule(self.pressure)]
        return [factor for first, factor in steps if first <= max(day, 1)][-1]

    @property
    def dosed_days(self) -> int:
        """Days over which ordered suspensions are spaced."""
        last = self.last_pressed if self.dose_last is None else self.dose_last
        return last - self.from_day + 1

    @property
    def slots(self) -> int:
        """Accounts that one person can hold open at a time."""
        return 1 if self.replacements <= 1 else MOST_OPEN


def _check_doses(made: Parameters) -> None:
    """`UsageError` for doses that are none, that no window holds, or beside other suspensions."""
    if not made.dose:
        if made.dose_last is not None:
            raise UsageError("dose_last without doses", do="give dose, such as 0,1,2,4,8")
        return
    if made.suspend or made.act or made.waves is not None or made.pressure != 1:
        raise UsageError(
            "dose orders all suspensions itself",
            do="leave out suspend, act, waves and pressure, or leave out dose",
        )
    is_counts = all(isinstance(k, int) and not isinstance(k, bool) and k >= 0 for k in made.dose)
    if not is_counts or list(made.dose) != sorted(set(made.dose)):
        raise UsageError(
            f"dose={','.join(map(str, made.dose))} is no list of doses",
            do="give whole numbers, rising, such as 0,1,2,4,8",
        )
    last = made.last_pressed if made.dose_last is None else made.dose_last
    if not made.from_day <= last <= made.last_pressed:
        raise UsageError(
            f"dose_last={made.dose_last} is out of range",
            do=f"give {made.from_day} to {made.last_pressed}",
        )
    most = made.dosed_days - (made.dose_last is None)
    if made.dose[-1] > most:
        raise UsageError(
            f"dose={made.dose[-1]} does not fit in {made.dosed_days} days",
            do=f"give at most {most}, one a day",
        )


def _check(name: str, value: Any, least: float, most: float) -> None:
    if value is None:
        return
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not least <= value <= most:
        raise UsageError(f"{name}={value} is out of range", do=f"give {least:g} to {most:g}")


def described() -> list[tuple[str, Any, str, str]]:
    """Name, default, unit and help of every field that has one."""
    return [
        (at.name, at.default, at.metadata["unit"], at.metadata["help"])
        for at in fields(Parameters)
        if "help" in at.metadata
    ]
