"""One decorator: a kernel runs as the Python it is until compiling it pays.

A kernel is a plain function over arrays, named tuples of them and numbers, and allocates nothing:
it writes into arrays it is given (a helper that kernels call may return numbers). Interpreted, it
sees its arrays as memoryviews, so that every element is a Python ``int`` or ``float``, which cannot
overflow where a compiled integer would widen. Compiled, it is numba's. Both write the same bytes.

When to compile is the ski-rental question: interpreting is the rent, compiling the price. A kernel
is interpreted until the rent it has paid in this process would have bought its compiled form; what
all kernels have paid together buys the start of numba itself. The rent is foreseen from the size of
the arrays; where a call took longer, what it took counts. Nothing then costs much more than
twice the best choice made with hindsight. Who knows how many calls are to come says so, by
`expecting`: their rent counts from the first one on.
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
# kernel from the cache on disk. Measured by benchmarks/kernels.py, like every rent and price.
_START = 0.6
_LOAD = 0.01


class _Ahead(threading.local):
    """How many calls of every kernel this thread has been told to expect."""

    calls = 0


_AHEAD = _Ahead()


@contextmanager
def expecting(calls: int) -> Iterator[None]:
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
    rent : float
        Nanoseconds that interpreting is foreseen to take for every array element of a call.
    price : float
        Seconds that compiling takes.

    Notes
    -----
    A kernel may call other kernels of its own module. Compiled code runs without the global
    interpreter lock, so that threads share the work.
    """

    #: Seconds of interpreting by all kernels of this process.
    paid_by_all: ClassVar[float] = 0.0

    #: Called once before a kernel is compiled that no earlier process has left in the cache.
    on_compile: ClassVar[Callable[[], None] | None] = None

    def __init__(self, function: Callable[..., Any], rent: float, price: float) -> None:
        self.function = function
        self.rent = rent
        self.price = price
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__wrapped__ = function
        self._paid = 0.0
        self._last = 0.0
        self._look_at = _LOAD
        self._compiled: Callable[..., Any] | None = None
        self._plain: Callable[..., Any] | None = None
        self._lock = threading.Lock()

    def __call__(self, *arguments: Any) -> Any:
        """Run on the arguments, interpreted or compiled, whichever is due."""
        run = self._compiled
        if run is None:
            if not self._is_due(arguments):
                return self._rented(arguments)
            run = self.compiled()
        return run(*arguments)

    def _rented(self, arguments: tuple[Any, ...]) -> Any:
        """Interpret; what it took beyond the rent foreseen counts as paid too."""
        begun = time.perf_counter()
        result = self.interpret(*arguments)
        self._last = time.perf_counter() - begun
        self._pay(max(0.0, self._last - self._foreseen(arguments)))
        return result

    def _foreseen(self, arguments: tuple[Any, ...]) -> float:
        return sum(map(elements, arguments)) * self.rent * 1e-9

    def _pay(self, rent: float) -> None:
        self._paid += rent
        Kernel.paid_by_all += rent

    def _is_due(self, arguments: tuple[Any, ...]) -> bool:
        rent = self._foreseen(arguments)
        self._pay(rent)
        ahead = max(rent, self._last) * _AHEAD.calls
        if "numba" not in sys.modules and Kernel.paid_by_all + ahead <= _START:
            return False
        return self._paid + ahead > self.price or self._is_found(ahead)

    def _is_found(self, ahead: float) -> bool:
        """Whether the cache holds it by now; looked up again when as much again has been paid."""
        if self._paid + ahead <= self._look_at:
            return False
        if self.is_cached():
            return True
        self._look_at = 2 * (self._paid + ahead)
        return False

    def interpret(self, *arguments: Any) -> Any:
        """Run as plain Python, whatever the size."""
        return self.plain()(*map(_buffers, arguments))

    def plain(self) -> Callable[..., Any]:
        """The Python form, whose calls of kernels are of their Python forms too."""
        if self._plain is None:
            self._plain = _with_globals(self.function, _plain_global)
        return self._plain

    def compiled(self) -> Callable[..., Any]:
        """The compiled form, made at the first call and kept."""
        with self._lock:
            if self._compiled is None:
                if Kernel.on_compile is not None and not self.is_cached():
                    Kernel.on_compile()
                self._compiled = _compile(self.function)
            return self._compiled

    def is_cached(self) -> bool:
        """Whether an earlier process left the compiled form in the cache folder."""
        folder = cache_folder()
        pattern = f"{self.function.__module__}.{self.function.__name__}-*.kernel"
        return folder is not None and any(folder.glob(pattern))


def kernel(*, rent: float, price: float) -> Callable[[Callable[..., Any]], Kernel]:
    """Make a `Kernel` of a function; benchmarks/kernels.py measures its rent and price.

    Examples
    --------
    >>> @kernel(rent=100, price=0.2)
    ... def double(values, out):
    ...     for i in range(len(values)):
    ...         out[i] = 2 * values[i]
    >>> out = np.zeros(3, dtype=np.int64)
    >>> double(np.array([1, 2, 3]), out)
    >>> out
    array([2, 4, 6])
    """

    def decorate(function: Callable[..., Any]) -> Kernel:
        return Kernel(function, rent, price)

    return decorate


def elements(argument: Any) -> int:
    """Array elements of an argument."""
    if isinstance(argument, tuple):
        return sum(map(elements, argument))
    return argument.size if isinstance(argument, np.ndarray) else 0


def _buffers(argument: Any) -> Any:
    """An argument as plain Python indexes it fastest."""
    if isinstance(argument, tuple):
        return type(argument)(*map(_buffers, argument))
    if isinstance(argument, np.generic):
        return argument.item()
    return argument.data if isinstance(argument, np.ndarray) else argument


def _compile(function: Callable[..., Any]) -> Callable[..., Any]:
    """Numba's form of a kernel, kept on disk where there is a folder for it."""
    import numba

    from graphres.kernels.checked_cache import KernelCache

    plain = _with_globals(function, _compiled_global)
    # Kernels allocate nothing. Unless numba is told so, every call of one by another counts
    # references to its arrays, which can take longer than what it does.
    options: dict[str, Any] = {"nogil": True, "_nrt": False}
    compiled = numba.njit(**options)(plain)
    folder = usable_folder()
    if folder is not None:
        compiled._cache = KernelCache(plain, folder)
    return cast(Callable[..., Any], compiled)


def _plain_global(value: Any) -> Any:
    """Return a global of a kernel as plain Python takes it."""
    if isinstance(value, Kernel):
        return value.plain()
    return _buffers(value)


def _compiled_global(value: Any) -> Any:
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
