"""The youngest accounts first."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from graphres.data.expressions.evaluation import unknown_column
from graphres.errors import InputError, StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.strategies.base import ScoreStrategy
from graphres.strategies.list import account_columns


class Young(ScoreStrategy):
    """The latest value of a column of the account table first: a date, or a number.

    With a column of dates of creation the youngest accounts go first, with one of last posts the
    most recently active. Accounts without a value go last. O(n log n).
    """

    name: ClassVar[str] = "young"
    summary: ClassVar[str] = "latest value of COL first: a date of creation, a last post"
    direction: ClassVar[str] = "none"
    cost: ClassVar[str] = "O(n log n)"
    usage: ClassVar[str] = "COL"
    is_sequential = True

    def __init__(self, column: str) -> None:
        self.column = column

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Take a column of the account table."""
        if not argument:
            raise StrategyError("strategy 'young' needs a column", do="write young:created")
        return cls(argument)

    def scores(self, graph: FollowGraph) -> Float64:
        """Return the column's numbers, or its dates as seconds since 1970."""
        import pandas as pd

        columns = account_columns(graph)
        if self.column not in columns:
            raise unknown_column(self.column, columns)
        values = pd.Series(columns[self.column])
        if pd.api.types.is_numeric_dtype(values):
            return values.to_numpy(dtype=np.float64)
        try:
            dates = pd.to_datetime(values, utc=True, format="ISO8601")
        except (ValueError, TypeError) as error:
            raise InputError(
                f"young: column {self.column!r} holds neither numbers nor dates",
                do="write dates as 2024-01-31",
            ) from error
        seconds = (dates - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1)
        since_1970: Float64 = np.asarray(seconds, dtype=np.float64)
        return since_1970
