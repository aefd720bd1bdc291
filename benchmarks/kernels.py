"""From which size on compiling a kernel pays, with nothing cached and with everything cached.

Interpreting costs i seconds an element, running compiled c, and getting there a fixed price: numba
started once a process (imported, its compiler set up), and the kernel compiled, or loaded from the
cache. They break even at price / (i - c) elements. What a kernel's decorator says
of both stands in the last column.
"""

from __future__ import annotations

import json
import tempfile
from typing import Any

from harness import HERE, arguments, machine, publish, run, script, table

HEADER = [
    "kernel",
    "interpreted, ns/element",
    "compiled, ns/element",
    "compile, s",
    "load, s",
    "break-even, nothing cached",
    "cached",
    "cached, numba running",
    "decorator now: ns/element, compile s",
]
Clocks = dict[str, Any]


def clocked(follows: int, cache: str) -> Clocks:
    """What a process with this kernel cache measures."""
    job = script(HERE / "jobs" / "clock_kernels.py", str(follows))
    done = run(job, env={"NUMBA_CACHE_DIR": cache})
    assert done is not None
    clocks: Clocks = json.loads(done.output)
    return clocks


def row(cold: Clocks, warm: Clocks, start: float) -> list[str]:
    """One kernel; `start` is the seconds that numba takes to get ready."""
    elements = cold["elements"]
    interpreted = min(clocks["interpreted"] for clocks in (cold, warm)) / elements
    compiled = min(clocks["later"] for clocks in (cold, warm)) / elements
    compiling, loading = (clocks["first"] - clocks["later"] for clocks in (cold, warm))
    prices = start + compiling, start + loading, loading
    return [
        f"`{cold['kernel']}`",
        f"{interpreted * 1e9:.1f}",
        f"{compiled * 1e9:.2f}",
        f"{compiling:.2f}",
        f"{loading:.3f}",
        *(f"{price / (interpreted - compiled):,.0f}" for price in prices),
        f"{cold['interpret_ns_per_element']}, {cold['compile_seconds']}",
    ]


def main() -> None:
    """Measure in one process with an empty cache, then in another with what the first left."""
    options = arguments(__doc__, follows=1e5)
    with tempfile.TemporaryDirectory() as cache:
        cold, warm = (clocked(int(options.follows), cache) for _ in range(2))
    start = warm["start"]
    pairs = zip(cold["clocks"], warm["clocks"], strict=True)
    text = table(HEADER, [row(*pair, start) for pair in pairs])
    note = (
        f"Elements are those of all arrays of a call, with {options.follows:,.0f} follows. "
        f"Starting numba takes {start:.2f} s, which the first two break-evens hold. "
        f"{machine('numpy', 'numba')}"
    )
    publish("kernels", f"{text}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
