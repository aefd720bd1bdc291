"""Run the command lines of the pages, and write what they print below them.

A page shows a session in a block marked ``console``: a line that begins with ``$ `` is typed, what
follows is answered. ``$ cat FILE`` shows a file that the page invents: it is made. A line ``...``
stands for any lines. ``python docs/make_examples.py [PAGE...]`` brings those pages, or all, up to
date.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LONG = re.compile(r"\b\d+\.\d{13,}(?:e-?\d+)?")
_TYPED = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)


class Example(NamedTuple):
    """What is typed, and what the page says is answered."""

    typed: str
    answer: str


def examples(block: str) -> list[Example]:
    r"""The typed lines of a block, each with what follows it.

    >>> examples("$ echo a\na\n$ true\n")
    [Example(typed='echo a', answer='a\n'), Example(typed='true', answer='')]
    """
    parts = _TYPED.split(block)
    return [Example(*pair) for pair in zip(parts[1::2], parts[2::2], strict=True)]


def blocks(page: str) -> list[str]:
    """The sessions of a page."""
    return _BLOCK.findall(page)


def answers(said: str, given: str) -> bool:
    r"""Whether a command gave what a page says, ``...`` standing for any lines.

    Long fractions are compared to 12 digits: the last ones depend on how a processor adds up.

    >>> answers("0.1530123873873874 1\n", "0.1530123873873871 1\n")
    True
    >>> answers("0.15301238738 1\n", "0.15301238737 1\n")
    False
    """
    said, given = (_LONG.sub(lambda at: f"{float(at[0]):.12g}", text) for text in (said, given))
    return doctest.OutputChecker().check_output(said, given, doctest.ELLIPSIS)


class Session:
    """A terminal of 80 columns in a folder; stdout and stderr come out together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = 0

    def answer(self, example: Example) -> str:
        """Do what is typed and give what it prints."""
        words = shlex.split(example.typed.replace("\\\n", " "))
        if words == ["echo", "$?"]:
            return f"{self.status}\n"
        if words[0] == "cat" and not (self.folder / words[1]).exists():
            (self.folder / words[1]).write_text(example.answer, encoding="utf-8")
        if words[0] == "graphres" and not set(words) & {"|", ">"}:
            return self._graphres(words[1:])
        return self._shell(example.typed)

    def _graphres(self, arguments: list[str]) -> str:
        """In this process, which saves its start."""
        from graphres.commands import run

        printed = io.StringIO()
        with contextlib.ExitStack() as here:
            here.enter_context(contextlib.chdir(self.folder))
            here.enter_context(mock.patch.dict(os.environ, COLUMNS="80"))
            here.enter_context(mock.patch.object(sys, "argv", ["graphres", *arguments]))
            here.enter_context(contextlib.redirect_stdout(printed))
            here.enter_context(contextlib.redirect_stderr(printed))
            self.status = run(arguments)
        return printed.getvalue()

    def _shell(self, typed: str) -> str:
        command = " ".join(shlex.quote(word) for word in (sys.executable, str(ROOT / "cli.py")))
        script = f'graphres() {{ {command} "$@"; }}\n{typed}'
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(  # noqa: S603 - what our own pages say
            ["bash", "-c", script],  # noqa: S607
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "80", "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.status = done.returncode
        return done.stdout


@contextlib.contextmanager
def session() -> Iterator[Session]:
    """A session in a folder of its own, where the sample graphs are."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "sample_graphs", Path(folder) / "sample_graphs")
        yield Session(Path(folder))


def rewritten(page: str) -> str:
    """The page with every answer that is no longer given replaced by what is."""

    def renew(block: re.Match[str]) -> str:
        told = [(example, terminal.answer(example)) for example in examples(block[1])]
        lines = (
            f"$ {example.typed}\n{example.answer if answers(example.answer, given) else given}"
            for example, given in told
        )
        return "```console\n" + "".join(lines) + "```"

    with session() as terminal:
        return _BLOCK.sub(renew, page)


def main(names: list[str]) -> None:
    """Bring the pages named up to date, or all there are."""
    for path in map(Path, names) if names else [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        page = path.read_text(encoding="utf-8")
        path.write_text(rewritten(page), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
