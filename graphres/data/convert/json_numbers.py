"""Numbers of JSON as the digits they are written with, so that no id loses any."""

from __future__ import annotations

import math

_EXACT = 2**53


class Integer(str):
    """A whole number by its digits."""

    @property
    def number(self) -> int:
        """Its value."""
        return int(self)


class Float(str):
    """A number with a point or an exponent, as it is written.

    >>> Float("12.0").exact, Float("1e18").exact
    ('12', None)
    """

    @property
    def number(self) -> float:
        """Its value."""
        return float(self)

    @property
    def exact(self) -> str | None:
        """The whole number that it is without loss, if it is one."""
        value = float(self)
        if math.isfinite(value) and value == int(value) and abs(value) < _EXACT:
            return str(int(value))
        return None
