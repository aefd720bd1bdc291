"""What made a result: versions of what graphres stands on, and the bytes of files."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from graphres.data.samples import sample_path
from graphres.engine.unchanged import check_version, find_pipe

DEPENDENCIES = ("click", "networkx", "numba", "numpy", "pandas", "pyarrow", "rich", "scipy")


def versions() -> dict[str, str]:
    """Python and what graphres stands on, looked up without importing it."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **{name: version_of(name) for name in DEPENDENCIES}}


def version_of(package: str) -> str:
    """Return the installed version, or ``unknown``."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def file_input(role: str, path: str | Path, of: Path | None = None) -> dict[str, Any]:
    """Describe a file that was read: its role, its name and the SHA-256 of its bytes.

    Of a folder, ``of`` is the file in it that tells the hashes of all others.

    Raises
    ------
    InputError
        Where it has changed since it was read.
    """
    pipe = find_pipe(path)
    sha256 = _hashed(of or sample_path(path), str(path)) if pipe is None else pipe.sha256
    return {"role": role, "source": str(path), "sha256": sha256}


def _hashed(path: Path, name: str) -> str:
    with path.open("rb") as file:
        before = check_version(path, os.fstat(file.fileno()), name=name)
        digest = hashlib.file_digest(file, "sha256")
        check_version(path, os.fstat(file.fileno()), name=name, before=before)
    return digest.hexdigest()
