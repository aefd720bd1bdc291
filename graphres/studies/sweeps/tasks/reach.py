"""`[[reach]]`: how far a message gets in a graph as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from graphres import spread
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.options.columns import listeners
from graphres.studies.sweeps.schema import Key, text
from graphres.studies.sweeps.tasks.base import Kind, Row, Settings
from graphres.studies.sweeps.tasks.shared import SPREADING, chosen_files, spread_of


class Reach(Kind):
    """Who hears a message now."""

    name: ClassVar[str] = "reach"
    keys: ClassVar[Mapping[str, Key]] = {**SPREADING, "group": Key(None, text())}

    def files(self, settings: Settings) -> list[tuple[str, str]]:
        """The list of sources."""
        return chosen_files(settings)

    def rows(
        self, graph: FollowGraph, settings: Settings, *, seed: int, jobs: int
    ) -> Iterator[Row]:
        """``reach``, a share of accounts, by group too; then what is heard first at each hop."""
        if graph.n == 0:
            raise InputError("there is no account that could post")
        groups = listeners(graph, settings["group"], seed)
        found = spread.reach(graph, spread_of(settings, graph, seed), groups=groups, jobs=jobs)
        yield Row(None, "mean", None, "reach", *found.whole)
        for name, share in found.by_group.items():
            yield Row(None, "mean", None, f"reach[{name}]", *share)
        for hop, share in enumerate(found.by_hop, start=1):
            yield Row(None, "mean", hop, "reach", *share)
