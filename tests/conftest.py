"""Fixtures that every test may use."""

from __future__ import annotations

import importlib
import os
import pkgutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import graphres.kernels
from graphres.kernels.compiled import Kernel

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


#: What a kernel is compiled for here, as a share of its price: tests call it again and again, in
#: many processes, and what one has compiled the others load.
PRICE = 0.1


def all_kernels() -> list[Kernel]:
    """Every kernel there is."""
    modules = [
        importlib.import_module(m.name)
        for m in pkgutil.walk_packages(graphres.kernels.__path__, "graphres.kernels.")
    ]
    return list({k for m in modules for k in vars(m).values() if isinstance(k, Kernel)})


@pytest.fixture(scope="session", autouse=True)
def _own_kernel_cache(pytestconfig: pytest.Config) -> None:
    """Compiled kernels of test runs stay out of the user's cache folder, and are kept."""
    os.environ["NUMBA_CACHE_DIR"] = str(pytestconfig.rootpath / ".pytest_cache" / "kernels")
    for each in all_kernels():
        each.compile_seconds *= PRICE
