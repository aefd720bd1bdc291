"""`graphres pack`: write a graph as a store that opens at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphres.commands import completing
from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.declarations.declaring import option
from graphres.commands.failures import say
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.data.store import Manifest
    from graphres.options.raw import RawOptions

EXAMPLES = (
    "graphres pack sample:open-platform -o platform.fgr",
    "graphres pack sample:movement --accounts sample:movement-accounts -o movement.fgr",
    "graphres pack sample:open-platform --also parquet --force -o platform.fgr",
)


_COLUMN = "col:"


@click.command(cls=Command, name="pack", examples=EXAMPLES)
@click.argument("follows", nargs=-1, required=True, shell_complete=completing.files)
@options.reading
@option(
    "Reading",
    "-p",
    "--probability",
    metavar="col:NAME",
    help="Column of FOLLOWS to keep: the probability that each passes a message on.",
)
@options.layer
@option(
    "Output",
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    help="The store: a folder, written whole or not at all. By custom it ends in .fgr.",
)
@option(
    "Output",
    "--also",
    metavar="FORM",
    multiple=True,
    help="parquet: tables of follows and accounts too, for Spark and DuckDB.",
)
@option(
    "Larger than memory",
    "--memory",
    metavar="SIZE",
    help="Take no more than this: 2GB. Follows that don't fit are sorted on disk.",
)
@option(
    "Larger than memory",
    "--scratch",
    metavar="FOLDER",
    help="Where to sort them: up to eight times the table's size (beside the store).",
)
@option("Output", "--force", is_flag=True, help="Replace a store that exists.")
@options.manners
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Write the graph as a store: a folder that every command takes as FOLLOWS.

    FOLLOWS is a table of follower and followed, - for stdin, or several files, folders and quoted
    globs that are parts of one table. A store opens in a fraction of the time that reading takes,
    and gives the same results to the byte. With --memory the table may be larger than memory.
    """
    from graphres.data.store.folder import check_place

    place = Path(raw.text("output") or "")
    _refuse_input(raw, place)
    check_place(place, force=raw.flag("force"))
    if raw.value("memory") is not None:
        manifest = _pack_bounded(raw, place)
    elif raw.value("scratch") is not None:
        raise UsageError("nothing is sorted on disk", where="--scratch", do="say --memory too")
    else:
        manifest = _pack(raw, place)
    if not raw.flag("quiet"):
        _describe(manifest, place)
    return 0


def _pack(raw: RawOptions, place: Path) -> Manifest:
    """Read the graph, and write it."""
    from graphres.commands import inputs, outputs
    from graphres.data.reading.stored import packing_options, store_in
    from graphres.data.store import Manifest, pack

    store = store_in(raw.value("follows"))
    # A store that is packed again keeps what it has.
    old = None if store is None else Manifest.read(store, str(store))
    table = inputs.parse_table(
        raw,
        _name_source(raw),
        probability=_parse_column(raw) or (old.probability if old else None),
        layer=raw.text("layer") or (old.layer if old else None),
    )
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        options = {**(old.options if old else {}), **packing_options(table.options)}
        return pack(
            graph,
            place,
            report,
            options=options,
            also=raw.texts("also"),
            force=raw.flag("force"),
        )


def _pack_bounded(raw: RawOptions, place: Path) -> Manifest:
    """Pack without holding the table."""
    from graphres.commands import inputs, outputs
    from graphres.data.packing import pack_bounded
    from graphres.data.reading.stored import store_in
    from graphres.engine.memory import parse_size

    follows, quiet = raw.value("follows"), raw.flag("quiet")
    memory = parse_size(raw.text("memory") or "", "--memory")
    how = inputs.parse_reading(raw, probability=_parse_column(raw), layer=raw.text("layer"))
    if store_in(follows) is not None:
        raise UsageError("is a store already", where=follows[0], do="leave out --memory")
    with outputs.open_bar(raw) as bar:
        return pack_bounded(
            follows,
            place,
            plan=memory,
            options=how,
            scratch=raw.value("scratch"),
            also=raw.texts("also"),
            force=raw.flag("force"),
            on_read=lambda report: inputs.tell(report, quiet=quiet),
            on_progress=bar.stage("reading"),
        )


def _name_source(raw: RawOptions) -> str | list[str]:
    follows = raw.value("follows")
    return str(follows[0]) if len(follows) == 1 else list(follows)


def _parse_column(raw: RawOptions) -> str | None:
    """Return the column of probabilities."""
    text = raw.text("probability")
    if text is None:
        return None
    if not text.startswith(_COLUMN) or text == _COLUMN:
        raise UsageError(
            f"a store keeps a column of probabilities, not {text!r}",
            where="--probability",
            do="write col:NAME, or say -p when it is opened",
        )
    return text.removeprefix(_COLUMN)


def _refuse_input(raw: RawOptions, place: Path) -> None:
    for source in raw.value("follows"):
        if place.exists() and Path(source).exists() and place.samefile(source):
            raise UsageError("is an input", where=str(place), do="choose another name")


def _describe(manifest: Manifest, place: Path) -> None:
    """Say what was written."""
    from graphres.engine.memory import format_size
    from graphres.report.number_format import counted

    size = format_size(sum(file.bytes for file in manifest.files.values()))
    noun = "follow" if manifest.directed else "tie"
    sizes = f"{counted(manifest.accounts, 'account')}, {counted(manifest.follows, noun)}"
    say("note", f"{sizes} in {place}, {size}")
