"""How a result was made: enough to make it again."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import graphres
from graphres.data.provenance import version_of, versions


def manifest(
    *, command: Sequence[str], inputs: Sequence[Mapping[str, Any]], seconds: float, **facts: Any
) -> dict[str, Any]:
    """Return what made a result.

    Parameters
    ----------
    command : sequence of str
        The command line.
    inputs : sequence of mapping
        One each file read, with its SHA-256.
    seconds : float
        How long it took so far.
    **facts
        What else made it so: n, m, directed, tie_rule, seed, worlds, runs …

    Returns
    -------
    dict
        Those, with versions and the peak of memory in bytes.
    """
    return {
        "graphres": graphres.__version__,
        "versions": versions(),
        "command": list(command),
        "inputs": list(inputs),
        **facts,
        "seconds": round(seconds, 3),
        "peak_memory_bytes": peak_memory(),
    }


def extras() -> dict[str, bool]:
    """Return the extras that this installation offers, and whether all that each needs is there."""
    try:
        about = metadata("graphres")
    except PackageNotFoundError:  # run from a checkout
        return {}
    needs = about.get_all("Requires-Dist") or []
    return {
        extra: all(version_of(name) != "unknown" for name in _needed(needs, extra))
        for extra in about.get_all("Provides-Extra") or []
    }


def _needed(needs: Sequence[str], extra: str) -> list[str]:
    """List the packages among requirement lines that belong to an extra.

    Examples
    --------
    >>> _needed(["numpy>=1.26", 'pytest>=8.2; extra == "test"'], "test")
    ['pytest']
    """
    of_extra = re.compile(rf"([\w.-]+).*;.*extra == ['\"]{extra}['\"]")
    return [match[1] for requirement in needs if (match := of_extra.match(requirement))]


def peak_memory() -> int | None:
    """Return the most memory this process has used, in bytes; None where the system can't tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak
