"""Pressure: what multiplies all rates, one factor or a schedule of days and factors."""

from __future__ import annotations

from fractions import Fraction

from graphres.errors import UsageError

#: The greatest factor.
MOST = 10**6


def as_pressure(value: float | str) -> float | str:
    """A factor as a number, a schedule as it was written."""
    if isinstance(value, str) and ":" in value:
        schedule(value)
        return value
    try:
        factor = float(value)
    except ValueError as error:
        raise _bad_pressure(value) from error
    if not 0 <= factor <= MOST:
        raise UsageError(f"pressure={value} is out of range", do=f"give 0 to {MOST:g}")
    return factor


def schedule(text: str) -> list[tuple[int, Fraction]]:
    """``DAY:FACTOR,…``, days rising."""
    try:
        pairs = [part.split(":") for part in text.split(",")]
        steps = [(int(day), Fraction(factor.strip())) for day, factor in pairs]
    except (ValueError, ZeroDivisionError) as error:
        raise _bad_pressure(text) from error
    days = [day for day, _ in steps]
    if days != sorted(set(days)) or days[0] < 0 or any(not 0 <= f <= MOST for _, f in steps):
        raise _bad_pressure(text)
    return steps


def _bad_pressure(text: object) -> UsageError:
    return UsageError(
        f"pressure={text} is neither a factor nor a schedule",
        do="give a number, or days and factors, days rising, such as 0:1,60:0.25,90:0",
    )
