"""Results as one HTML page that holds all it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphres.errors import UnfinishedError
from graphres.report.charts.palette import DARK, GREY, GRID, INK, LIGHT, PAPER, QUIET
from graphres.report.document import Document
from graphres.report.formats.escaping import script_json
from graphres.report.formats.html.content import Part
from graphres.report.formats.html.parts import part_of
from graphres.report.network.page_parts import read_libraries, write_networks
from graphres.report.output import Destination

__all__ = ["LARGEST", "page", "part_of", "write_page"]

#: Bytes that a page may have.
LARGEST = 5_000_000


def page(parts: Sequence[Part]) -> str:
    """Return results as one page, the text of an HTML file.

    Every text of a result is escaped where it stands in the markup, and data for the script has no
    ``<``, ``>`` or ``&`` in it. The page fetches nothing, and its policy would not let it.

    Raises
    ------
    UnfinishedError
        When the page would be too large to be opened with ease.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    folders = ("graphres.report.formats.html", "graphres.report.network")
    networks = _networks(parts)
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(folder, ".") for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("page.html.j2").render(
        parts=parts,
        title=_title(parts),
        data=script_json(_data(parts)),
        networks=write_networks(networks),
        libraries=read_libraries() if networks else [],
        colours=list(zip(LIGHT, DARK, strict=True)),
        ink=INK,
        grey=GREY,
        grid=GRID,
        quiet=QUIET,
        paper=PAPER,
    )
    size = len(text.encode("utf-8", "backslashreplace"))
    if size > LARGEST:
        raise UnfinishedError(
            f"the page would have {size / 1e6:.1f} MB", do="put fewer results on one page"
        )
    return text


def write_page(documents: Sequence[Document], place: Destination) -> None:
    """Write results as one page to its place."""
    text = page([part_of(document) for document in documents])
    with place.open() as out:
        out.write(text)


def _title(parts: Sequence[Part]) -> str:
    """Name the graph of all results, or count the results."""
    graphs = {part.source.partition(": ")[0] for part in parts if ": " in part.source}
    if len(graphs) == 1:
        return graphs.pop()
    return parts[0].title if len(parts) == 1 else f"{len(parts)} results"


def _data(parts: Sequence[Part]) -> dict[str, object]:
    """Return the numbers for the pointer, by figure."""
    return {
        f"figure-{i}-{j}": figure.data
        for i, part in enumerate(parts, start=1)
        for j, figure in enumerate(part.figures, start=1)
        if figure.data is not None
    }


def _networks(parts: Sequence[Part]) -> dict[str, Mapping[str, object]]:
    """The networks that a script draws, by figure."""
    return {
        f"network-{i}": part.network.data
        for i, part in enumerate(parts, start=1)
        if part.network is not None
    }
