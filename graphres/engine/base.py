"""What an engine does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from graphres.engine.pool import OnProgress

R = TypeVar("R")


class Engine(ABC):
    """Runs functions over items; results come in the order of the items, whoever made them.

    Functions stand at the top of a module, so that another process finds them. Items are small: a
    range, the path of a store. What is large and common to all items is shared once, by `share`.
    """

    #: How many items it works at, at once.
    workers: int

    @abstractmethod
    def share(self, value: Any) -> Any:
        """Put a value where all workers reach it; what to pass to `map` and `reduce` for it."""

    @abstractmethod
    def map(
        self,
        work: Callable[..., R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> Iterator[R]:
        """Yield ``work(item, *shared)`` for each item, in their order."""

    @abstractmethod
    def reduce(
        self,
        work: Callable[..., R],
        merge: Callable[[R, R], R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> R:
        """Merge ``work(item, *shared)`` of all items, two at a time; ``merge`` is associative.

        There is at least one item.
        """

    @abstractmethod
    def close(self, *, at_once: bool = False) -> None:
        """Let the workers go; ``at_once`` without waiting for what they are doing."""

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close, at once where something went wrong."""
        self.close(at_once=kind is not None)
