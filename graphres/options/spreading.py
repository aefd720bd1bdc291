"""``-p``, ``--model``, ``--sources`` and so on: how a message travels, and who posts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.moderation import eligibility
from graphres.options.raw import RawOptions
from graphres.spread import Grouping, Spread
from graphres.spread.listeners import listeners

_COLUMN = "col:"


@dataclass(frozen=True)
class SpreadOptions:
    """How a message travels, as options say it.

    Parameters
    ----------
    text : str, optional
        The probability as it was typed; None where levels are to be found.
    probability : float or {'wc', 'col'}
        See `Spread`.
    column : str, optional
        The column of the follows that ``-p col:NAME`` names.
    model : {'ic', 'lt'}
    worlds : int
    together : bool
    sources : str
        ``all``, ``top:K``, ``where:EXPR`` or a file.
    group : str, optional
        The column of the account table by whose groups listeners are told apart.
    """

    text: str | None
    probability: float | str
    column: str | None = None
    model: str = "ic"
    worlds: int = 256
    together: bool = False
    sources: str = "all"
    group: str | None = None

    @classmethod
    def parse(cls, raw: RawOptions) -> SpreadOptions:
        """Understand the options; `UsageError` for a value that is none."""
        text, sources = raw.text("probability"), raw.text("sources") or "all"
        eligibility.check_sources(sources)
        probability, column = Spread().probability, None
        if text is not None:
            probability, column = parse_probability(text)
        options = cls(
            text,
            probability,
            column,
            raw.text("model") or "ic",
            raw.integer("worlds", 256),
            raw.flag("together"),
            sources,
            raw.text("group"),
        )
        options.make_spread(seed=0)
        return options

    def make_spread(self, graph: FollowGraph | None = None, *, seed: int) -> Spread:
        """Return how a message travels; everyone is a source where there is no graph."""
        sources = None if graph is None else eligibility.sources(self.sources, graph)
        return Spread(self.probability, self.model, self.worlds, self.together, seed, sources)

    def find_groups(self, graph: FollowGraph, seed: int) -> Grouping | None:
        """Return the groups of listeners; ``seed`` is for communities."""
        return listeners(graph, self.group, seed)

    def list_files(self) -> list[tuple[str, str]]:
        """Return the file of sources, if one is named, with its role."""
        if self.sources == "all" or self.sources.startswith(("top:", "where:")):
            return []
        return [("sources", self.sources)]

    def to_facts(self, spread: Spread, worlds: int | None, sources: int | None) -> dict[str, Any]:
        """Return what a manifest says of how a message travelled."""
        probability = spread.probability if self.column is None else f"{_COLUMN}{self.column}"
        return {
            "model": spread.model,
            "probability": None if self.text is None else probability,
            "worlds": worlds,
            "sources": self.sources,
            "source_accounts": sources,
            "together": spread.together,
        }


def parse_probability(text: str) -> tuple[float | str, str | None]:
    """Understand ``-p``: a probability as `Spread` takes it, and the column that holds it.

    Examples
    --------
    >>> parse_probability("0.2"), parse_probability("wc"), parse_probability("col:weight")
    ((0.2, None), ('wc', None), ('col', 'weight'))
    """
    if text == "wc":
        return text, None
    if text.startswith(_COLUMN):
        name = text.removeprefix(_COLUMN)
        if not name:
            raise UsageError("-p col: names no column", do="write -p col:NAME")
        return "col", name
    try:
        return float(text), None
    except ValueError as error:
        raise UsageError(f"-p takes a number from 0 to 1, wc or col:NAME, not {text!r}") from error
