"""Columns of the account table that an option names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.close_matches import find_close_matches
from graphres.errors import InputError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import pandas as pd


def account_column(graph: FollowGraph, name: str, to: str) -> pd.Series[Any]:
    """A column of the account table, in account order.

    Raises
    ------
    InputError
        When there is none of that name, with the nearest one and all there are.
    """
    table = graph.accounts
    offered = [column for column in table.columns if column != "account"]
    if name in offered:
        return table[name]
    close = find_close_matches(name, offered)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise InputError(
        f"no column {name!r} to {to}",
        do=f"{hint}name one of: {', '.join(offered)}" if offered else "give --accounts FILE",
    )


def number_column(
    graph: FollowGraph,
    name: str,
    option: str,
    *,
    where: str | None,
    needed: npt.NDArray[np.bool_] | None = None,
    least: float = -np.inf,
    most: float = np.inf,
    missing: float | None = None,
) -> npt.NDArray[np.float64]:
    """A column of numbers within bounds; NaN where unknown, which only others than ``needed`` are.

    Where the column says nothing ``missing`` stands, if it is given.

    Raises
    ------
    InputError
        For the first account needed of which there is no number, or one out of bounds.
    """
    import pandas as pd

    column = account_column(graph, name, f"use for {option}")
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if missing is not None:
        numbers = np.where(column.isna().to_numpy(), missing, numbers)
    bad = ~(np.isfinite(numbers) & (numbers >= least) & (numbers <= most))
    wrong = bad if needed is None else bad & (needed | ~column.isna().to_numpy())
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        held = column.iloc[first]
        what = "nothing" if pd.isna(held) else repr(str(held))
        bounds = f"from {least:g} on" if most == np.inf else f"from {least:g} to {most:g}"
        raise InputError(
            f"account {graph.ids[first].as_py()!r} has {what} in column {name!r}",
            where=where,
            do=f"{option} takes numbers {bounds}; leave accounts out with --target-where",
        )
    return numbers


def cells(graph: FollowGraph, name: str, accounts: np.ndarray) -> list[Any]:
    """What a column holds of some accounts, as JSON and CSV have it; missing values as None."""
    return [_cell(value) for value in account_column(graph, name, "show").iloc[accounts]]


def _cell(value: Any) -> Any:
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    plain = value.item() if hasattr(value, "item") else value
    return plain if not isinstance(plain, float) or math.isfinite(plain) else None
