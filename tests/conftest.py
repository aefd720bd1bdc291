"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "graphres", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("graphres")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real graphs and hostile tables beside the checkout; skips where they are absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder of real graphs beside the checkout")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_kernel_cache(pytestconfig: pytest.Config) -> None:
    """Compiled kernels of test runs stay out of the user's cache folder, and are kept."""
    os.environ["NUMBA_CACHE_DIR"] = str(pytestconfig.rootpath / ".pytest_cache" / "kernels")
