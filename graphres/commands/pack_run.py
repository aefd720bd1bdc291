"""The work of `graphres pack`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.commands import inputs
from graphres.commands.failures import say
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.stored import packing_options, store_in
from graphres.data.store import Manifest, pack
from graphres.data.store.folder import check_place
from graphres.engine.memory import parse_size, format_size
from graphres.errors import UsageError
from graphres.report.number_format import counted
from graphres.report.progress import Bar

Given = Mapping[str, Any]

_COLUMN = "col:"


def run(given: Given) -> int:
    """Read the graph and write it as a store."""
    place = Path(given["output"])
    _refuse_input(given, place)
    check_place(place, force=given["force"])
    if given["memory"] is not None:
        return _in_bounds(given, place)
    if given["scratch"] is not None:
        raise UsageError("nothing is sorted on disk", where="--scratch", do="say --memory too")
    sources = given["follows"]
    given = {**given, "follows": sources[0] if len(sources) == 1 else list(sources)}
    packed = _packed(given)
    # A store that is packed again keeps what it has.
    probability = _column(given) or (packed.probability if packed else None)
    layer = given["layer"] or (packed.layer if packed else None)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(
            given, bar.stage("reading"), probability=probability, layer=layer
        )
        how = ReadOptions(**inputs.reading(given, probability=probability, layer=layer))
        options = {**(packed.options if packed else {}), **packing_options(how)}
        made = pack(
            graph, place, report, options=options, also=tuple(given["also"]), force=given["force"]
        )
    if not given["quiet"]:
        _tell(made, place)
    return 0


def _in_bounds(given: Given, place: Path) -> int:
    """Pack without holding the table."""
    from graphres.data.packing import pack_bounded

    memory = parse_size(given["memory"], "--memory")
    how = ReadOptions(
        **inputs.reading(given, probability=_column(given), layer=given["layer"]),
    )
    if store_in(given["follows"]) is not None:
        raise UsageError("is a store already", where=given["follows"][0], do="leave out --memory")
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        made = pack_bounded(
            given["follows"],
            place,
            plan=memory,
            options=how,
            scratch=given["scratch"],
            also=tuple(given["also"]),
            force=given["force"],
            on_read=lambda report: inputs.tell(report, quiet=given["quiet"]),
            on_progress=bar.stage("reading"),
        )
    if not given["quiet"]:
        _tell(made, place)
    return 0


def _packed(given: Given) -> Manifest | None:
    """The manifest of the store that is to be packed again, if it is one."""
    store = store_in(given["follows"])
    return None if store is None else Manifest.read(store, str(store))


def _column(given: Given) -> str | None:
    """The column of probabilities."""
    asked: str | None = given["probability"]
    if asked is None:
        return None
    if not asked.startswith(_COLUMN) or asked == _COLUMN:
        raise UsageError(
            f"a store keeps a column of probabilities, not {asked!r}",
            where="--probability",
            do="write col:NAME, or say -p when it is opened",
        )
    return asked.removeprefix(_COLUMN)


def _refuse_input(given: Given, place: Path) -> None:
    for source in given["follows"]:
        if place.exists() and Path(source).exists() and place.samefile(source):
            raise UsageError("is an input", where=str(place), do="choose another name")


def _tell(made: Manifest, place: Path) -> None:
    """Say what was written."""
    size = format_size(sum(file.bytes for file in made.files.values()))
    noun = "follow" if made.directed else "tie"
    sizes = f"{counted(made.accounts, 'account')}, {counted(made.follows, noun)}"
    say("note", f"{sizes} in {place}, {size}")
