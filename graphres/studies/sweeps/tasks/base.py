"""What a cell runs, and the rows that it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from graphres.graph import FollowGraph
from graphres.options.raw import RawOptions
from graphres.options.task import Task
from graphres.studies.sweeps.schema import ExperimentKey

T = TypeVar("T", bound=Task)


class Row(NamedTuple):
    """One figure.

    Parameters
    ----------
    label : str or None
        Of which strategy, arm or intervention.
    run : str
        The number of the run; ``mean`` is over all.
    at : int or None
        Where on a curve: accounts removed, day, hop, rank; None for what sums up.
    figure : str
    value, low, high : float or None
        With its 95 % interval where it is an estimate.
    account : str or None
        Of which account, in a list of such.
    """

    label: str | None
    run: str
    at: int | None
    figure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    account: str | None = None


def list_files(task: Task) -> list[tuple[str, str]]:
    """Return the files that a task reads besides its graph: role and path."""
    return [(role, str(Path(path))) for role, path in task.list_files()]


@dataclass(frozen=True)
class TaskKind(Generic[T]):
    """A command as an experiment runs it.

    Parameters
    ----------
    name : str
        Of the command, and of its tables.
    keys : mapping of str to ExperimentKey
    parse : callable
        From the values of a table to a task; raises `GraphresError` where they do not go together.
    rows : callable
        Runs a task on a graph with so many threads, and yields its figures.
    label : str
        The column of strategies, arms or interventions, if there is one.
    names_accounts : bool
        Whether rows tell of single accounts.
    files : callable
        The files that a task reads besides its graph: role and path.
    """

    name: str
    keys: Mapping[str, ExperimentKey]
    parse: Callable[[RawOptions], T]
    rows: Callable[[T, FollowGraph, int], Iterator[Row]]
    label: str = ""
    names_accounts: bool = False
    files: Callable[[T], list[tuple[str, str]]] = list_files


def figures(row: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any, Any]]:
    """Yield name, value, low and high of the figures of a summary row.

    Examples
    --------
    >>> list(figures({"R": 0.3, "R_low": 0.2, "R_high": 0.4, "removed": 7}))
    [('R', 0.3, 0.2, 0.4), ('removed', 7, None, None)]
    >>> list(figures({"reach[en]": 0.2, "reach_low[en]": 0.1, "reach_high[en]": 0.3}))
    [('reach[en]', 0.2, 0.1, 0.3)]
    """
    ends = {end_of(name, end) for name in row for end in ("low", "high")}
    for name, value in row.items():
        if name not in ends:
            yield name, value, row.get(end_of(name, "low")), row.get(end_of(name, "high"))


def end_of(name: str, end: str) -> str:
    """Return what the low or high end of a figure is called.

    Examples
    --------
    >>> end_of("R", "low"), end_of("reach[en]", "high")
    ('R_low', 'reach_high[en]')
    """
    stem, bracket, group = name.partition("[")
    return f"{stem}_{end}{bracket}{group}"
