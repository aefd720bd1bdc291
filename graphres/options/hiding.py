"""``--hide``: the part of a network that strategies do not see."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.amounts import parse_share, parse_whole_number
from graphres.data.convert.columns import account_column
from graphres.data.expressions import Expression, parse
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.moderation.eligibility import matching
from graphres.moderation.partial_observation import (
    HiddenAccounts,
    HiddenFollows,
    HiddenGroups,
    Hiding,
    ShortLists,
)


@dataclass(frozen=True, eq=False)
class HideOption:
    """What is hidden, as the option says it.

    Parameters
    ----------
    text : str
        The option's value.
    hiding : Hiding, optional
        What is hidden, where that takes no account table.
    matches : Expression, optional
        Accounts that match are hidden.
    community : str, optional
        The column whose groups are hidden, one a run.
    """

    text: str
    hiding: Hiding | None = None
    matches: Expression | None = None
    community: str | None = None

    def find_hiding(self, graph: FollowGraph) -> Hiding:
        """Return what strategies do not see of a graph."""
        if self.hiding is not None:
            return self.hiding
        if self.matches is not None:
            return HiddenGroups([matching(self.matches, graph)])
        assert self.community is not None
        return HiddenGroups(_find_communities(graph, self.community))


def parse_hide(text: str | None) -> HideOption | None:
    """Understand ``--hide``; `UsageError` for what hides nothing.

    Examples
    --------
    >>> parse_hide("lists:50").hiding
    ShortLists(longest=50)
    """
    if text is None:
        return None
    kind, colon, argument = text.partition(":")
    if not colon:
        return HideOption(text, HiddenFollows(parse_share(text, "--hide")))
    if kind == "accounts":
        return HideOption(text, HiddenAccounts(parse_share(argument, "--hide accounts:")))
    if kind == "lists":
        return HideOption(text, ShortLists(parse_whole_number(argument, "--hide lists:", least=1)))
    if kind == "where":
        return HideOption(text, matches=parse(argument))
    if kind != "community" or not argument:
        raise UsageError(
            "--hide takes a share of follows, accounts:Q, lists:N, community:COL or where:EXPR, "
            f"not {text!r}"
        )
    return HideOption(text, community=argument)


def _find_communities(graph: FollowGraph, name: str) -> list[Mask]:
    """Return the groups of a column, largest first; of equals, the one seen first."""
    column = account_column(graph, name, "hide by")
    by_size = column.value_counts(sort=False)
    largest = by_size.sort_values(ascending=False, kind="stable").index
    return [(column == group).to_numpy(dtype=bool, na_value=False) for group in largest]
