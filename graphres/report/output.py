"""Where a result goes: stdout, or a file that is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, TextIO, cast

from graphres.engine.atomic_write import Batch, open_part, remove_abandoned
from graphres.engine.locking import lock
from graphres.errors import UnfinishedError, UsageError

FORMATS = ("table", "csv", "json", "jsonl", "markdown")

SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}

#: Where a command writes a graph: what its accounts' results go back to.
GRAPHS = {".gexf": "gexf", ".graphml": "graphml"}

#: Formats that are no text.
BINARY = ("parquet", "xlsx", "pdf", "png", *GRAPHS.values())


@dataclass(frozen=True)
class Destination:
    """A place for one result.

    Parameters
    ----------
    format : str
        One of ``FORMATS``, or that of a file alone: parquet, xlsx, png, svg, pdf, html,
        gexf, graphml.
    path : Path, optional
        The file; stdout when absent.
    force : bool
        Whether an existing file may be replaced.
    batch : Batch, optional
        With what else the file takes its place; alone when absent.
    """

    format: str
    path: Path | None = None
    force: bool = False
    batch: Batch | None = None

    @classmethod
    def choose(
        cls,
        path: str | None,
        format: str | None,  # noqa: A002
        force: bool,
        *,
        graphs: bool = False,
    ) -> Destination:
        """The place and format that options ask for; ``graphs``: a graph is one.

        A file's suffix says its format; on stdout it is a table on a terminal and csv in a pipe.

        Raises
        ------
        UsageError
            For a suffix that says nothing, with no format given, or one that says otherwise.
        """
        if path is None or path == "-":
            return cls(format or ("table" if _is_terminal(sys.stdout) else "csv"))
        place = Path(path)
        known = {**SUFFIXES, **GRAPHS} if graphs else SUFFIXES
        by_suffix = known.get(place.suffix.lower())
        if by_suffix and format and by_suffix != format:
            raise UsageError(
                f"its suffix says {by_suffix}, --format says {format}", where=path, do="drop one"
            )
        chosen = by_suffix or format or ("csv" if _is_device(place) else None)
        if chosen is None:
            raise UsageError(
                "its suffix names no format", where=path, do=f"end it in {', '.join(known)}"
            )
        return cls(chosen, place, force)

    @classmethod
    def by_suffix(cls, path: str, suffixes: Mapping[str, str], force: bool) -> Destination:
        """A file whose suffix says its format.

        Raises
        ------
        UsageError
            For a suffix that is none of those.
        """
        place = Path(path)
        chosen = suffixes.get(place.suffix.lower())
        if chosen is None:
            named = ", ".join(suffixes)
            raise UsageError(f"its suffix is none of {named}", where=path, do="give it one")
        return cls(chosen, place, force)

    def check(self) -> None:
        """See, before any long work, that the result can be written, and that nobody else will.

        Raises
        ------
        UsageError
            When the file exists and may not be replaced, or another run is to write it.
        UnfinishedError
            When its folder takes no file, or what writes its format is not installed.
        """
        if self.format == "xlsx":
            need_xlsxwriter()
        if self.path is None or _is_device(self.path):
            return
        self._refuse_existing()
        with open_part(self.path) as part:
            part.touch()
            final = self.path.resolve()
            do = "wait for it, or choose another name"
            lock(final.with_name(f".{final.name}.lock"), where=str(self.path), do=do)
        remove_abandoned(self.path)

    @contextmanager
    def open(self) -> Iterator[IO[Any]]:
        """A stream to write to, text or binary; the file appears when all has been written."""
        if self.path is None:
            yield _utf8_stdout()
        elif _is_device(self.path):
            with _opened(self.path, self.format) as out:
                yield out
        else:
            with (
                nullcontext(self.batch) if self.batch else Batch() as batch,
                batch.writing(self.path, self._refuse_existing) as part,
                _opened(part, self.format) as out,
            ):
                yield out

    def _refuse_existing(self) -> None:
        assert self.path is not None
        if self.path.is_dir():
            raise UsageError("this is a folder", where=str(self.path), do="name a file")
        if self.path.exists() and not self.force:
            raise UsageError(
                "exists already", where=str(self.path), do="choose another name or add --force"
            )


def need_xlsxwriter() -> None:
    """See that .xlsx can be written.

    Raises
    ------
    UnfinishedError
        Naming what to install.
    """
    if find_spec("xlsxwriter") is None:
        raise UnfinishedError(
            "writing .xlsx needs XlsxWriter, which is not installed",
            do="pip install python-calamine XlsxWriter",
        )


def _is_device(path: Path) -> bool:
    """Whether a path is neither a plain file nor free: /dev/null, a named pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _opened(path: Path, format: str) -> IO[Any]:  # noqa: A002
    if format in BINARY:
        return path.open("wb")
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def _utf8_stdout() -> TextIO:
    """Stdout in UTF-8 wherever it is a pipe; what a terminal can't show is spelled out."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        encoding = None if sys.stdout.isatty() else "utf-8"
        reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
    return cast(TextIO, sys.stdout)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
