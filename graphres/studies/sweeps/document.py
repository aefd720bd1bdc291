"""From a TOML document to an experiment, every mistake told with its line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphres.close_matches import suggest, suggest_path
from graphres.data.provenance import file_input
from graphres.data.reading.streams.sources import names_parts, open_source
from graphres.data.samples import sample_path
from graphres.data.store import is_store
from graphres.data.store.manifest import MANIFEST
from graphres.errors import GraphresError, InputError
from graphres.options.raw import RawOptions
from graphres.studies.sweeps.graphs import GraphSpec
from graphres.studies.sweeps.grid import (
    Block,
    GridCell,
    GridChoice,
    combine_values,
    find_columns,
    list_cells,
)
from graphres.studies.sweeps.schema import ExperimentKey, as_keys, text, whole_number
from graphres.studies.sweeps.tasks import KINDS, TaskKind
from graphres.studies.sweeps.toml_positions import Place, TomlLines

_SEED = ExperimentKey(0, whole_number(0))
_GRAPH = ExperimentKey(None, text())


@dataclass(frozen=True)
class Experiment:
    """An experiment, understood and checked.

    Parameters
    ----------
    title : str
    graphs : mapping of str to GraphSpec
    blocks : tuple of Block
    """

    title: str
    graphs: Mapping[str, GraphSpec]
    blocks: tuple[Block, ...]

    @cached_property
    def cells(self) -> tuple[GridCell, ...]:
        """The grid."""
        return list_cells(self.blocks)

    @cached_property
    def columns(self) -> dict[str, type]:
        """The keys whose values differ between cells, each with its type."""
        return find_columns(self.cells)

    @cached_property
    def labels(self) -> list[str]:
        """Return the columns of labels that there are: strategy, arm, intervention."""
        labels = [cell.block.kind.label for cell in self.cells if cell.block.kind.label]
        return list(dict.fromkeys(labels))

    @cached_property
    def accounts(self) -> list[str]:
        """Return the column of accounts, where any cell tells of single ones."""
        return ["account"] if any(b.kind.names_accounts for b in self.blocks) else []

    def inputs(self) -> list[dict[str, Any]]:
        """Return every file that is read, once, with the SHA-256 of its bytes.

        Raises
        ------
        InputError
            For one that can't be read.
        """
        graphs = {cell.graph for cell in self.cells}
        files = [file for name in self.graphs if name in graphs for file in self._files(name)]
        files += [file for cell in self.cells for file in cell.block.kind.files(cell.task)]
        return [_input(role, path) for role, path in dict.fromkeys(files)]

    def _files(self, graph: str) -> list[tuple[str, str]]:
        return self.graphs[graph].files()


def _input(role: str, path: str) -> dict[str, Any]:
    try:
        if is_store(path):
            return file_input(role, path, Path(path) / MANIFEST)
        if sample_path(path).is_file() or not names_parts(path):
            return file_input(role, path)
        with open_source(path) as opened:
            return {"role": role, "source": path, "sha256": opened.sha256}
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(),
            where=path,
            do="paths in an experiment are taken from the folder in which graphres is called",
        ) from error


def read_experiment(source: str | os.PathLike[str] | Mapping[str, Any]) -> Experiment:
    """Read and check an experiment; docs/sweep.md tells what it may say.

    Parameters
    ----------
    source : path or mapping
        A TOML file, or what one would hold.

    Raises
    ------
    InputError
        For a file that can't be read, a key that is none (with the nearest one), or a value that
        is none, with the line.

    Examples
    --------
    >>> drawn = {"model": "uniform", "n": 50, "mean_followers": 3}
    >>> grid = {"strategy": ["in-degree", "random"], "seed": [1, 2, 3]}
    >>> len(read_experiment({"graphs": {"small": drawn}, "collapse": [grid]}).cells)
    6
    """
    if isinstance(source, Mapping):
        return _Document(source, TomlLines("experiment", "")).experiment()
    path = sample_path(source)
    try:
        source_text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise InputError("no such file", where=str(path), do=suggest_path(path)) from error
    except OSError as error:
        fault = (error.strerror or str(error)).lower()
        raise InputError(fault, where=str(path), do="name a TOML file") from error
    except UnicodeDecodeError as error:
        raise InputError("not valid UTF-8", where=str(path), do="save it as UTF-8") from error
    try:
        document = tomllib.loads(source_text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        raise InputError(
            f"not TOML ({_why_no_toml(error)})", where=str(path), do="fix the line"
        ) from error
    return _Document(document, TomlLines(str(path), source_text)).experiment()


def _why_no_toml(error: Exception) -> str:
    """Return the parser's reason, or ours where it has none for users."""
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


