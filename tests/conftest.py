"""Fixtures that every test may use."""

from __future__ import annotations

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
def _own_kernel_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled kernels of a test run stay out of the user's cache folder."""
    import os

    os.environ.setdefault("NUMBA_CACHE_DIR", str(tmp_path_factory.mktemp("kernels")))
