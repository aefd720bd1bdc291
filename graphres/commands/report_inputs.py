"""What `graphres report` is given: a table of follows, or results."""

from __future__ import annotations

import json
from pathlib import Path

import click
from click.core import ParameterSource

from graphres.data.samples import is_sample
from graphres.errors import UsageError

_MANNERS = ("quiet", "no_progress", "debug")


def is_follows(name: str) -> bool:
    """Whether a name is that of follows; results are known by their content."""
    path = Path(name)
    if name == "-" or is_sample(name):
        return True
    if path.is_dir():
        from graphres.data.store.manifest import is_store
        from graphres.studies.sweeps.folder import MANIFEST

        return is_store(name) or (not (path / MANIFEST).exists() and any(path.glob("*.*")))
    if not path.is_file():  # a pipe by name has no content to look at first
        return path.exists() or path.suffix.lower() not in ("", ".json")
    with path.open("rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return not head.startswith((b"{", b"[")) or _holds_follows(path)


def _holds_follows(path: Path) -> bool:
    """Whether JSON holds follows: rows, lines of objects, or nodes and links; no schema of ours."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _is_object(text.lstrip().partition("\n")[0])
    return bool(document) and not (isinstance(document, dict) and "schema" in document)


def _is_object(line: str) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "schema" not in row


def refuse_options() -> None:
    """Refuse options that are of no use for results.

    Raises
    ------
    UsageError
        For the first that was typed.
    """
    context = click.get_current_context()
    for option in context.command.params:
        is_for_results = option.name in ("results", "html", "force", *_MANNERS)
        source = context.get_parameter_source(option.name or "")
        if not is_for_results and source is ParameterSource.COMMANDLINE:
            raise UsageError(
                f"{option.opts[-1]} is for a table of follows, not for results", do="leave it out"
            )
