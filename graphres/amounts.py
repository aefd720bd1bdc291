"""Option values that say more than one thing: ``5%``, ``random:20``, ``all``, ``top:100``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from graphres.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


#: What can't be meant: years of work, or more than any memory holds.
MOST_RUNS = 1_000_000
MOST_WORLDS = 1 << 20
MOST_JOBS = 1024


def parse_whole_number(text: str, option: str, *, least: int, most: int | None = None) -> int:
    """Return a whole number that is at least ``least``, and at most ``most`` where that is given.

    Examples
    --------
    >>> parse_whole_number("12", "--points", least=1)
    12
    """
    number = parse_digits(text)
    if number is not None and number >= least and (most is None or number <= most):
        return number
    bounds = f"from {least} on" if most is None else f"from {least} to {most:,}"
    raise UsageError(f"{option} takes a whole number {bounds}, not {_shortened(text)}")


def parse_digits(text: str) -> int | None:
    """Return the number that some digits are; None for other text, and for more than 18 digits.

    Examples
    --------
    >>> parse_digits("012"), parse_digits("-1"), parse_digits("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


@dataclass(frozen=True)
class Amount:
    """A budget: so much, or a share of all there is.

    Parameters
    ----------
    value : Fraction
        In accounts or in cost; of a share, in hundredths.
    is_share : bool
    in_cost : bool
        Whether parts of a unit can be spent; accounts are rounded down.
    """

    value: Fraction
    is_share: bool
    in_cost: bool

    def of(self, cost: npt.NDArray[np.float64]) -> float:
        """Return what may be spent, of accounts that cost so much each."""
        if not self.is_share:
            return float(self.value)
        if self.in_cost:
            return float(self.value) / 100 * float(cost.sum())
        return float(int(self.value * len(cost) / 100))


def parse_amount(text: str, *, in_cost: bool = False) -> Amount:
    """Make a budget of ``N`` or ``N%``; N is whole where it counts accounts.

    Examples
    --------
    >>> import numpy as np
    >>> parse_amount("2.5%").of(np.ones(1000)), parse_amount("7.5", in_cost=True).of(np.ones(1000))
    (25.0, 7.5)
    """
    if not text.endswith("%"):
        if not in_cost:
            return Amount(Fraction(parse_whole_number(text, "--budget", least=0)), False, False)
        return Amount(_fraction(text), False, True)
    share = _fraction(text[:-1].strip())
    if share > 100:
        raise UsageError(f"--budget takes from 0% to 100%, not {text!r}")
    return Amount(share, True, in_cost)


#: A number that is quick to take exactly: 1e999999999 has a thousand million digits.
_NUMBER = re.compile(r"\s*[+-]?[0-9_./]{1,40}(e[+-]?[0-9]{1,2})?\s*", re.IGNORECASE)


def _fraction(text: str) -> Fraction:
    try:
        if not _NUMBER.fullmatch(text):
            raise ValueError
        value = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"--budget takes N or N%, not {_shortened(text)}") from error
    if value < 0:
        raise UsageError(f"--budget takes no less than 0, not {text!r}")
    return value


def group_amounts(text: str, *, in_cost: bool = False) -> dict[str, Amount]:
    """Parse budgets by group, such as ``a=100,b=5%``.

    Examples
    --------
    >>> {group: float(amount.value) for group, amount in group_amounts("a=100,b=5%").items()}
    {'a': 100.0, 'b': 5.0}
    """
    amounts: dict[str, Amount] = {}
    for part in text.split(","):
        group, equals, amount = part.rpartition("=")
        if not equals or not group.strip():
            raise UsageError(
                "with --budget-by, --budget names groups", where=text, do="write GROUP=N,GROUP=N"
            )
        if group.strip() in amounts:
            raise UsageError(f"--budget names {group.strip()!r} twice", where=text)
        amounts[group.strip()] = parse_amount(amount.strip(), in_cost=in_cost)
    return amounts


def parse_budget(text: str | None, n: int) -> int | None:
    """Return how many accounts a budget of ``N`` or ``N%`` allows, the share rounded down.

    Examples
    --------
    >>> parse_budget("20", 1000), parse_budget("2.5%", 1000), parse_budget(None, 1000)
    (20, 25, None)
    """
    import numpy as np

    return None if text is None else int(parse_amount(text).of(np.ones(n)))


def parse_points(text: str) -> int | None:
    """Return how many points of a curve to keep; None for ``all``."""
    return None if text == "all" else parse_whole_number(text, "--points", least=1)


def parse_share(text: str, option: str) -> float:
    """Return a share from 0 on and under 1.

    Examples
    --------
    >>> parse_share("0.1", "--hide")
    0.1
    """
    try:
        share = float(text)
    except ValueError as error:
        raise UsageError(f"{option} takes a share such as 0.1, not {text!r}") from error
    if not 0 <= share < 1:
        raise UsageError(f"{option} takes a share from 0 on and under 1, not {text!r}")
    return share


def parse_tie_runs(text: str) -> int:
    """Return how many runs draw their ties: ``first`` is none, ``random:20`` is 20.

    Examples
    --------
    >>> parse_tie_runs("first"), parse_tie_runs("random:20")
    (0, 20)
    """
    if text == "first":
        return 0
    kind, _, runs = text.partition(":")
    if kind != "random":
        raise UsageError(f"--ties takes first or random:RUNS, not {text!r}")
    return parse_whole_number(runs, "--ties random:", least=1, most=MOST_RUNS)
