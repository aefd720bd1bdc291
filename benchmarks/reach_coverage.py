"""How often the 95 % intervals of reach cover the truth: 1,000 measurements that differ by seed.

The truth comes of five hundred times as many worlds. In-degree order unless said; a difference is
paired, world by world, with a random order.
"""

from __future__ import annotations

import sys

from harness import ROOT, arguments, machine, publish, table

sys.path.insert(0, str(ROOT))

from tests.spread.repetitions import CASES, TRUTH, Case, coverage

HEADER = ["", "truth", "covered, %", "half an interval", "standard error"]


def rows(case: Case, repetitions: int, worlds: int) -> list[list[str]]:
    """One line a figure."""
    print(case.name, file=sys.stderr, flush=True)
    return [
        [
            f"{case.name}: {name}",
            f"{found.truth:.4f}",
            f"{100 * found.share:.1f}",
            f"{found.half:.4f}",
            f"{found.error:.4f}",
        ]
        for name, found in coverage(case, repetitions, worlds).items()
    ]


def main() -> None:
    """Measure every case."""
    options = arguments(__doc__, repetitions=1000, truth=TRUTH)
    lines = [row for case in CASES for row in rows(case, options.repetitions, options.truth)]
    note = (
        f"{options.repetitions:,} measurements in 256 worlds each unless said; standard error as "
        f"their means scatter. {machine('numpy')}"
    )
    publish("reach_coverage", f"{table(HEADER, lines)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
