"""Write docs/reference.md from the help of every command: ``python docs/make_reference.py``."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest import mock

PAGE = Path(__file__).resolve().with_name("reference.md")

_OPENING = """# Reference

What `graphres --help` and `graphres COMMAND --help` print on a terminal of 80 columns.
Written by `docs/make_reference.py`; not to be edited by hand.
"""


def reference() -> str:
    """The whole page."""
    from graphres.commands import COMMANDS

    sections = [_section("graphres", ["--help"])]
    sections += [_section(f"graphres {name}", [name, "--help"]) for name in COMMANDS]
    return "\n".join([_OPENING, *sections])


def _section(title: str, arguments: list[str]) -> str:
    return f"## {title}\n\n```text\n{_printed(arguments)}```\n"


def _printed(arguments: list[str]) -> str:
    """What a command line prints, which has to go well."""
    from graphres.commands import run

    page = io.StringIO()
    with contextlib.redirect_stdout(page), mock.patch.dict(os.environ, COLUMNS="80"):
        status = run(arguments)
    if status:
        raise SystemExit(f"graphres {' '.join(arguments)} left with {status}")
    return page.getvalue()


if __name__ == "__main__":
    sys.path.insert(0, str(PAGE.parent.parent))
    PAGE.write_text(reference(), encoding="utf-8")
