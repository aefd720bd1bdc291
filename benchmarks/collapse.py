"""The main job beside its peers, whole processes: a CSV of follows in, numbers out.

Peers remove by in-degree and measure the giant at 100 checkpoints. graphres removes by in-degree
and at random, and takes its five default measures at every removal. Its kernels are compiled by a
first run into an empty cache, which has a line of its own.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from harness import (
    HERE,
    Command,
    Measured,
    alternate,
    arguments,
    follows_csv,
    graphres,
    machine,
    median_seconds,
    peak_mb,
    publish,
    script,
    table,
    verdict,
)

PEERS = ["scipy", "scipy_reverse", "networkit", "igraph", "rustworkx", "networkx", "tiger"]
EXTRA = "scipy_reverse"  # contracts and adds back, as graphres does: shown, but no ordinary script
PACKAGES = ["numpy", "numba", "pyarrow", "scipy", "networkit", "igraph", "rustworkx", "networkx"]
BOTH = "graphres, in-degree + random"
DEFAULTS = "graphres, defaults (11 orders)"
FIRST = "graphres, in-degree + random, first run ever"
COLUMNS = ["seconds", "fastest–slowest", "peak MB", "time over graphres'"]


def graphres_commands(path: Path, folder: str) -> dict[str, Command]:
    """In-degree beside one random order, and the command as it comes (ten random orders)."""
    collapse = ["collapse", str(path), "-o", f"{folder}/out.csv", "--force", "--quiet"]
    both = ["-s", "in-degree", "-s", "random", "--runs", "1"]
    return {BOTH: graphres(*collapse, *both), DEFAULTS: graphres(*collapse)}


def peer_commands(path: Path, peers: list[str]) -> dict[str, Command]:
    """One command a peer; the key is how the table calls it."""
    return {peer: script(HERE / "peers" / f"{peer}_collapse.py", str(path)) for peer in peers}


def measure(
    follows: float, peers: list[str], runs: int, timeout: float
) -> dict[str, list[Measured]]:
    """All programs on one table, in turn."""
    path = follows_csv(follows)
    with tempfile.TemporaryDirectory() as folder:
        own = graphres_commands(path, folder)
        cache = {"NUMBA_CACHE_DIR": f"{folder}/cache"}
        first = alternate({FIRST: own[BOTH]}, runs=1, timeout=timeout, env=lambda: cache)
        commands = {**own, **peer_commands(path, peers)}
        return alternate(commands, runs=runs, timeout=timeout, env=lambda: cache) | first


def row(name: str, measured: list[Measured], own: float, timeout: float) -> list[str]:
    """One line of the table."""
    if not measured:
        return [name, f"over {timeout:g}", "", "", f"over {timeout / own:.0f}"]
    seconds = sorted(m.seconds for m in measured)
    middle = median_seconds(measured)
    spread = f"{seconds[0]:.2f}–{seconds[-1]:.2f}"
    return [name, f"{middle:.2f}", spread, f"{peak_mb(measured):.0f}", f"{middle / own:.1f}"]


def limits(results: dict[str, list[Measured]]) -> str:
    """How the promises stand: time beside the fastest ordinary peer, memory beside scipy."""
    done = {n: m for n, m in results.items() if m and n not in (BOTH, DEFAULTS, FIRST, EXTRA)}
    if not done:
        return "No peer to compare with."
    fastest = min(done, key=lambda name: median_seconds(done[name]))
    own = results[BOTH]
    faster = median_seconds(done[fastest]) / median_seconds(own)
    lines = [f"Fastest peer ({fastest}) over graphres: {verdict(faster, at_least=5)}."]
    if "scipy" in done:
        memory = peak_mb(own) / peak_mb(done["scipy"])
        lines.append(f"Peak memory over scipy's: {verdict(memory, at_most=1)}.")
    return " ".join(lines)


def section(follows: float, results: dict[str, list[Measured]], timeout: float) -> str:
    """The table of one size."""
    own = median_seconds(results[BOTH])
    ranked = sorted(results, key=lambda name: median_seconds(results[name]))
    header = [f"{follows:,.0f} follows", *COLUMNS]
    return table(header, [row(name, results[name], own, timeout) for name in ranked])


def main() -> None:
    """Measure each size; a peer over the timeout on one size is not run on a larger one."""
    options = arguments(__doc__, follows=[1e4, 1e5, 1e6, 1e7], peers=PEERS, runs=3, timeout=180.0)
    peers, sections = list(options.peers), []
    for follows in sorted(options.follows):
        results = measure(follows, peers, options.runs, options.timeout)
        sections.append(section(follows, results, options.timeout))
        dropped = [name for name in peers if not results[name]]
        peers = [name for name in peers if results[name]]
        if dropped:
            sections.append(f"Not run on more follows than that: {', '.join(dropped)}.")
    sections.append(limits(results))
    text = "\n\n".join([*sections, f"Medians of {options.runs}. {machine(*PACKAGES)}"])
    publish("collapse", text, write=options.write)


if __name__ == "__main__":
    main()
