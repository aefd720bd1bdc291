"""The grid: one cell a graph, command, choice of values and seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.studies.sweeps.tasks import KINDS, Kind
from graphres.studies.sweeps.tasks.shared import column_of


@dataclass(frozen=True)
class Block:
    """One ``[[command]]`` of an experiment: values to go through for every key.

    Parameters
    ----------
    kind : Kind
    number : int
        Its place among those of its kind.
    graphs : tuple of str
    seeds : tuple of int
    values : mapping of str to list
        By key; defaults are a list of one.
    """

    kind: Kind
    number: int
    graphs: tuple[str, ...]
    seeds: tuple[int, ...]
    values: Mapping[str, Sequence[Any]]

    def settings(self) -> Iterator[dict[str, Any]]:
        """Every choice of values."""
        for chosen in itertools.product(*self.values.values()):
            yield dict(zip(self.values, chosen, strict=True))

    @property
    def title(self) -> str:
        """Which one it is."""
        return f"[[{self.kind.name}]] {self.number + 1}"


@dataclass(frozen=True)
class Cell:
    """One run of a command.

    Parameters
    ----------
    number : int
        From 1, in the order of the experiment.
    block : Block
    graph : str
    seed : int
    settings : mapping
        A value for every key of its kind.
    """

    number: int
    block: Block
    graph: str
    seed: int
    settings: Mapping[str, Any]

    @property
    def command(self) -> str:
        """What is run."""
        return self.block.kind.name

    @property
    def column(self) -> str | None:
        """The column of the follows' probabilities that it needs."""
        return column_of(self.settings)

    def told(self) -> dict[str, Any]:
        """What it is, for a manifest: values that are not given are left out."""
        said = {name: value for name, value in self.settings.items() if value is not None}
        about = {"cell": self.number, "command": self.command, "graph": self.graph}
        return {**about, "seed": self.seed, **said}


def cells_of(blocks: Sequence[Block]) -> tuple[Cell, ...]:
    """All cells: block by block, graph by graph, value by value, the seeds last."""
    found = (
        (block, graph, seed, settings)
        for block in blocks
        for graph in block.graphs
        for settings in block.settings()
        for seed in block.seeds
    )
    return tuple(Cell(number, *each) for number, each in enumerate(found, start=1))


def columns_of(cells: Sequence[Cell]) -> dict[str, type]:
    """The keys whose values differ between cells of one command, and what type they have.

    ``int``, ``float`` or ``str``; mixed values, and lists, are told as text.
    """
    names = [name for kind in KINDS.values() for name in _varied(kind, cells)]
    found = {}
    for name in dict.fromkeys(names):
        values = (cell.settings.get(name) for cell in cells)
        found[name] = _type_of([value for value in values if value is not None])
    return found


def _varied(kind: Kind, cells: Sequence[Cell]) -> Iterator[str]:
    own = [cell for cell in cells if cell.block.kind is kind]
    for name, key in kind.keys.items():
        values = {repr(cell.settings[name]) for cell in own}
        if key.tells and name != kind.label and len(values) > 1:
            yield name


def _type_of(values: Sequence[Any]) -> type:
    types = {type(value) for value in values}
    if types == {int}:
        return int
    return float if types <= {int, float} else str
