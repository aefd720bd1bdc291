"""README and docs say what is so: command lines run, answers are given, links lead somewhere."""

from __future__ import annotations

import doctest
import io
import json
import re
import shlex
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import graphres
from graphres.commands import COMMANDS, load_command
from graphres.commands.command import Command, SectionOption
from graphres.data.expressions import parse, parse_condition
from graphres.data.reading.tables import headers
from graphres.data.reading.tables.headers import ACCOUNT_NAMES, name_key
from graphres.measures import COLUMNS, check_names
from graphres.strategies import strategy

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
WRITTEN = [page for page in PAGES if page.name != "reference.md"]

FENCED = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:^|\n\n)((?: {4}[^\n]*\n)+)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
EXPRESSIONS = ("where", "target_where", "protect_where", "until")


def script(name: str) -> ModuleType:
    """A module of the docs folder, which is no package."""
    if name not in sys.modules:
        spec = util.spec_from_file_location(name, DOCS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


make_examples = script("make_examples")
make_reference = script("make_reference")


def named(pages: list[Path]) -> Any:
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def command(name: str) -> Command:
    return load_command(name)


def blocks(page: str) -> list[tuple[str, str]]:
    """Fenced blocks with the language they are in, then indented ones."""
    fenced = [(found[1], found[2]) for found in FENCED.findall(page)]
    rest = FENCED.sub("", page)
    return fenced + [("", found) for found in INDENTED.findall(rest)]


def command_lines(page: str) -> Iterator[str]:
    """Lines of blocks that call graphres, continued ones joined; in a console what is typed."""
    for language, block in blocks(page):
        typed = [example.typed for example in make_examples.examples(block)]
        lines = typed if language == "console" else [block]
        for line in "\n".join(lines).replace("\\\n", " ").splitlines():
            if re.search(r"(^|[|;&] *)graphres ", line.strip()):
                yield line.strip()


def calls(line: str) -> Iterator[list[str]]:
    """The arguments of every call of graphres in a line of shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = "#"
    arguments: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set("|;&()"):
            if arguments[:1] == ["graphres"]:
                onward = [place for place, word in enumerate(arguments) if set(word) == {">"}]
                yield arguments[1 : onward[0] if onward else None]
            arguments = []
        else:
            arguments.append(word)


def mistakes(page: str) -> Iterator[str]:
    """Command lines that a page shows for the error they give."""
    for block in make_examples.blocks(page):
        for example in make_examples.examples(block):
            if example.answer.startswith("error: "):
                yield example.typed.replace("\\\n", " ").strip()


LINES = sorted({line for page in WRITTEN for line in command_lines(text(page))})
MISTAKES = {line for page in WRITTEN for line in mistakes(text(page))}


def test_the_reference_is_what_the_commands_say():
    told = text(DOCS / "reference.md")
    assert told == make_reference.reference(), "run python docs/make_reference.py"


def test_a_session_is_taken_apart_as_its_module_says():
    found = doctest.testmod(make_examples)
    assert found.failed == 0
    assert found.attempted > 0


@named(WRITTEN)
def test_sessions_and_python_examples_give_what_the_page_says(page, monkeypatch):
    with make_examples.session() as terminal, monkeypatch.context() as here:
        for block in make_examples.blocks(text(page)):
            for example in make_examples.examples(block):
                given = terminal.answer(example)
                assert make_examples.answers(example.answer, given), f"{example.typed}\n{given}"
        here.chdir(terminal.folder)
        here.setenv("PYTHONPATH", str(ROOT))  # for what a page runs as a process
        assert doctested(page) == ""
        exec(compile(plain_python(page), str(page), "exec"), {})  # the project's own pages


def doctested(page: Path) -> str:
    """What doctest has to say of a page's Python with prompts, taken as one session."""
    source = "\n".join(block for kind, block in blocks(text(page)) if kind == "python")
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    report = io.StringIO()
    doctest.DocTestRunner(verbose=False).run(test, out=report.write)
    return report.getvalue()


def plain_python(page: Path) -> str:
    """A page's Python without prompts."""
    python = [block for kind, block in blocks(text(page)) if kind == "python"]
    return "\n".join(block for block in python if ">>> " not in block)


@pytest.mark.parametrize("line", LINES)
def test_command_lines_parse(line):
    found = list(calls(line))
    assert found
    for name, *arguments in found:
        given = parsed(name, arguments)
        if line not in MISTAKES:
            understood(given)


def parsed(name: str, arguments: list[str]) -> dict[str, Any]:
    with command(name).make_context(name, arguments) as context:
        return context.params


def understood(given: dict[str, Any]) -> None:
    """What click takes as it is: strategies, measures and expressions."""
    several = {name: value for name, value in given.items() if isinstance(value, tuple)}
    for spec in several.get("strategies", ()):
        strategy(spec)
    check_names(several.get("measures", ()))
    for condition in several.get("fail_if", ()):
        parse_condition(condition)
    for name in EXPRESSIONS:
        if given.get(name):
            parse(given[name])


def test_there_are_command_lines_on_every_page_that_teaches_one():
    assert len(LINES) > 30
    assert {"README.md", "reading.md", "output.md"} <= {
        page.name for page in WRITTEN if any(command_lines(text(page)))
    }


def mentions(word: str, pages: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", pages) is not None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told_somewhere(name):
    pages = "\n".join(map(text, WRITTEN))
    assert f"graphres {name}" in pages
    options = [option for option in command(name).params if isinstance(option, SectionOption)]
    assert [o.name for o in options if not mentions(max(o.opts, key=len), pages)] == []


def test_every_alias_of_a_column_is_told():
    page = text(DOCS / "reading.md")
    words = {word for pair in headers.PAIRS for words in pair for word in words}
    told = {name_key(cell) for cell in re.split(r"[|,\n]", page)}
    assert sorted(words - told - {"account"}) == []
    plain = page.replace("_", "")
    assert [name for name in ACCOUNT_NAMES if not mentions(name, plain)] == []


MOVEMENT = ["sample_graphs/movement.csv", "--accounts", "sample_graphs/movement-accounts.csv"]
RESULTS = [
    ["info", *MOVEMENT, "--followers-total", "followers_total", "--crawled", "crawled"],
    ["collapse", *MOVEMENT, *(f"--measure={name}" for name in COLUMNS), "--points", "1"],
    ["reach", *MOVEMENT, "--group", "lang"],
    ["rank", *MOVEMENT],
    ["campaign", "sample_graphs/karate.csv", "--undirected", "--days", "4", "--runs", "2"],
    [
        *("campaign", "sample_graphs/karate.csv", "--undirected", "--days", "4", "--runs", "1"),
        *("--act", "private@1/day"),
    ],
    [
        "intervene",
        *MOVEMENT,
        "-i",
        "suspend",
        "-i",
        "counter:greedy",
        "--group",
        "lang",
        "--pareto",
    ],
    [
        *("campaign", "sample_graphs/karate.csv", "--undirected", "--days", "30", "--runs", "1"),
        *("--frontier", "pressure"),
    ],
    ["info", "--strategies"],
    ["info", "--measures"],
    ["info", "--environment"],
]


@pytest.mark.parametrize("arguments", RESULTS, ids=" ".join)
def test_every_field_of_a_json_result_is_told(arguments):
    with make_examples.session() as terminal:
        table = terminal.folder / "sample_graphs" / "movement-accounts.csv"
        rows = table.read_text().splitlines()
        said = [rows[0] + ",crawled", *(f"{row},yes" for row in rows[1:])]
        table.write_text("\n".join(said) + "\n")
        line = shlex.join(["graphres", *arguments, "--format", "json", "-q"])
        result = json.loads(terminal.answer(make_examples.Example(line, "")))
    page = text(DOCS / "output.md")
    assert result["schema"] in page
    result["manifest"]["versions"] = {}
    if "interventions" in result["manifest"]:  # by the names typed
        result["manifest"]["interventions"] = list(result["manifest"]["interventions"].values())
    assert sorted(field for field in fields(result) if not mentions(field, page)) == []


def fields(value: Any) -> set[str]:
    """The names of all fields, a measure in them as ``<measure>``."""
    if isinstance(value, list):
        return set().union(*map(fields, value))
    if not isinstance(value, dict):
        return set()
    own = {general(name) for name in value}
    return own.union(*map(fields, value.values()))


def general(name: str) -> str:
    measure = "|".join(COLUMNS)
    name = re.sub(
        rf"^(area|area_to_K|half|tenth)_({measure})(|_min|_max)$", r"\1_<measure>\3", name
    )
    name = re.sub(r"^reach\[.*\]$", "reach[G]", name)
    return re.sub(rf"^({measure})_(start|end)$", r"<measure>_\2", name)


def anchors(page: Path) -> set[str]:
    """Headings as links name them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text(page)), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in bare}


@named(PAGES)
def test_links_lead_somewhere(page):
    prose = re.sub(r"`[^`\n]*`", "", FENCED.sub("", text(page)))
    for target in LINK.findall(prose):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


def test_the_readme_is_short():
    assert len(text(ROOT / "README.md").split()) <= 900


def test_the_citation_names_this_version():
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert "cff-version: 1.2.0" in lines
    assert f"version: {graphres.__version__}" in lines


def test_no_page_asks_for_a_name_that_is_not_published():
    pages = [*PAGES, ROOT / "SECURITY.md", ROOT / "sample_graphs" / "README.md"]
    asked = re.compile(r"""pip install ["']?graphres\b(?!-\*)""")
    assert [page.name for page in pages if asked.search(text(page))] == []


def test_every_page_can_be_reached_from_the_first():
    first = text(DOCS / "index.md")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in first
        assert page.name == "index.md" or re.search(rf"^{page.stem}$", first, re.MULTILINE)
