"""Workers of a Dask cluster: one that runs already, or processes started here."""

from __future__ import annotations

import logging
import os
import platform
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from graphres.engine.base import Engine
from graphres.engine.pool import OnProgress
from graphres.errors import UnfinishedError

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster


R = TypeVar("R")

#: How often a task is tried again: on errors of the network, and after its worker was lost.
_RETRIES = 3

#: Seconds to wait for a scheduler, and for the first of its workers.
_PATIENCE = 30


class Cluster(Engine):
    """Workers that a Dask scheduler has.

    Use `Cluster.open`. A task whose worker is lost runs again on another one, up to three times.

    Parameters
    ----------
    client : distributed.Client
    started : distributed.LocalCluster, optional
        To be ended with the engine.
    """

    def __init__(self, client: Client, started: LocalCluster | None = None) -> None:
        self._client = client
        self._started = started
        self.workers = max(1, sum(client.nthreads().values()))

    @classmethod
    def open(cls, scheduler: str | None = None, jobs: int | None = None) -> Self:
        """Connect to a scheduler, by its address or its file; without one, start a cluster here."""
        distributed = _distributed()
        started = None
        try:
            if scheduler is None:
                started = distributed.LocalCluster(
                    n_workers=jobs or os.cpu_count() or 1,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                )
            client = _connected(distributed, started, scheduler)
        except (OSError, TimeoutError, ValueError) as error:
            raise UnfinishedError(
                f"no Dask scheduler answers ({error})",
                where=scheduler,
                do="start one with: dask scheduler",
            ) from error
        try:
            engine = cls(client, started)
            check_versions(client)
        except BaseException:
            client.close()
            if started is not None:
                started.close()
            raise
        return engine

    def share(self, value: Any) -> Any:
        """Copy the value to every worker; again, should all that have it be lost."""
        return _Shared(self._client, value)

    def map(
        self,
        work: Callable[..., R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> Iterator[R]:
        """Yield results in the order of the items."""
        done = 0

        def results() -> Iterator[R]:
            """Those that are still to come."""
            futures = deque(self._submit(work, item, *shared) for item in items[done:])
            with self._cancelling(futures):
                while futures:
                    yield futures[0].result()
                    futures.popleft()  # its result may be large: the cluster lets it go

        for attempt in range(1 + _RETRIES):
            try:
                for result in results():
                    done += 1
                    yield result
                    if on_progress is not None:
                        on_progress(done, len(items))
            except CancelledError as error:
                self._renew(shared, error, attempt)
            else:
                return

    def reduce(
        self,
        work: Callable[..., R],
        merge: Callable[[R, R], R],
        items: Sequence[Any],
        *shared: Any,
        on_progress: OnProgress | None = None,
    ) -> R:
        """Merge neighbours, then those that come of it: results move between workers alone."""
        for attempt in range(_RETRIES):
            try:
                return self._reduced(work, merge, items, shared, on_progress)
            except CancelledError as error:
                self._renew(shared, error, attempt)
        return self._reduced(work, merge, items, shared, on_progress)

    def _reduced(
        self,
        work: Callable[..., R],
        merge: Callable[[R, R], R],
        items: Sequence[Any],
        shared: Sequence[Any],
        on_progress: OnProgress | None,
    ) -> R:
        level = [self._submit(work, item, *shared) for item in items]
        futures = deque(level)
        while len(level) > 1:
            pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
            level = [self._submit(merge, *p) if len(p) == 2 else p[0] for p in pairs]
        futures += level
        with self._cancelling(futures):
            for done in range(1, len(items) + 1):
                futures[0].exception()  # waits; an error is raised with the result
                futures.popleft()
                if on_progress is not None:
                    on_progress(done, len(items))
            result: R = level[0].result()
        return result

    def close(self, *, at_once: bool = False) -> None:
        """Leave the cluster; end it if it was started here."""
        self._client.close()
        if self._started is not None:
            self._started.close(timeout=1 if at_once else None)

    def _submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        plain = [each.future if isinstance(each, _Shared) else each for each in arguments]
        return self._client.submit(work, *plain, pure=False, retries=_RETRIES)

    def _renew(self, shared: Sequence[Any], error: BaseException, attempt: int) -> None:
        """Share again what was lost with its workers, unless that happens all the time."""
        if attempt == _RETRIES:
            raise _lost_workers() from error
        self._client.wait_for_workers(1, timeout=_PATIENCE)
        for each in shared:
            if isinstance(each, _Shared):
                each.copy()

    @contextmanager
    def _cancelling(self, futures: deque[Future[Any]]) -> Iterator[None]:
        """Cancel what has not been done when the block ends by an exception."""
        from distributed import KilledWorker

        try:
            yield
        except KilledWorker as error:
            self._client.cancel(list(futures))
            raise _lost_workers() from error
        except BaseException:
            self._client.cancel(list(futures))
            raise


class _Shared:
    """A value that workers have copies of."""

    def __init__(self, client: Client, value: Any) -> None:
        self._client = client
        self._value = value
        self.copy()

    def copy(self) -> None:
        """Send it to every worker that there is."""
        self.future = self._client.scatter([self._value], broadcast=True, hash=False)[0]


def _lost_workers() -> UnfinishedError:
    return UnfinishedError(
        "the workers of the cluster were lost again and again",
        do="look at their logs: they may lack memory",
    )


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UnfinishedError(
            "--engine dask needs the package distributed", do="pip install distributed"
        ) from error
    return distributed


def _connected(distributed: Any, started: Any, scheduler: str | None) -> Client:
    """A client with at least one worker."""
    place: dict[str, Any] = {"address": started or scheduler}
    if scheduler is not None and Path(scheduler).is_file():
        place = {"scheduler_file": scheduler}
    client = distributed.Client(**place, timeout=_PATIENCE, set_as_default=False)
    client.wait_for_workers(1, timeout=_PATIENCE)
    connected: Client = client
    return connected


def worker_versions() -> dict[str, str]:
    """Versions on which the bytes of a result hang, in the process that calls this."""
    from importlib.metadata import version

    import graphres

    packages = {name: version(name) for name in ("numpy", "numba", "pyarrow")}
    return {"graphres": graphres.__version__, "python": platform.python_version(), **packages}


def check_versions(client: Client) -> None:
    """Refuse workers that run anything else than this process.

    Raises
    ------
    UnfinishedError
        With the first worker and version that differ.
    """
    here = _here()
    for address, there in client.run(worker_versions).items():
        for name, wanted in here.items():
            if there[name] != wanted:
                raise UnfinishedError(
                    f"a worker runs {name} {there[name]}, and this process {wanted}",
                    where=address,
                    do="install the same versions everywhere",
                )


def _here() -> dict[str, str]:
    return worker_versions()
