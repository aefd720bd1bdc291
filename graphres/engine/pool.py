"""Threads that share work: results come in order, and an exception waits for no thread.

The standard library's pools join their threads when their block ends and again when the process
does, so that Ctrl-C waits for compiled code that nothing can interrupt. These threads are daemons:
whoever leaves by an exception leaves at once, and what has not begun never begins.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

OnProgress = Callable[[int, int], None]


class _Task(NamedTuple):
    """A call, and where its result goes."""

    future: Future[Any]
    work: Callable[..., Any]
    arguments: tuple[Any, ...]

    def run(self) -> None:
        """Call, unless it has been cancelled meanwhile."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work(*self.arguments)
        except BaseException as error:  # whoever asks for the result gets it
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Pool:
    """Threads that take calls in the order in which they were submitted.

    At the end of its block it waits for all calls, unless an exception ends the block: then calls
    that have not begun are cancelled, and the others are left to themselves.

    Parameters
    ----------
    threads : int, optional
        At most so many; the number of cores when absent.

    Examples
    --------
    >>> with Pool(2) as pool:
    ...     sums = [pool.submit(sum, numbers) for numbers in ([1, 2], [3, 4])]
    >>> [each.result() for each in sums]
    [3, 7]
    """

    def __init__(self, threads: int | None = None) -> None:
        self._limit = max(1, threads or os.cpu_count() or 1)
        self._threads: list[threading.Thread] = []
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()

    def submit(self, work: Callable[..., R], *arguments: Any) -> Future[R]:
        """Have a call made by the next thread that is free."""
        future: Future[R] = Future()
        self._tasks.put(_Task(future, work, arguments))
        if len(self._threads) < self._limit:
            thread = threading.Thread(target=_serve, args=(self._tasks,), daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Dismiss the threads; wait for them only where nothing went wrong."""
        if kind is not None:
            self._cancel_waiting()
        for _ in self._threads:
            self._tasks.put(None)
        if kind is None:
            for thread in self._threads:
                thread.join()

    def _cancel_waiting(self) -> None:
        try:
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task.future.cancel()
        except Empty:
            return


def _serve(tasks: SimpleQueue[_Task | None]) -> None:
    """Run tasks until there is None."""
    while (task := tasks.get()) is not None:
        task.run()
        del task  # what it holds may be large, and the next may be long in coming


def map_in_order(
    work: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
) -> Generator[R, None, None]:
    """Yield what the work gives for each item, in their order, whichever thread did it.

    Parameters
    ----------
    work : callable
        Called with one item; compiled kernels run beside each other.
    items : sequence
    jobs : int, optional
        Threads; the number of cores when absent.
    on_progress : callable, optional
        Called with (done, total) after each item has been taken.

    Examples
    --------
    >>> list(map_in_order(len, ["a", "bcd", ""], jobs=2))
    [1, 3, 0]
    """
    with Pool(min(jobs or os.cpu_count() or 1, max(1, len(items)))) as pool:
        futures = deque(pool.submit(work, item) for item in items)
        for done in range(1, len(items) + 1):
            yield futures.popleft().result()
            if on_progress:
                on_progress(done, len(items))
