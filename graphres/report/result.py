"""A result before any format: a document for programs, rows for tables, blocks for people."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.report.blocks import Block


@dataclass(frozen=True)
class Rows:
    """A table too long to be held as rows: named columns, in batches.

    Parameters
    ----------
    names : sequence of str
        The columns.
    batches : callable
        Gives, each time it is called, an iterable of batches; a batch is a list of equally long
        columns of plain Python values.
    """

    names: Sequence[str]
    batches: Callable[[], Iterable[Sequence[Sequence[Any]]]]

    @classmethod
    def of(cls, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Rows:
        """Make it from a few rows.

        Examples
        --------
        >>> list(Rows.of(["a", "b"], [(1, 2.0), (3, math.nan)]))
        [(1, 2.0), (3, None)]
        """
        columns = [list(column) for column in zip(*rows, strict=True)]
        return cls(names, lambda: [columns] if columns else [])

    def clean_batches(self) -> Iterator[list[Sequence[Any]]]:
        """Yield the batches, NaN as None."""
        for batch in self.batches():
            yield [_without_nan(column) for column in batch]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, NaN as None."""
        for batch in self.clean_batches():
            yield from zip(*batch, strict=True)


@dataclass(frozen=True)
class Result:
    """What a command found.

    Parameters
    ----------
    schema : str
        Such as ``graphres.collapse/1``.
    document : mapping
        The result for programs, ``Rows`` among its values; no ``schema``.
    rows : Rows
        The result as one table.
    blocks : callable
        The result for people, for a page of so many columns.
    """

    schema: str
    document: Mapping[str, Any]
    rows: Rows
    blocks: Callable[[int], Sequence[Block]]


def clean(value: Any) -> Any:
    """Return a document without NaN or infinity, which JSON has no word for: they become None.

    Examples
    --------
    >>> clean({"R": math.nan, "half": [0.5, math.inf]})
    {'R': None, 'half': [0.5, None]}
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def _without_nan(column: Sequence[Any]) -> Sequence[Any]:
    """Return a column with None for every float that is no number."""
    kinds = set(map(type, column))
    if float not in kinds or (len(kinds) == 1 and all(map(math.isfinite, column))):
        return column
    return [clean(value) for value in column]
