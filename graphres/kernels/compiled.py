"""One decorator: a kernel runs as the Python it is until compiling it pays.

A kernel is a plain function over arrays, named tuples of them and numbers, and allocates nothing:
it writes into arrays it is given, and may return numbers. It may name constants of its module:
NumPy scalars and read-only arrays. Interpreted, it sees arrays as memoryviews and scalars as Python
numbers, so that every element is an ``int`` or ``float``, which cannot overflow where a compiled
integer would widen. Compiled, it is numba's. Both write the same bytes.

When to compile is the ski-rental question. A kernel is interpreted until the time that this has
taken in this process would have paid for compiling it; what all kernels have taken together pays
for the start of numba itself. How long a call will take is estimated from the size of its arrays;
where it took longer, that counts. Nothing then costs much more than twice the best choice made with
hindsight. Callers who know how many calls are to come say so, by `expect_calls`: these count from
the first call on.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any, ClassVar, cast

import numpy as np

from graphres.kernels.cache import cache_folder, usable_folder

# Seconds: starting numba (importing it, setting its compiler up), once a process, and loading one
# kernel from the cache on disk. Measured by benchmarks/kernels.py, like what decorators say.
_START = 0.6
_LOAD = 0.01


class _Ahead(threading.local):
    """How many calls of every kernel this thread is to expect."""

    calls = 0


_AHEAD = _Ahead()


@contextmanager
def expect_calls(calls: int) -> Iterator[None]:
    """Expect so many calls of every kernel that this thread calls meanwhile."""
    before, _AHEAD.calls = _AHEAD.calls, calls
    try:
        yield
    finally:
        _AHEAD.calls = before


class Kernel:
    """A function over arrays that is interpreted while small and compiled when it pays.

    Parameters
    ----------
    function : callable
        Takes NumPy arrays, named tuples of them, integers and floats; writes into its arrays.
    interpret_ns_per_element : float
        Nanoseconds that interpreting takes for every array element of a call.
    compile_seconds : float
        Seconds that compiling takes.

    Notes
    -----
    A kernel may call other kernels. Compiled code runs without the global interpreter lock, so that
    threads share the work.
    """

    #: Seconds of interpreting by all kernels of this process.
    total_interpreted: ClassVar[float] = 0.0

    #: Called once before a kernel is compiled that no earlier process has left in the cache.
    on_compile: ClassVar[Callable[[], None] | None] = None

    def __init__(
        self,
        function: Callable[..., Any],
        interpret_ns_per_element: float,
        compile_seconds: float,
    ) -> None:
        self.function = function
        self.interpret_ns_per_element = interpret_ns_per_element
        self.compile_seconds = compile_seconds
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__wrapped__ = function
        self._interpreted = 0.0
        self._last = 0.0
        self._next_cache_check = _LOAD
        self._compiled: Callable[..., Any] | None = None
        self._plain: Callable[..., Any] | None = None
        self._lock = threading.Lock()

    def __call__(self, *arguments: Any) -> Any:
        """Run on the arguments, interpreted or compiled, whichever is due."""
        run = self._compiled
        if run is None:
            if not self._is_due(arguments):
                return self._interpret_timed(arguments)
            run = self.compiled()
        return run(*arguments)

    def _interpret_timed(self, arguments: tuple[Any, ...]) -> Any:
        """Interpret; time beyond the estimate counts too."""
        begun = time.perf_counter()
        result = self.interpret(*arguments)
        self._last = time.perf_counter() - begun
        self._count_interpreted(max(0.0, self._last - self._estimate(arguments)))
        return result

    def _estimate(self, arguments: tuple[Any, ...]) -> float:
        return sum(map(count_elements, arguments)) * self.interpret_ns_per_element * 1e-9

    def _count_interpreted(self, seconds: float) -> None:
        self._interpreted += seconds
        Kernel.total_interpreted += seconds

    def _is_due(self, arguments: tuple[Any, ...]) -> bool:
        estimate = self._estimate(arguments)
        self._count_interpreted(estimate)
        ahead = max(estimate, self._last) * _AHEAD.calls
        if "numba" not in sys.modules and Kernel.total_interpreted + ahead <= _START:
            return False
        return self._interpreted + ahead > self.compile_seconds or self._is_in_cache(ahead)

    def _is_in_cache(self, ahead: float) -> bool:
        """Check the cache, and again only when as much time again has been interpreted."""
        if self._interpreted + ahead <= self._next_cache_check:
            return False
        if self.is_cached():
            return True
        self._next_cache_check = 2 * (self._interpreted + ahead)
        return False

    def interpret(self, *arguments: Any) -> Any:
        """Run as plain Python, whatever the size."""
        return self.plain()(*map(_to_buffers, arguments))

    def plain(self) -> Callable[..., Any]:
        """Return the Python form, whose calls of kernels are of their Python forms too."""
        if self._plain is None:
            self._plain = _with_globals(self.function, _to_plain)
        return self._plain

    def compiled(self) -> Callable[..., Any]:
        """Return the compiled form, which the first call makes."""
        with self._lock:
            if self._compiled is None:
                if Kernel.on_compile is not None and not self.is_cached():
                    Kernel.on_compile()
                self._compiled = _compile(self.function)
            return self._compiled

    def is_cached(self) -> bool:
        """Return whether an earlier process left the compiled form in the cache folder."""
        folder = cache_folder()
        pattern = f"{self.function.__module__}.{self.function.__name__}-*.kernel"
        return folder is not None and any(folder.glob(pattern))


def kernel(
    *, interpret_ns_per_element: float, compile_seconds: float
) -> Callable[[Callable[..., Any]], Kernel]:
    """Make a `Kernel` of a function; benchmarks/kernels.py measures what to say of it.

    Examples
    --------
    >>> @kernel(interpret_ns_per_element=100, compile_seconds=0.2)
    ... def double(values, out):
    ...     for i in range(len(values)):
    ...         out[i] = 2 * values[i]
    >>> out = np.zeros(3, dtype=np.int64)
    >>> double(np.array([1, 2, 3]), out)
    >>> out
    array([2, 4, 6])
    """

    def decorate(function: Callable[..., Any]) -> Kernel:
        return Kernel(function, interpret_ns_per_element, compile_seconds)

    return decorate


def count_elements(argument: Any) -> int:
    """Count the array elements of an argument."""
    if isinstance(argument, tuple):
        return sum(map(count_elements, argument))
    return argument.size if isinstance(argument, np.ndarray) else 0


def _to_buffers(argument: Any) -> Any:
    """Turn an argument into what plain Python indexes fastest."""
    if isinstance(argument, tuple):
        return type(argument)(*map(_to_buffers, argument))
    if isinstance(argument, np.generic):
        return argument.item()
    return argument.data if isinstance(argument, np.ndarray) else argument


def _compile(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a kernel by numba, and keep it on disk where there is a folder for it."""
    import numba

    from graphres.kernels.checked_cache import KernelCache

    plain = _with_globals(function, _to_compiled)
    # Kernels allocate nothing. Unless numba is told so, every call of one by another counts
    # references to its arrays, which can take longer than what it does.
    options: dict[str, Any] = {"nogil": True, "_nrt": False}
    compiled = numba.njit(**options)(plain)
    folder = usable_folder()
    if folder is not None:
        compiled._cache = KernelCache(plain, folder)
    return cast(Callable[..., Any], compiled)


def _to_plain(value: Any) -> Any:
    """Return a global of a kernel as plain Python takes it."""
    if isinstance(value, Kernel):
        return value.plain()
    return _to_buffers(value)


def _to_compiled(value: Any) -> Any:
    """Return a global of a kernel as numba takes it."""
    return value.compiled() if isinstance(value, Kernel) else value


def _with_globals(function: Callable[..., Any], form: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the same function, with kernels, arrays and numbers that it names in another form."""
    assert isinstance(function, FunctionType)
    names = function.__globals__.keys() & set(function.__code__.co_names)
    if not any(isinstance(function.__globals__[name], _CONVERTED) for name in names):
        return function
    scope = dict(function.__globals__)
    scope.update((name, form(scope[name])) for name in names)
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
    copy.__module__ = function.__module__
    copy.__qualname__ = function.__qualname__
    return copy


#: Globals of kernels that differ between interpreted and compiled.
_CONVERTED = Kernel, np.ndarray, np.generic
