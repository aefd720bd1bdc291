"""Where a result goes, in every shape that is asked for: as data, as a chart, as a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphres.commands.failures import refuse_warnings
from graphres.engine.atomic_write import Batch
from graphres.errors import UsageError
from graphres.options.raw import RawOptions
from graphres.report.document import document_of
from graphres.report.output import PAGES, Destination
from graphres.report.progress import Bar
from graphres.report.result import Result
from graphres.report.writers import write as write_result

MakeNetwork = Callable[[], Mapping[str, Any] | None]

_PLOTS = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html"}

#: Options that name files to be read.
_SOURCES = ("follows", "accounts", "protect")


@dataclass(frozen=True)
class Places:
    """Where a result goes as data, and where its chart and its page, if they are asked for.

    ``keeps_network``: the data hold the network, for a page that is made of them later.
    """

    result: Destination
    plot: Destination | None = None
    page: Destination | None = None
    keeps_network: bool = False

    @property
    def shows_network(self) -> bool:
        """Whether the network itself is shown, or kept to be."""
        return self.page is not None or self.keeps_network


def choose_places(
    raw: RawOptions,
    *,
    graphs: bool = False,
    result: Destination | None = None,
    sources: Sequence[str] = _SOURCES,
) -> Places:
    """Return the places that options name, each seen to be writable and no input of this run.

    Parameters
    ----------
    raw : RawOptions
    graphs : bool
        Whether the result may be a graph file.
    result : Destination, optional
        Where it goes, if options do not say.
    sources : sequence of str
        Options that name files to be read.

    Raises
    ------
    UsageError
        When two of them are one file, or a suffix says nothing.
    UnfinishedError
        When what draws is not installed.
    """
    places = Places(
        result or choose_destination(raw, graphs=graphs, sources=sources),
        _choose_by_suffix(raw, "plot", _PLOTS, sources),
        _choose_by_suffix(raw, "html", PAGES, sources),
        raw.flag("network"),
    )
    if places.keeps_network and places.result.format != "json":
        raise UsageError("only JSON keeps the network", where="--network", do="write -o FILE.json")
    paths = [place.path.resolve() for place in _list_places(places) if place.path is not None]
    repeated = next((path for path in paths if paths.count(path) > 1), None)
    if repeated is not None:
        raise UsageError("is to be written twice", where=str(repeated), do="name two files")
    if places.plot is not None or places.page is not None:
        from graphres.report.charts.extra import need_plot_extra

        need_plot_extra()
    return places


def choose_destination(
    raw: RawOptions, *, graphs: bool = False, sources: Sequence[str] = _SOURCES
) -> Destination:
    """Return where the result goes, seen to be writable and no input of this run."""
    place = Destination.choose(
        raw.text("output"), raw.text("format"), raw.flag("force"), graphs=graphs
    )
    if place.path is not None:
        refuse_input(raw, place.path, sources)
    place.check()
    return place


def _choose_by_suffix(
    raw: RawOptions, option: str, suffixes: Mapping[str, str], sources: Sequence[str]
) -> Destination | None:
    name = raw.text(option)
    if name is None:
        return None
    place = Destination.by_suffix(name, suffixes, raw.flag("force"))
    refuse_input(raw, Path(name), sources)
    place.check()
    return place


def refuse_input(raw: RawOptions, path: Path, sources: Sequence[str] = _SOURCES) -> None:
    """Refuse to write over what is read."""
    for option in sources:
        source = raw.text(option)
        if source and path.exists() and _is_same_file(path, Path(source)):
            raise UsageError("is an input", where=str(path), do="choose another name")


def _is_same_file(path: Path, source: Path) -> bool:
    return source.exists() and path.is_file() and path.samefile(source)


def _list_places(places: Places) -> list[Destination]:
    return [place for place in (places.result, places.plot, places.page) if place is not None]


def open_bar(raw: RawOptions) -> Bar:
    """Return a bar for all stages of a command, silent where options say so."""
    return Bar(quiet=raw.flag("quiet") or raw.flag("no_progress"))


@contextmanager
def together(places: Places) -> Iterator[Places]:
    """Yield the same places, whose files appear together at the end of the block, or not at all."""
    with Batch() as batch:
        yield Places(
            replace(places.result, batch=batch),
            places.plot and replace(places.plot, batch=batch),
            places.page and replace(places.page, batch=batch),
            places.keeps_network,
        )


def write(result: Result, places: Places, network: MakeNetwork | None = None) -> None:
    """Write a result to all its places; chart and page even if nobody reads the data on stdout.

    ``network`` makes the network that a page shows; it is called where one is asked for.
    """
    refuse_warnings()
    page = with_network(result, places, network)
    result = page if places.keeps_network else result
    closed: BrokenPipeError | None = None
    with together(places) as batched:
        try:
            write_result(result, batched.result)
            if batched.result.path is None:
                sys.stdout.flush()
        except BrokenPipeError as error:
            closed = error
        show(page, batched)
    if closed is not None:
        raise closed


def with_network(result: Result, places: Places, network: MakeNetwork | None) -> Result:
    """Add the network that a page shows, if one is asked for and can be made."""
    drawn = network() if network is not None and places.shows_network else None
    return (
        result if drawn is None else replace(result, document={**result.document, "network": drawn})
    )


def show(result: Result, places: Places) -> None:
    """Write the chart and the page, as far as they are asked for."""
    if places.plot is not None:
        from graphres.report.charts.save import write_plot

        write_plot(document_of(result), places.plot)
    if places.page is not None:
        from graphres.report.formats.html import write_page

        write_page([document_of(result)], places.page)