class _Document:
    """A document on its way to an experiment."""

    def __init__(self, document: Mapping[str, Any], lines: TomlLines) -> None:
        self.document = document
        self.lines = lines

    def experiment(self) -> Experiment:
        keys = {"title": ExperimentKey("", text()), "seed": _SEED}
        sections = {"graphs": None, **dict.fromkeys(KINDS)}
        top = {name: value for name, value in self.document.items() if name not in sections}
        values = self._values((), top, keys, [*keys, *sections])
        graphs = self._graphs()
        if not graphs:
            self._refuse("no graph is told", (), do="write a table such as [graphs.mine]")
        blocks = list(self._blocks(graphs, values["seed"]))
        if not blocks:
            kinds = ", ".join(f"[[{name}]]" for name in KINDS)
            self._refuse("nothing is to be run", (), do=f"write one of {kinds}")
        return Experiment(str(values["title"][0]), graphs, tuple(blocks))

    def _graphs(self) -> dict[str, GraphSpec]:
        tables = self.document.get("graphs", {})
        if not isinstance(tables, Mapping):
            self._refuse("graphs is no table", (), "graphs", do="write [graphs.NAME]")
        specs = {}
        for name, table in tables.items():
            place = ("graphs", name)
            if not isinstance(table, Mapping):
                self._refuse(f"{name!r} is no graph", ("graphs",), name, do="write [graphs.NAME]")
            spec = GraphSpec(name, table)
            self._values(place, table, spec.keys(), list(spec.keys()), one=True)
            with _Where(self, place):
                spec.check()
            specs[name] = spec
        return specs

    def _blocks(self, graphs: Mapping[str, GraphSpec], seeds: Sequence[int]) -> Iterator[Block]:
        for name in [name for name in self.document if name in KINDS]:
            value = self.document[name]
            tables = value if isinstance(value, list) else [value]
            for number, table in enumerate(tables):
                if not isinstance(table, Mapping):
                    self._refuse(f"{name} is not a table", (), name, do=f"write [[{name}]]")
                yield self._block(KINDS[name], number, table, graphs, seeds)

    def _block(
        self,
        kind: TaskKind[Any],
        number: int,
        table: Mapping[str, Any],
        graphs: Mapping[str, GraphSpec],
        seeds: Sequence[int],
    ) -> Block:
        place = (kind.name, str(number))
        keys = {"graph": _GRAPH, "seed": _SEED, **kind.keys}
        values = self._values(place, table, keys, list(keys))
        names = values.pop("graph") if "graph" in table else list(graphs)
        for name in names:
            if name not in graphs:
                self._refuse(f"no graph {name!r}", place, "graph", do=suggest(name, graphs))
        own_seeds = values.pop("seed")
        seeds = own_seeds if "seed" in table else seeds
        values.pop("graph", None)
        choices = []
        for settings in combine_values(values):
            with _Where(self, place, list(table)):
                choices.append(GridChoice(settings, kind.parse(RawOptions(settings))))
        return Block(kind, number, tuple(names), tuple(seeds), tuple(choices))

    def _values(
        self,
        place: Place,
        table: Mapping[str, Any],
        keys: Mapping[str, ExperimentKey],
        names: Sequence[str],
        *,
        one: bool = False,
    ) -> dict[str, list[Any]]:
        """Return the values of every key, checked; ``one``: a list is a value, not several."""
        for name in table:
            if name not in keys:
                self._refuse(f"no key {name!r} here", place, name, do=suggest(name, names))
        values = {}
        for name, key in keys.items():
            values[name] = _several(table.get(name, key.default), key, one=one)
            if name in table:
                self._check(place, name, key, values[name])
        return values

    def _check(self, place: Place, name: str, key: ExperimentKey, values: list[Any]) -> None:
        if not values:
            self._refuse(f"{name} has no value", place, name, do="leave it out")
        repeated = [value for i, value in enumerate(values) if value in values[:i]]
        if repeated:
            self._refuse(f"{name} names {repeated[0]!r} twice", place, name, do="name it once")
        with _Where(self, place, [name]):
            for value in values:
                key.check(value)

    def _refuse(
        self, what: str, place: Place, key: str | None = None, do: str | None = None
    ) -> None:
        raise InputError(what, where=self.lines.where(place, key), do=do)


def _several(value: Any, key: ExperimentKey, *, one: bool) -> list[Any]:
    """Return the values to go through: those of a list, or a single one."""
    if one or value is None:
        return [value]
    if not isinstance(value, list):
        return [[value]] if key.is_list else [value]
    if not key.is_list:
        return value
    return value if value and all(isinstance(part, list) for part in value) else [value]


class _Where:
    """Says of an error inside in which line of the document its reason stands."""

    def __init__(self, document: _Document, place: Place, keys: Sequence[str] = ()) -> None:
        self.document, self.place, self.keys = document, place, keys

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, GraphresError):
            what = as_keys(f"{error.what} ({error.where})" if error.where else error.what)
            named = [key for key in self.keys if _names(what, key)] or list(self.keys)
            key = named[0] if len(named) == 1 else None
            prefix = f"{key}: " if key is not None and not _names(what, key) else ""
            at = self.document.lines.where(self.place, key)
            do = error.do and as_keys(error.do)
            raise InputError(f"{prefix}{what}", where=at, do=do) from error


def _names(what: str, key: str) -> bool:
    """Return whether a message names a key already."""
    return re.search(rf"\b{re.escape(key)}\b", what) is not None
