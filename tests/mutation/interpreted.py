"""A plugin of pytest for mutants: every kernel is interpreted, and no failure is made smaller."""

from __future__ import annotations

from hypothesis import Phase, settings

from graphres.kernels.compiled import Kernel


def pytest_configure() -> None:
    """Let no kernel be due for compiling, and Hypothesis stop at the first failure."""
    Kernel._is_due = lambda self, arguments: False  # type: ignore[method-assign]
    usual = settings.get_profile("graphres")  # which tests/conftest.py has registered
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", usual, phases=phases, derandomize=True, database=None)
    settings.load_profile("mutants")
