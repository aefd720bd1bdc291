"""Where a result goes, in every shape that is asked for: as data, as a chart, as a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphres.commands import inputs
from graphres.commands.failures import refuse_warnings
from graphres.engine.atomic_write import Batch
from graphres.errors import UsageError
from graphres.report.charts.extra import need_plot_extra
from graphres.report.document import document_of
from graphres.report.output import Destination
from graphres.report.result import Result
from graphres.report.writers import write as write_result

Given = Mapping[str, Any]
MakeNetwork = Callable[[], Mapping[str, Any] | None]

_PLOTS = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html"}
PAGES = {".html": "html", ".htm": "html"}


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


def places(given: Given, *, graphs: bool = False, result: Destination | None = None) -> Places:
    """The places that options name, each seen to be writable and no input of this run.

    ``graphs``: the result may be a graph file; ``result``: where it goes, if options do not say.

    Raises
    ------
    UsageError
        When two of them are one file, or a suffix says nothing.
    UnfinishedError
        When what draws is not installed.
    """
    found = Places(
        result or inputs.destination(given, graphs=graphs),
        _place(given, "plot", _PLOTS),
        _place(given, "html", PAGES),
        bool(given.get("network")),
    )
    if found.keeps_network and found.result.format != "json":
        raise UsageError("only JSON keeps the network", where="--network", do="write -o FILE.json")
    named = [place.path.resolve() for place in _all(found) if place.path is not None]
    twice = next((path for path in named if named.count(path) > 1), None)
    if twice is not None:
        raise UsageError("is to be written twice", where=str(twice), do="name two files")
    if found.plot is not None or found.page is not None:
        need_plot_extra()
    return found


def _place(given: Given, option: str, suffixes: Mapping[str, str]) -> Destination | None:
    name = given.get(option)
    if name is None:
        return None
    place = Destination.by_suffix(name, suffixes, given["force"])
    inputs.refuse_input(given, Path(name))
    place.check()
    return place


def _all(found: Places) -> list[Destination]:
    return [place for place in (found.result, found.plot, found.page) if place is not None]


@contextmanager
def together(found: Places) -> Iterator[Places]:
    """The same places, whose files appear together at the end of the block, or not at all."""
    with Batch() as batch:
        yield Places(
            replace(found.result, batch=batch),
            found.plot and replace(found.plot, batch=batch),
            found.page and replace(found.page, batch=batch),
            found.keeps_network,
        )


def write(result: Result, found: Places, network: MakeNetwork | None = None) -> None:
    """Write a result to all its places; chart and page even if nobody reads the data on stdout.

    ``network`` makes the network that a page shows; it is called where one is asked for.
    """
    refuse_warnings()
    page = with_network(result, found, network)
    result = page if found.keeps_network else result
    closed: BrokenPipeError | None = None
    with together(found) as batched:
        try:
            write_result(result, batched.result)
            if batched.result.path is None:
                sys.stdout.flush()
        except BrokenPipeError as error:
            closed = error
        show(page, batched)
    if closed is not None:
        raise closed


def with_network(result: Result, found: Places, network: MakeNetwork | None) -> Result:
    """The result with the network that a page shows, if one is asked for and can be made."""
    drawn = network() if network is not None and found.shows_network else None
    return (
        result if drawn is None else replace(result, document={**result.document, "network": drawn})
    )


def show(result: Result, found: Places) -> None:
    """Write the chart and the page, as far as they are asked for."""
    if found.plot is not None:
        from graphres.report.charts.save import write_plot

        write_plot(document_of(result), found.plot)
    if found.page is not None:
        from graphres.report.formats.html import write_page

        write_page([document_of(result)], found.page)
