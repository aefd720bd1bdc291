"""The grid: one cell a graph, command, choice of values and seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graphres.options.task import Task
from graphres.studies.sweeps.tasks import KINDS, TaskKind


class GridChoice(NamedTuple):
    """One value for every key of a table, and the task that they make."""

    settings: Mapping[str, Any]
    task: Task


@dataclass(frozen=True)
class Block:
    """One ``[[command]]`` of an experiment: every choice of values for its keys.

    Parameters
    ----------
    kind : TaskKind
    number : int
        Its place among those of its kind.
    graphs : tuple of str
    seeds : tuple of int
    choices : tuple of GridChoice
    """

    kind: TaskKind[Any]
    number: int
    graphs: tuple[str, ...]
    seeds: tuple[int, ...]
    choices: tuple[GridChoice, ...]

    @property
    def title(self) -> str:
        """Which one it is."""
        return f"[[{self.kind.name}]] {self.number + 1}"


@dataclass(frozen=True)
class GridCell:
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
    task : Task
        What they mean, with the seed of the cell.
    """

    number: int
    block: Block
    graph: str
    seed: int
    settings: Mapping[str, Any]
    task: Task

    @property
    def command(self) -> str:
        """What is run."""
        return self.block.kind.name

    def describe(self) -> dict[str, Any]:
        """Return what it is, for a manifest: values that are not set are left out."""
        values = {name: value for name, value in self.settings.items() if value is not None}
        about = {"cell": self.number, "command": self.command, "graph": self.graph}
        return {**about, "seed": self.seed, **values}


def combine_values(values: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield every choice of one value a key."""
    for combination in itertools.product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def list_cells(blocks: Sequence[Block]) -> tuple[GridCell, ...]:
    """Return all cells: block by block, graph by graph, value by value, the seeds last."""
    places = (
        (block, graph, seed, choice.settings, replace(choice.task, seed=seed))
        for block in blocks
        for graph in block.graphs
        for choice in block.choices
        for seed in block.seeds
    )
    return tuple(GridCell(number, *place) for number, place in enumerate(places, start=1))


def find_columns(cells: Sequence[GridCell]) -> dict[str, type]:
    """Return the keys whose values differ between cells of one command, and their types.

    ``int``, ``float`` or ``str``; mixed values, and lists, are text.
    """
    names = [name for kind in KINDS.values() for name in _varied(kind, cells)]
    columns = {}
    for name in dict.fromkeys(names):
        values = (cell.settings.get(name) for cell in cells)
        columns[name] = _type_of([value for value in values if value is not None])
    return columns


def _varied(kind: TaskKind[Any], cells: Sequence[GridCell]) -> Iterator[str]:
    cells_of_kind = [cell for cell in cells if cell.block.kind is kind]
    for name, key in kind.keys.items():
        values = {repr(cell.settings[name]) for cell in cells_of_kind}
        if key.tells and name != kind.label and len(values) > 1:
            yield name


def _type_of(values: Sequence[Any]) -> type:
    types = {type(value) for value in values}
    if types == {int}:
        return int
    return float if types <= {int, float} else str
