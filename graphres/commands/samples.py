"""`graphres samples`: the sample graphs, listed or copied."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphres.commands import completing
from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.errors import InputError, UnfinishedError, UsageError

if TYPE_CHECKING:
    from graphres.options.raw import RawOptions

EXAMPLES = (
    "graphres samples --format table",
    "graphres samples graphs/",
    "graphres samples graphs/ && graphres info graphs/karate.csv --undirected --format table",
)


@click.command(cls=Command, name="samples", examples=EXAMPLES)
@click.argument("folder", required=False, shell_complete=completing.folders)
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """List the sample graphs, or copy them to FOLDER.

    In every command sample:NAME stands for one in place of a path.
    """
    from graphres.commands.inputs import circumstances
    from graphres.commands.outputs import choose_destination
    from graphres.data.samples import sample_names, samples_folder
    from graphres.report.kinds.info.result import listing_result
    from graphres.report.manifest import manifest
    from graphres.report.writers import write

    place = choose_destination(raw)
    source, folder = samples_folder(), raw.text("folder")
    if source is None:
        raise InputError("the sample graphs are not installed", do="install graphres again")
    files = sample_names()
    if folder is not None:
        _copy_files(source, Path(folder), force=raw.flag("force"))
        files = {name: Path(folder) / path.name for name, path in files.items()}
    rows = [(f"sample:{name}", str(path)) for name, path in files.items()]
    about = manifest(inputs=[], **circumstances())
    write(listing_result("samples", ("sample", "file"), rows, about), place)
    return 0


def _copy_files(source: Path, folder: Path, *, force: bool) -> None:
    """Copy every file of a folder, none of which may be there."""
    files = sorted(path for path in source.iterdir() if path.is_file())
    existing = next((folder / path.name for path in files if (folder / path.name).exists()), None)
    if existing is not None and not force:
        raise UsageError(
            "exists already", where=str(existing), do="choose another folder or add --force"
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
