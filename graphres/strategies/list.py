"""A moderator's own choice: a list of accounts, or all that match an expression."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from graphres.data.expressions import Expression, parse
from graphres.data.reading.lists import read_ids
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.strategies.base import Choice, Ranking, Strategy


class ListFile(Strategy):
    """The accounts of a file, in its order: a name a line, or a table with their column. O(n)."""

    name: ClassVar[str] = "list"
    summary: ClassVar[str] = (
        "the accounts of FILE, in its order (a name a line, or a table with a column account)"
    )
    direction: ClassVar[str] = "none"
    cost: ClassVar[str] = "O(n)"
    usage: ClassVar[str] = "FILE"
    is_sequential = True

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Take a path."""
        if not argument:
            raise StrategyError("strategy 'list' needs a file", do="write list:FILE")
        return cls(Path(argument))

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank listed accounts that may be removed; `InputError` if none is in the graph."""
        listed = read_ids(self.path, graph)
        return Ranking(_allowed(graph.n, listed, choice)[: choice.limit])


class Attribute(Strategy):
    """All accounts that match an expression over the account table, most followed first."""

    name: ClassVar[str] = "attribute"
    summary: ClassVar[str] = "accounts that match EXPR over the account table, most followed first"
    direction: ClassVar[str] = "followers"
    cost: ClassVar[str] = "O(n log n)"
    usage: ClassVar[str] = "EXPR"
    is_sequential = True

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Parse an expression, such as ``lang == 'en'``."""
        if not argument:
            raise StrategyError(
                "strategy 'attribute' needs an expression", do="write \"attribute:lang == 'en'\""
            )
        return cls(parse(argument))

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank matches by followers, equals in tie order."""
        matches = self.expression.mask(account_columns(graph), graph.n)
        accounts = choice.candidates[matches[choice.candidates]]
        followers = graph.in_degree[accounts]
        first = np.argsort(-followers, kind="stable")[: choice.limit]
        return Ranking(accounts[first], followers[first])


def account_columns(graph: FollowGraph) -> dict[str, object]:
    """Return columns of the account table by name, ``account`` first, for an expression."""
    table = graph.accounts
    return {name: table[name].to_numpy() for name in table.columns}


def _allowed(n: int, listed: Int32, choice: Choice) -> Int32:
    may_go = np.zeros(n, dtype=bool)
    may_go[choice.candidates] = True
    return listed[may_go[listed]]
