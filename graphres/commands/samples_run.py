"""The work of `graphres samples`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.commands import inputs
from graphres.data.samples import sample_names, samples_folder
from graphres.errors import InputError, UnfinishedError, UsageError
from graphres.report.kinds.info.result import listing_result
from graphres.report.manifest import manifest
from graphres.report.writers import write

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """List the samples, after copying them if a folder is named."""
    place = inputs.destination(given)
    folder = samples_folder()
    if folder is None:
        raise InputError("the sample graphs are not installed", do="install graphres again")
    files = sample_names()
    if given["folder"] is not None:
        copies = Path(given["folder"])
        _copy(folder, copies, force=given["force"])
        files = {name: copies / path.name for name, path in files.items()}
    write(_listed([(f"sample:{name}", str(path)) for name, path in files.items()]), place)
    return 0


def _listed(rows: list[tuple[str, str]]) -> Any:
    about = manifest(inputs=[], **inputs.circumstances())
    return listing_result("samples", ("sample", "file"), rows, about)


def _copy(source: Path, folder: Path, *, force: bool) -> None:
    """Copy every file of a folder, none of which may be there."""
    files = sorted(path for path in source.iterdir() if path.is_file())
    there = next((folder / path.name for path in files if (folder / path.name).exists()), None)
    if there is not None and not force:
        raise UsageError(
            "exists already", where=str(there), do="choose another folder or add --force"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in files:
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        fault = (error.strerror or str(error)).lower()
        raise UnfinishedError(
            f"can't be written ({fault})", where=str(folder), do="choose another folder"
        ) from error
