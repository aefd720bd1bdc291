"""What every task has: its seed, its runs, whom it may touch and which files it reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphres.errors import UsageError
from graphres.options.eligibility import EligibilityOptions
from graphres.options.spreading import SpreadOptions
from graphres.strategies import Strategy, strategy


@dataclass(frozen=True, eq=False, kw_only=True)
class Task:
    """What one run of a command does, understood and checked before anything is read.

    Parameters
    ----------
    seed : int
    runs : int, optional
        Runs of what is drawn; None for a task that has none.
    tie_runs : int
        Runs with drawn ties; 0: equals go by first appearance.
    strategies : tuple of Strategy
    eligibility : EligibilityOptions
    spreading : SpreadOptions, optional
    """

    seed: int = 0
    runs: int | None = None
    tie_runs: int = 0
    strategies: tuple[Strategy, ...] = ()
    eligibility: EligibilityOptions = field(default_factory=EligibilityOptions)
    spreading: SpreadOptions | None = None

    @property
    def probability_column(self) -> str | None:
        """Return the column of the follows that holds their probabilities."""
        return None if self.spreading is None else self.spreading.column

    def list_files(self) -> list[tuple[str, str]]:
        """Return the files of accounts that it reads: role and path."""
        paths = (getattr(strategy, "path", None) for strategy in self.strategies)
        files = [("list", str(path)) for path in paths if path is not None]
        if self.eligibility.protect:
            files.append(("protect", self.eligibility.protect))
        return files + ([] if self.spreading is None else self.spreading.list_files())


def parse_strategies(specs: tuple[str, ...]) -> tuple[Strategy, ...]:
    """Understand strategies; `UsageError` for one that is named twice."""
    repeated = sorted({spec for spec in specs if specs.count(spec) > 1})
    if repeated:
        raise UsageError(f"--strategy {repeated[0]} is given twice", do="name each once")
    return tuple(strategy(spec) for spec in specs)
