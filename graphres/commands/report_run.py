"""The work of `graphres report`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.commands import outputs
from graphres.errors import InputError, UsageError
from graphres.report.document import Document
from graphres.report.output import Destination
from graphres.report.page import page, part_of
from graphres.report.page.content import Part
from graphres.report.plots.extra import need_plot_extra
from graphres.report.sweep_folder import saved_document

__all__ = ["run"]

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read the results, and write their page."""
    place = _place(given)
    need_plot_extra()
    documents = [saved_document(path) for path in given["results"]]
    text = page([_part(*each) for each in zip(documents, given["results"], strict=True)])
    with place.open() as out:
        out.write(text)
    return 0


def _place(given: Given) -> Destination:
    if given["html"] in (None, "-"):
        if given["html"] is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a page is not for a terminal", do="name a file: -o FILE.html")
        return Destination("html")
    place = Destination.by_suffix(given["html"], outputs.PAGES, given["force"])
    for result in given["results"]:
        if _is_same(Path(result), Path(given["html"])):
            raise UsageError("is an input", where=str(place.path), do="choose another name")
    place.check()
    return place


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _part(document: Document, name: str) -> Part:
    """What the page says of a result; a file that lacks what its schema promises is named."""
    try:
        return part_of(document)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise InputError(
            f"is not what its schema, {document.schema}, promises ({error!r})",
            where=name,
            do="make it again",
        ) from error
