"""Where work runs: threads of this process, or workers of a Dask cluster. The results are the same.

`Engine` is what either does; `open_engine` opens one by its name.
"""

from __future__ import annotations

from graphres.engine.base import Engine
from graphres.engine.threads import Threads
from graphres.errors import UsageError

__all__ = ["ENGINES", "Engine", "Threads", "open_engine"]

ENGINES = ("threads", "dask")


def open_engine(name: str, *, scheduler: str | None = None, jobs: int | None = None) -> Engine:
    """Open an engine; it is closed at the end of its ``with`` block.

    Parameters
    ----------
    name : str
        One of ``ENGINES``.
    scheduler : str, optional
        For dask: the address of a scheduler, or its file. When absent, a cluster of processes is
        started on this machine.
    jobs : int, optional
        Threads, or processes of a cluster that is started; the number of cores when absent.

    Raises
    ------
    UsageError
        For an unknown name; for a scheduler without dask.
    UnfinishedError
        When dask is not installed, when no scheduler answers, and when its workers run other
        versions.

    Examples
    --------
    >>> with open_engine("threads", jobs=2) as engine:
    ...     engine.reduce(len, int.__add__, ["a", "bcd", ""])
    4
    """
    if name not in ENGINES:
        raise UsageError(f"no engine {name!r}", do=f"choose {' or '.join(ENGINES)}")
    if name == "threads":
        if scheduler is not None:
            raise UsageError("--scheduler needs --engine dask", do="add it, or leave both out")
        return Threads(jobs)
    from graphres.engine.cluster import Cluster

    return Cluster.open(scheduler, jobs)
