"""`graphres report`: a first answer for follows, or results as one HTML page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.errors import GraphresError, InputError, UsageError, broken_promise

if TYPE_CHECKING:
    from graphres.options.raw import RawOptions
    from graphres.report.document import Document
    from graphres.report.formats.html.content import Part
    from graphres.report.output import Destination

EXAMPLES = (
    "graphres report sample:movement",
    "graphres report sample:movement -o page.html",
    "graphres reach sample:movement -o reach.json && graphres report reach.json -o page.html",
)


@click.command(cls=Command, name="report", examples=EXAMPLES)
@click.argument("results", nargs=-1, required=True, metavar="FOLLOWS|RESULT...")
@options.reading
@options.budget("Accounts to suspend or act on (5%).")
@options.jobs
@options.seed
@options.report_page
@options.force
@options.formats
@options.manners
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Report what one wants to know first of a network, or put results on one page.

    FOLLOWS is a table of follower and followed, or - for stdin. The report tells how it was read,
    what targeted and random suspensions do to connectivity and reach, whom to look at first, what
    repeated suspensions do, how other levers compare, and what all this depends on; each paragraph
    names the command that gives more. It is text, a page with -o FILE.html, or the figures with
    -o FILE.json. Options for reading, --budget, --seed, --jobs and --format are for FOLLOWS.

    RESULT is a JSON file that a command has written with -o, of collapse, reach, rank, campaign,
    intervene, compare, info, reproduce or report, or the folder of a sweep; they stand on the page
    in the order given. Without -o this page goes to stdout.

    A page holds all it needs, fetches nothing, and has a dark side and a printed one. It takes the
    extra "plot".
    """
    from graphres.commands.report_inputs import is_follows, refuse_options

    names = raw.texts("results")
    if len(names) == 1 and is_follows(names[0]):
        from graphres.commands.report_follows import run

        return run(raw.replace(follows=names[0], group=None))
    refuse_options()
    return _write_page(raw)


def _write_page(raw: RawOptions) -> int:
    """Write the page of results."""
    from graphres.report.charts.extra import need_plot_extra
    from graphres.report.document import saved_document
    from graphres.report.formats.html import page

    place = _choose_place(raw)
    need_plot_extra()
    names = raw.texts("results")
    documents = [saved_document(path) for path in names]
    parts = [_make_part(*pair) for pair in zip(documents, names, strict=True)]
    with _blaming(documents, names):
        text = page(parts)
    with place.open() as out:
        out.write(text)
    return 0


def _choose_place(raw: RawOptions) -> Destination:
    """Return where the page goes, which is none of the results."""
    from graphres.report.output import PAGES, Destination

    name = raw.text("html")
    if name in (None, "-"):
        if name is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a page is not for a terminal", do="name a file: -o FILE.html")
        return Destination("html")
    place = Destination.by_suffix(name, PAGES, raw.flag("force"))
    for result in raw.texts("results"):
        if _is_same_file(Path(result), Path(name)):
            raise UsageError("is an input", where=str(place.path), do="choose another name")
    place.check()
    return place


def _is_same_file(one: Path, two: Path) -> bool:
    return one.exists() and two.exists() and one.samefile(two)


def _make_part(document: Document, name: str) -> Part:
    """Return the part of the page about a result."""
    from graphres.report.formats.html import part_of

    with _blaming([document], [name]):
        return part_of(document)


@contextmanager
def _blaming(documents: Sequence[Document], names: Sequence[str]) -> Iterator[None]:
    """Raise `InputError` for documents that are not what their schemas promise."""
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
