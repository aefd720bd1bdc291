import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import graphres as package
from graphres.commands import COMMANDS, load_command
from graphres.commands.command import Command, SectionOption
from graphres.data.reading import read_follows

ROOT = Path(__file__).resolve().parents[2]


def command(name: str) -> Command:
    return load_command(name)


def options(name: str) -> list[SectionOption]:
    return [p for p in command(name).params if isinstance(p, SectionOption)]


EXAMPLES = [example for name in COMMANDS for example in command(name).examples]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_opens_with_three_examples(graphres, name):
    done = graphres(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Examples:\n  ")
    examples = done.out.split("\n\n")[0].splitlines()[1:]
    assert [line.strip() for line in examples] == list(command(name).examples)
    assert len(examples) == 3
    assert graphres(name, "-h").out == done.out


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run_as_they_are(example, tmp_path):
    called = f'graphres() {{ {sys.executable} {ROOT / "cli.py"} "$@"; }}; set -o pipefail; '
    done = subprocess.run(
        ["bash", "-c", called + example], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or ">" in example or "-o" in example


def test_commands_say_what_they_answer(graphres):
    page = graphres("--help").out
    for name, answers in COMMANDS.items():
        assert re.search(rf"^  {name} +{answers}$", page, re.MULTILINE)
    assert graphres().out == page


def test_version(graphres):
    assert graphres("--version").out == f"graphres {package.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help_and_a_section(graphres, name):
    page = graphres(name, "--help").out
    for option in options(name):
        assert option.help
        assert option.opts[-1] in page
    for section in {option.section for option in options(name)}:
        assert f"\n{section}:\n" in page


def test_an_option_means_the_same_in_every_command():
    said: dict[str, set[str | None]] = {}
    for name in COMMANDS:
        for option in options(name):
            said.setdefault(max(option.opts, key=len), set()).add(option.help)
    varied = {option for option, helps in said.items() if len(helps) > 1}
    defaults, places = {"--strategy", "--budget", "--runs"}, {"--output", "--force"}
    kept = {"--probability"}  # a store keeps a column of them
    work = {"--dry-run", "--memory", "--table"}  # each names what its own command does
    same = defaults | places | kept | work
    assert varied <= same, "only defaults differ, and a folder is no file"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_variable(name):
    for option in options(name):
        long = max(option.opts, key=len)
        assert option.envvar == "GRAPHRES_" + long[2:].replace("-", "_").upper()


def test_a_variable_holds_one_value(graphres, star, monkeypatch):
    monkeypatch.setenv("GRAPHRES_STRATEGY", "attribute:account == 'hub'")
    monkeypatch.setenv("GRAPHRES_BUDGET", "1")
    monkeypatch.setenv("GRAPHRES_QUIET", "1")
    done = graphres("collapse", star)
    assert done.err == ""
    assert [line.split(",")[0] for line in done.out.splitlines()[1:]] == [
        "attribute:account == 'hub'"
    ] * 2
    assert len(graphres("collapse", star, "--budget", "2", "-s", "in-degree").out.splitlines()) == 4


def test_reading_options_are_those_of_the_reader():
    import inspect

    known = set(inspect.signature(read_follows).parameters)
    offered = {option.name for option in options("info") if option.section == "Reading"}
    assert offered - {"no_header", "strict"} <= known


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([n, "-h"] for n in COMMANDS)])
def test_help_imports_nothing_heavy(arguments):
    heavy = _imported(arguments) & {"numpy", "pandas", "pyarrow", "numba", "networkx", "scipy"}
    assert not heavy


def test_a_small_graph_needs_nothing_heavy(star):
    for arguments in (["collapse", star], ["info", star], ["rank", star, "--format", "table"]):
        heavy = _imported(arguments) & {"pandas", "numba", "networkx"}
        assert not heavy, arguments


def _imported(arguments: list[str | Path]) -> set[str]:
    """Modules that a command line imports."""
    code = (
        "import sys; from graphres.commands import run; run(sys.argv[1:]);"
        "print('MODULES', *(m for m in sys.modules if '.' not in m))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(done.stdout.split("MODULES")[1].split())


def test_a_group_without_a_command_is_no_error_and_a_wrong_one_is(graphres):
    done = graphres("colapse")
    assert done.status == 2
    assert done.err == "error: no command 'colapse'; did you mean collapse?\n"
    assert isinstance(command("collapse"), click.Command)
