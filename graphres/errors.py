"""One tree of errors: what went wrong, where, and what to do about it.

Every error a user can cause is a `GraphresError`. The command line prints its one line and
leaves with its `exit_code`; in Python it is an ordinary exception.
"""

from __future__ import annotations


class GraphresError(Exception):
    """What went wrong, in one line.

    Parameters
    ----------
    what : str
        The fact, without a full stop: ``"no column 'followr'"``.
    where : str, optional
        The place: ``"follows.csv:12"``.
    do : str, optional
        The way out: ``"name one of: follower, followed"``.

    Examples
    --------
    >>> print(InputError("no column 'a'", where="f.csv", do="name one of: b, c"))
    f.csv: no column 'a'; name one of: b, c
    """

    exit_code = 4

    def __init__(self, what: str, *, where: str | None = None, do: str | None = None) -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        way_out = f"; {self.do}" if self.do else ""
        return f"{place}{self.what}{way_out}"


class UsageError(GraphresError):
    """The call itself is wrong: an unknown value, a bad expression, an output that exists."""

    exit_code = 2


class ExpressionError(UsageError):
    """An EXPR that the grammar does not admit, or that does not fit the columns it names."""


class StrategyError(UsageError):
    """An unknown strategy, or an argument it does not take."""


class InputError(GraphresError):
    """The data is wrong: a missing file, an unknown column or account, a row that can't be read."""

    exit_code = 3


class UnfinishedError(GraphresError):
    """The work could not be finished: memory, a missing extra, an output that can't be written."""

    exit_code = 4


class AccountTypeError(InputError, TypeError):
    """Accounts given as something that is neither their ids (text) nor their numbers (whole)."""


class InputWarning(UserWarning):
    """What may make the data another than was meant: names that a list has and the graph lacks."""


class CacheWarning(UserWarning):
    """What slows runs down and changes no result: compiled kernels that are damaged or not kept."""


def broken_promise(error: Exception) -> str:
    """Say what a document lacks, by the error of the code that trusted it.

    Examples
    --------
    >>> broken_promise(KeyError("rank"))
    "no 'rank'"
    """
    if isinstance(error, KeyError):
        return f"no {error}"
    return next(iter(str(error).splitlines()), type(error).__name__)
