"""The graphs of an experiment: files that are read, and models that are drawn."""

from __future__ import annotations

import datetime
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphres.data.generators import MODELS, generate, options
from graphres.data.reading import ReadReport, read_follows
from graphres.data.reading.options import ReadOptions
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.studies.sweeps.schema import (
    ExperimentKey,
    flag,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)

#: Called with the name of a graph and what was noticed while it was read.
OnRead = Callable[[str, ReadReport], None]


def _date(value: Any) -> None:
    if not isinstance(value, datetime.date):
        text()(value)


_TEXT = ExperimentKey(None, text())
_FLAG = ExperimentKey(False, flag)

#: Keys of a graph that is read: the file, and the options of `graphres.read_follows`.
READ: Mapping[str, ExperimentKey] = {
    "file": _TEXT,
    **{
        name: _TEXT
        for name in ReadOptions.__dataclass_fields__
        if name
        not in ("undirected", "header", "normalize_handles", "as_of", "probability", "max_bytes")
    },
    "max_bytes": ExperimentKey(None, text_or_number()),
    "undirected": _FLAG,
    "header": ExperimentKey(None, flag),
    "normalize_handles": _FLAG,
    "as_of": ExperimentKey(None, _date),
}

#: Keys of a graph that is drawn, beside the options of its model.
DRAWN: Mapping[str, ExperimentKey] = {
    "model": ExperimentKey(None, one_of(*MODELS)),
    "n": ExperimentKey(1000, whole_number(0)),
    "mean_followers": ExperimentKey(20.0, number(0)),
    "seed": ExperimentKey(None, whole_number(0)),
    "two_platforms": ExperimentKey(None, number(0, 1)),
    "followers_outside": ExperimentKey(None, number(0)),
}


@dataclass(frozen=True)
class RequiredGraph:
    """One graph that cells need: its name, the seed of its drawing, the column of probabilities."""

    name: str
    seed: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class GraphSpec:
    """A graph as an experiment tells it.

    Parameters
    ----------
    name : str
    table : mapping
        Keys of ``READ``, or of ``DRAWN`` and the model.
    """

    name: str
    table: Mapping[str, Any]

    @property
    def is_drawn(self) -> bool:
        """Return whether a model draws it."""
        return "model" in self.table

    def keys(self) -> Mapping[str, ExperimentKey]:
        """Return the keys that it takes."""
        if not self.is_drawn:
            return READ
        model = self.table["model"]
        more = options(model) if isinstance(model, str) and model in MODELS else []
        return {
            **DRAWN,
            **{option.name: ExperimentKey(option.default, number()) for option in more},
        }

    def check(self) -> None:
        """`UsageError` where its values do not go together."""
        if not self.is_drawn:
            if "file" not in self.table:
                raise UsageError(
                    f"graph {self.name!r} has neither a file nor a model",
                    do="write file = 'follows.csv', or model = 'preferential'",
                )
            ReadOptions(**self._reading())
            return
        names = {option.name for option in options(self.table["model"])}
        MODELS[self.table["model"]](**{k: v for k, v in self.table.items() if k in names})

    def files(self) -> list[tuple[str, str]]:
        """Return what it is read from: role and path."""
        roles = {"file": "follows", "accounts": "accounts"}
        return [(role, str(self.table[key])) for key, role in roles.items() if key in self.table]

    def need(self, seed: int, column: str | None) -> RequiredGraph:
        """Return what a cell of a seed needs of it; a file is the same for all seeds."""
        drawing_seed = self.table.get("seed", seed) if self.is_drawn else None
        return RequiredGraph(self.name, drawing_seed, column)

    def make(self, need: RequiredGraph, on_read: OnRead | None = None) -> FollowGraph:
        """Read or draw it."""
        if not self.is_drawn:
            how = self._reading() | {"probability": need.column}
            graph, report = read_follows(self.table["file"], **how)
            if on_read is not None:
                on_read(self.name, report)
            return graph
        if need.column is not None:
            raise UsageError("a drawn graph has no column of probabilities", do="give a number")
        how = {k: v for k, v in self.table.items() if k != "seed"}
        return generate(how.pop("model"), seed=need.seed or 0, **how)

    def _reading(self) -> dict[str, Any]:
        return {name: value for name, value in self.table.items() if name != "file"}


class Graphs:
    """Graphs in memory for as long as cells need them, each made once.

    Parameters
    ----------
    specs : mapping of str to GraphSpec
    needs : iterable of RequiredGraph
        One a cell.
    on_read : callable, optional
        Called once for every graph that is read.
    """

    def __init__(
        self,
        specs: Mapping[str, GraphSpec],
        needs: Iterable[RequiredGraph],
        on_read: OnRead | None = None,
    ) -> None:
        self._specs = specs
        self._on_read = on_read
        self._left = Counter(needs)
        self._graphs: dict[RequiredGraph, FollowGraph] = {}
        self._locks = {need: threading.Lock() for need in self._left}

    def take(self, need: RequiredGraph) -> FollowGraph:
        """Return the graph, made by the first cell that asks for it."""
        with self._locks[need]:
            if need not in self._graphs:
                self._graphs[need] = self._specs[need.name].make(need, self._on_read)
            return self._graphs[need]

    def leave(self, need: RequiredGraph) -> None:
        """Note that one cell less needs it."""
        with self._locks[need]:
            self._left[need] -= 1
            if self._left[need] <= 0:
                self._graphs.pop(need, None)
