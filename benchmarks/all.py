"""Every benchmark in turn, results into README.md: ``python benchmarks/all.py``.

Half an hour on two cores, most of it the slowest peers. Nothing else should run meanwhile.
"""

from __future__ import annotations

import subprocess
import sys

from harness import HERE, script

SCRIPTS = (
    "check_peers.py",
    "check_reach.py",
    "cold_start.py",
    "kernels.py",
    "union_find.py",
    "strong.py",
    "reach.py",
    "reach_coverage.py",
    "rank_coverage.py",
    "interval_coverage.py",
    "choosing_reach.py",
    "dismantling.py",
    "mind.py",
    "orders.py",
    "certain.py",
    "campaign.py",
    "interventions.py",
    "reading.py",
    "store.py",
    "growth.py",
    "out_of_core.py",
    "collapse.py",
)


def main() -> int:
    """Run each script; go on after one that fails, and say at the end which did."""
    failed = []
    for name in SCRIPTS:
        print(f"\n# {name}\n", flush=True)
        flags = [] if name == "check_peers.py" else ["--write"]
        if subprocess.run(script(HERE / name, *flags), check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
