"""What `graphres info --environment` tells of this installation."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator

import numpy as np

import graphres
from graphres.data.provenance import versions
from graphres.data.samples import samples_folder
from graphres.kernels.cache import cache_folder
from graphres.kernels.components.weak import WeakSizes, sweep_weak_components
from graphres.kernels.csr import CompressedRows
from graphres.report.manifest import extras

#: Follows of the ring on which a kernel is timed.
_FOLLOWS = 10_000
_MISSING = "unknown"


def list_facts() -> Iterator[tuple[str, str]]:
    """Yield versions, machine, folders, extras, and how long a small kernel takes, by name."""
    yield from {"graphres": graphres.__version__, **versions()}.items()
    yield "system", platform.platform()
    yield "cores", str(os.cpu_count())
    yield "memory", _memory()
    yield "kernel cache", str(cache_folder() or "none, without a home folder")
    yield "sample graphs", str(samples_folder() or _MISSING)
    for name, there in extras().items():
        yield f"extra {name}", "yes" if there else "no"
    yield from _kernel_times()


def _memory() -> str:
    """All there is of it, where the system tells."""
    try:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # not on Windows
        return _MISSING
    return f"{size / 1e9:.1f} GB"


def _kernel_times() -> Iterator[tuple[str, str]]:
    """Yield how long the sweep of weak components takes on a ring, interpreted and compiled."""
    cached = "from the cache" if sweep_weak_components.is_cached() else "compiled"
    what = f"{_FOLLOWS:,} follows"
    yield (
        "kernel interpreted",
        f"{1e3 * _seconds(sweep_weak_components.interpret):.1f} ms for {what}",
    )
    begun = time.perf_counter()
    compiled = sweep_weak_components.compiled()
    _seconds(compiled)  # the first call compiles
    yield "kernel made ready", f"{time.perf_counter() - begun:.2f} s ({cached})"
    yield "kernel compiled", f"{1e3 * _seconds(compiled):.2f} ms for {what}"


def _seconds(sweep: Callable[..., None]) -> float:
    """How long one sweep takes over a ring whose accounts come back one after another."""
    n = _FOLLOWS
    accounts = np.arange(n, dtype=np.int32)
    offsets = np.arange(n + 1, dtype=np.int64)
    ring = [CompressedRows(offsets, np.roll(accounts, side)) for side in (-1, 1)]
    work = np.full(n, n, dtype=np.int32), np.zeros(n + 1, dtype=np.int32)
    sizes = WeakSizes(*(np.zeros(n + 1, dtype=np.int64) for _ in WeakSizes._fields))
    begun = time.perf_counter()
    sweep(*ring, accounts, *work, sizes)
    return time.perf_counter() - begun
