"""The work of `graphres report`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphres.errors import GraphresError, InputError, UsageError, broken_promise
from graphres.report.charts.extra import need_plot_extra
from graphres.report.document import Document, saved_document
from graphres.report.formats.html import page, part_of
from graphres.report.formats.html.content import Part
from graphres.report.output import PAGES, Destination

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read the results, and write their page."""
    place = _place(given)
    need_plot_extra()
    documents = [saved_document(path) for path in given["results"]]
    parts = [_part(*each) for each in zip(documents, given["results"], strict=True)]
    with _trusted(documents, given["results"]):
        text = page(parts)
    with place.open() as out:
        out.write(text)
    return 0


def _place(given: Given) -> Destination:
    if given["html"] in (None, "-"):
        if given["html"] is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a page is not for a terminal", do="name a file: -o FILE.html")
        return Destination("html")
    place = Destination.by_suffix(given["html"], PAGES, given["force"])
    for result in given["results"]:
        if _is_same(Path(result), Path(given["html"])):
            raise UsageError("is an input", where=str(place.path), do="choose another name")
    place.check()
    return place


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _part(document: Document, name: str) -> Part:
    """What the page says of a result; a file that lacks what its schema promises is named."""
    with _trusted([document], [name]):
        return part_of(document)


@contextmanager
def _trusted(documents: Sequence[Document], names: Sequence[str]) -> Iterator[None]:
    """Show what documents hold; `InputError` where they are not what their schemas promise."""
    try:
        yield
    except (GraphresError, MemoryError, OSError):
        raise
    except Exception as error:  # anything may stand where a number or a table should
        schemas = ", ".join(dict.fromkeys(document.schema for document in documents))
        raise InputError(
            f"is not what its schema, {schemas}, promises ({broken_promise(error)})",
            where=", ".join(names),
            do="make it again",
        ) from error
