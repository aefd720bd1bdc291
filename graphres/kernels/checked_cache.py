"""Numba's cache of a compiled kernel, in files that are checked before they are believed."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.serialize import dumps

from graphres.kernels.cache import (
    read_checked,
    warn_of_damage,
    warn_of_no_cache,
    write_checked,
)


class _Impl(CompileResultCacheImpl):
    def __init__(self) -> None:
        """Skip numba's, which looks for a folder of its own."""


class KernelCache(FunctionCache):
    """Compiled forms of one kernel, a file a signature, in a folder that is known to be safe.

    Numba's own has an index, which two processes may write at once, and believes what it reads.

    Parameters
    ----------
    function : callable
        The kernel as plain Python.
    folder : Path
    """

    def __init__(self, function: Callable[..., Any], folder: Path) -> None:
        self._name = repr(function)
        self._py_func = function
        self._impl = _Impl()
        self._cache_path = str(folder)
        self.enable()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the compiled form for a signature; None where there is none to be trusted."""
        target_context.refresh()
        path = self._path(sig, target_context.codegen())
        try:
            payload = read_checked(path)
            if payload is None:
                return None
            # Only this user can have written it, and it is as it was written.
            return self._impl.rebuild(target_context, pickle.loads(payload))  # noqa: S301
        except MemoryError:
            raise
        except OSError as error:
            warn_of_no_cache(f"{path}: {(error.strerror or str(error)).lower()}")
        except Exception as error:  # whatever damage can do to a pickle
            warn_of_damage(path, error)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled form, if the disk takes it."""
        if not self._impl.check_cachable(data):
            return
        path = self._path(sig, data.codegen)
        try:
            write_checked(path, dumps(self._impl.reduce(data)))
        except OSError as error:
            warn_of_no_cache(f"{path.parent}: {(error.strerror or str(error)).lower()}")

    def _path(self, sig: Any, codegen: Any) -> Path:
        """Return the file of a signature on this processor, by this Python and numba."""
        key = sys.implementation.cache_tag, numba.__version__, self._index_key(sig, codegen)
        name = f"{self._py_func.__module__}.{self._py_func.__name__}"
        digest = hashlib.sha256(repr(key).encode()).hexdigest()
        return Path(self._cache_path, f"{name}-{digest[:24]}.kernel")
