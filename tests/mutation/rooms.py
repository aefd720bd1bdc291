"""Which tests have to notice a change of which files."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Folders that are mutated, and the tests that are run for them, the nearest first.
TESTS: dict[str, tuple[str, ...]] = {
    "graphres/kernels/campaign": (
        "tests/campaigns/test_twin.py",
        "tests/campaigns/test_invariants.py",
        "tests/campaigns/test_rediscovery.py",
        "tests/campaigns/test_follows.py",
        "tests/campaigns/test_matching.py",
    ),
    "graphres/kernels/cascade": ("tests/spread", "tests/interventions/test_cascade.py"),
    "graphres/kernels/centrality": ("tests/strategies/test_strategies.py",),
    "graphres/kernels/components": ("tests/measures/test_curves.py", "tests/measures"),
    "graphres/kernels/dismantling": (
        "tests/strategies/test_dismantling.py",
        "tests/strategies/test_strategies.py",
        "tests/strategies/test_search.py",
        "tests/strategies/test_prices.py",
    ),
    "graphres/kernels/structures": (
        "tests/kernels/structures",
        "tests/graph",
        "tests/strategies/test_strategies.py",
    ),
    "graphres/kernels/csr.py": ("tests/graph", "tests/measures/test_curves.py"),
    "graphres/kernels/hashing.py": ("tests/kernels/test_hashing.py", "tests/spread"),
    "graphres/measures": ("tests/measures", "graphres/measures"),
    "graphres/spread": ("tests/spread", "graphres/spread"),
    "graphres/graph": ("tests/graph", "graphres/graph", "tests/measures/test_curves.py"),
    "graphres/campaigns": ("tests/campaigns", "graphres/campaigns"),
}


def files_of(folder: str) -> list[Path]:
    """The modules of a folder, or the one that is named."""
    path = ROOT / folder
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def tests_of(path: Path) -> tuple[str, ...]:
    """What is run for a mutant of a file: the test file of its name first, if there is one."""
    name = path.relative_to(ROOT).as_posix()
    tests = next(tests for folder, tests in TESTS.items() if name.startswith(folder))
    nearest = sorted((ROOT / "tests").rglob(f"test_{path.stem}.py"))
    return (*(each.relative_to(ROOT).as_posix() for each in nearest), *tests)
