import csv
from pathlib import Path

import click
import pytest

from graphres.commands.generate import COMMAND, MODEL_OPTIONS
from graphres.data.generators import MODELS, options
from graphres.data.reading import read_follows


def test_stdout_is_a_table_of_follows(graphres):
    done = graphres("generate", "uniform", "--n", "50", "--mean-followers", "3")
    rows = done.out.splitlines()
    assert done.status == 0
    assert rows[0] == "follower,followed"
    assert len(set(rows)) == 151


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_is_written_reads_back(graphres, tmp_path, model, suffix):
    follows, accounts = tmp_path / f"f.{suffix}", tmp_path / f"a.{suffix}"
    done = graphres(
        *("generate", model, "--n", "300", "--mean-followers", "5", "--followers-outside", "2"),
        *("-o", follows, "--accounts-out", accounts),
    )
    assert (done.status, done.out) == (0, "")
    graph, report = read_follows(follows, accounts=accounts, followers_total="followers_total")
    assert (graph.n, graph.m) == (300, 1500)
    assert report.repeated_rows == report.self_follows == 0
    assert graph.followers_total is not None
    assert list(graph.accounts.columns)[:4] == ["account", "lang", "platform", "joined"]


def test_the_same_command_writes_the_same_bytes(graphres):
    command = ["generate", "preferential", "--n", "100", "--mean-followers", "4", "--seed", "9"]
    assert graphres(*command).out == graphres(*command).out
    assert graphres(*command).out != graphres(*command, "--exponent", "3").out


def test_every_option_of_every_model_is_offered():
    assert {option.name for model in MODELS for option in options(model)} == set(MODEL_OPTIONS)
    offered = {p.name for p in COMMAND.params if isinstance(p, click.Option)}
    assert set(MODEL_OPTIONS) <= offered


def test_help_tells_the_models_own_defaults():
    told = {p.name: p.help or "" for p in COMMAND.params if isinstance(p, click.Option)}
    for model in MODELS:
        for option in options(model):
            if option.default is not None:
                assert f"{option.default:g}" in told[option.name], option


def test_wrong_models_options_and_forms(graphres, tmp_path):
    assert graphres("generate", "unifrom").status == 2
    assert graphres("generate", "uniform", "--exponent", "3").status == 2
    assert graphres("generate", "uniform", "-o", tmp_path / "x.md").status == 2
    assert graphres("generate", "uniform", "--n", "-1").status == 2


def test_an_existing_table_is_not_replaced(graphres, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("mine")
    assert graphres("generate", "uniform", "-o", path).status == 2
    assert path.read_text() == "mine"
    assert graphres("generate", "uniform", "-o", path, "--force").status == 0


def test_the_sample_graphs_are_what_their_commands_write(graphres, tmp_path):
    samples = Path(__file__).resolve().parents[2] / "sample_graphs"
    text = (samples / "README.md").read_text().replace("\\\n", " ")
    commands = [line.split() for line in text.splitlines() if line.startswith("    graphres gen")]
    assert len(commands) == 3
    for command in commands:
        written = [word for word in command if word.endswith(".csv")]
        arguments = [tmp_path / word if word in written else word for word in command[1:]]
        assert graphres(*arguments).status == 0
        for name in written:
            # Rows, not bytes: a checkout may have turned the line ends.
            with (tmp_path / name).open() as new, (samples / name).open() as kept:
                assert list(csv.reader(new)) == list(csv.reader(kept)), name
