"""`graphres compare`: two results of every kind, and two snapshots."""

import json
from pathlib import Path

import pandas as pd
import pytest

from graphres.studies.comparisons import compare
from graphres.studies.comparisons.waves import FIGURES

ROOT = Path(__file__).resolve().parents[2]
MOVEMENT = ROOT / "sample_graphs" / "movement.csv"
KARATE = [ROOT / "sample_graphs" / "karate.csv", "--undirected"]
WAVE = [
    *("compare", MOVEMENT, ROOT / "sample_graphs" / "movement-later.csv"),
    *("--suspended", ROOT / "sample_graphs" / "movement-suspended.txt"),
]


@pytest.fixture
def made(graphres, tmp_path):
    """Run a command and give the file it wrote."""

    def make(name, command, *arguments):
        path = tmp_path / name
        assert graphres(command, *arguments, "-q", "-o", path).status == 0
        return path

    return make


@pytest.fixture
def compared(graphres):
    def run(*files):
        done = graphres("compare", *files, "--format", "json")
        assert done.status == 0, done.err
        return json.loads(done.out)

    return run


#: The beginning of an experiment.
DRAWN = """
[graphs.drawn]
model = "uniform"
n = 40
mean_followers = 3
[[collapse]]
measure = ["giant"]
"""

COMMANDS = {
    "collapse": ["collapse", *KARATE, "--measure", "giant", "--measure", "reach", "--runs", "3"],
    "reach": ["reach", *KARATE, "-p", "0.2"],
    "rank": ["rank", *KARATE],
    "campaign": ["campaign", *KARATE, "--days", "8", "--runs", "2"],
    "intervene": ["intervene", *KARATE, "-i", "suspend:in-degree", "--worlds", "64"],
    "info": ["info", *KARATE],
}


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_result_beside_itself_has_not_changed(kind, made, compared):
    name = COMMANDS[kind][0]
    found = compared(made("a.json", *COMMANDS[kind]), made("b.json", *COMMANDS[kind]))
    assert found["schema"] == "graphres.compare/1"
    assert found["of"] == f"graphres.{name}/{2 if name == 'campaign' else 1}"
    assert found["compare"]["compared"] > 2
    assert (found["compare"]["changed"], found["compare"]["unknown"]) == (0, 0)
    assert found["made_differently"] == {}
    assert found["only_before"] == found["only_after"] == []


@pytest.mark.parametrize("kind", ["collapse", "reach", "rank", "campaign", "intervene"])
def test_parquet_tells_what_json_tells(kind, made, compared):
    found = compared(made("a.json", *COMMANDS[kind]), made("a.parquet", *COMMANDS[kind]))
    assert found["compare"]["changed"] == 0
    assert found["only_before"] == found["only_after"] == []


def test_another_graph_changes_exact_figures_and_estimates(made, compared):
    less = ["--protect-where", "account == '33' or account == '0'"]
    found = compared(
        made("a.json", *COMMANDS["collapse"]), made("b.json", *COMMANDS["collapse"], *less)
    )
    rows = {(row["part"], row["name"], row["figure"]): row for row in found["rows"]}
    removed = rows["summary", "in-degree", "removed"]
    assert (removed["before"], removed["after"], removed["difference"]) == (34, 32, -2)
    assert (removed["noise"], removed["changed"]) == ("exact", True)
    giant = rows["curve", "in-degree", "giant"]
    assert giant["changed"] is True
    assert giant["largest"] > 0.3
    reach = rows["curve", "in-degree", "reach"]
    assert reach["noise"] == "intervals"


def test_random_runs_of_other_seeds_are_noise_mostly(made, compared):
    base = ["collapse", *KARATE, "-s", "random", "--runs", "10"]
    found = compared(made("a.json", *base, "--seed", "3"), made("b.json", *base, "--seed", "4"))
    assert found["made_differently"] == {"seed": [3, 4]}
    assert {row["noise"] for row in found["rows"]} <= {"intervals", "unknown", "exact"}
    assert found["compare"]["changed"] <= found["compare"]["compared"] / 5
    paired = compared(made("c.json", *base, "--seed", "3"), made("d.json", *base, "--seed", "3"))
    assert paired["compare"]["changed"] == 0


def test_what_a_seed_or_ties_decide_is_not_exact(made, compared):
    base = ["collapse", *KARATE, "-s", "betweenness:pivots=5"]
    one, other = made("a.json", *base), made("b.json", *base, "--seed", "1")
    assert {row["noise"] for row in compared(one, other)["rows"]} == {"unknown"}
    again = compared(one, made("c.json", *base))
    assert {row["noise"] for row in again["rows"]} == {"exact"}
    tied = ["collapse", *KARATE, "-s", "in-degree", "--ties", "random:4"]
    found = compared(made("d.json", *tied), made("e.json", *tied, "--seed", "1"))
    assert "exact" not in {row["noise"] for row in found["rows"]}


def test_ranks_that_moved(made, compared):
    found = compared(
        made("a.json", "rank", MOVEMENT), made("b.json", "rank", MOVEMENT, "-s", "pagerank")
    )
    first = json.loads((made("a2.json", "rank", MOVEMENT)).read_text())["ranking"]
    second = json.loads((made("b2.json", "rank", MOVEMENT, "-s", "pagerank")).read_text())
    ranks = [{row["account"]: row["rank"] for row in each} for each in (first, second["ranking"])]
    both = ranks[0].keys() & ranks[1].keys()
    assert found["compare"]["in_both"] == len(both)
    assert found["compare"]["came"] == found["compare"]["went"] == 20 - len(both)
    for row in found["rows"]:
        wanted = [each.get(row["name"]) for each in ranks]
        assert [row["before"], row["after"]] == wanted
    pairs = [(ranks[0][a], ranks[1][a]) for a in sorted(both)]
    one, other = zip(*pairs, strict=True)
    tau = pd.Series(one).corr(pd.Series(other), method="kendall")
    assert found["compare"]["kendall"] == pytest.approx(tau)


def test_rankings_by_two_strategies_say_so(graphres, made):
    files = [made(f"{name}.json", "rank", *KARATE, "-s", name) for name in ("degree", "pagerank")]
    found = json.loads(graphres("compare", *files, "--format", "json").out)
    assert found["made_differently"] == {
        "strategy": ["degree", "pagerank"],
        "resamples": [100, None],
    }
    page = graphres("compare", *files, "--format", "table").out
    assert "strategy degree → pagerank" in " ".join(page.split())


def test_sweeps_are_compared_cell_by_cell(graphres, tmp_path):
    text = DRAWN + 'strategy = ["in-degree", "random"]\nruns = 4\n'
    for name, said in (("a", text), ("b", text), ("c", text.replace("= 3\n", "= 4\n"))):
        (tmp_path / f"{name}.toml").write_text(said)
        assert graphres("sweep", tmp_path / f"{name}.toml", "-o", tmp_path / name).status == 0
    same = compare(tmp_path / "a", tmp_path / "b")
    assert same.figures()["changed"] == 0
    assert same.figures()["compared"] > 20
    other = compare(tmp_path / "a", tmp_path / "c")
    table = other.frame().set_index(["part", "name", "figure"])
    exact = table.loc[("summary", "collapse drawn 0 in-degree", "R")]
    assert (exact["noise"], exact["changed"]) == ("exact", True)
    drawn = table.loc[("summary", "collapse drawn 0 random", "R")]
    assert drawn["noise"] == "paired"
    assert other.figures()["changed"] > 5
    cell = compare(tmp_path / "a" / "cell-00001.parquet", tmp_path / "b" / "cell-00001.parquet")
    assert cell.figures()["changed"] == 0


def test_long_names_leave_columns_out_and_say_so(graphres, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = DRAWN.replace("[graphs.drawn]", "[graphs.a-graph-with-a-name]")
    for name, n in (("a", "40"), ("b", "50")):
        (tmp_path / f"{name}.toml").write_text(text.replace("n = 40", f"n = {n}"))
        assert graphres("sweep", tmp_path / f"{name}.toml", "-o", tmp_path / name).status == 0
    page = graphres("compare", tmp_path / "a", tmp_path / "b", "--format", "table").out
    rows = [line for line in page.splitlines() if "a-graph-with" in line]
    assert rows
    assert max(map(len, rows)) <= 80
    assert "Too narrow for before" in page


def test_a_sweep_in_which_something_errs_is_not_exact(graphres, tmp_path):
    text = DRAWN + "budget = 10\nruns = 1\n"
    for name, more in (("a", ""), ("b", "miss = 0.2\n")):
        (tmp_path / f"{name}.toml").write_text(text + more)
        assert graphres("sweep", tmp_path / f"{name}.toml", "-o", tmp_path / name).status == 0
    noise = {}
    for name in ("a", "b"):
        table = compare(tmp_path / name, tmp_path / name).frame().set_index(["part", "figure"])
        noise[name] = table.loc[("summary", "giant_end"), "noise"]
    assert noise == {"a": "exact", "b": "unknown"}


def test_mistakes_are_one_line(graphres, made, tmp_path):
    one, other = made("a.json", *COMMANDS["info"]), made("b.json", *COMMANDS["reach"])
    unlike = graphres("compare", one, other)
    assert (unlike.status, unlike.err.count("\n")) == (3, 1)
    assert "compare two of the same command" in unlike.err
    assert graphres("compare", one, tmp_path / "absent.json").status == 3
    tables = graphres("compare", MOVEMENT, MOVEMENT)
    assert tables.status == 2
    assert "--suspended" in tables.err
    (tmp_path / "other.json").write_text('{"a": 1}')
    assert "no result of graphres" in graphres("compare", one, tmp_path / "other.json").err
    (tmp_path / "torn.json").write_text('{"a": ')
    assert graphres("compare", one, tmp_path / "torn.json").status == 3
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "other.parquet")
    assert "no result of graphres" in graphres("compare", one, tmp_path / "other.parquet").err
    none = made("c.json", *COMMANDS["collapse"], "-s", "random")
    only = made("d.json", *COMMANDS["collapse"], "-s", "in-degree")
    assert "no figure in common" in graphres("compare", none, only).err


def test_fail_if_speaks_of_changes(graphres, made):
    one = made("a.json", *COMMANDS["info"])
    other = made("b.json", "info", MOVEMENT)
    changed = graphres("compare", one, other, "--fail-if", "compare.changed > 0")
    assert changed.status == 1
    assert "fail-if: compare.changed > 0 holds" in changed.err
    assert graphres("compare", one, one, "--fail-if", "compare.changed > 0").status == 0
    assert graphres("compare", one, one, "--fail-if", "compare.chnged > 0").status == 2
    page = graphres("compare", one, other, "--format", "table").out
    assert "figures changed beyond noise" in page


def test_a_wave(graphres, tmp_path):
    done = graphres(*WAVE, "-q", "--runs", "20", "--format", "json")
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["schema"] == "graphres.wave/1"
    assert found["accounts"]["suspended"] == 39
    assert [row["figure"] for row in found["figures"]] == list(FIGURES)
    assert found["manifest"]["inputs"][2]["role"] == "suspended"
    again = graphres(*WAVE, "-q", "--runs", "20", "--jobs", "1")
    assert again.out.splitlines()[1].startswith("giant,1.0,")
    assert graphres(*WAVE, "-q", "--runs", "20", "--jobs", "3").out == again.out
    page = graphres(*WAVE, "-q", "--runs", "20", "--format", "table").out
    assert max(map(len, page.splitlines())) <= 100
    assert "more was lost than that" in " ".join(page.split())


def test_a_wave_and_its_condition(graphres):
    held = graphres(*WAVE, "-q", "--runs", "5", "--fail-if", "giant.observed_change < -0.05")
    assert held.status == 1
    wrong = graphres(*WAVE, "-q", "--fail-if", "gaint.observed_change < -0.05")
    assert wrong.status == 2


def test_strangers_on_the_list_are_told(graphres, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("account\na0001\nnobody\n")
    done = graphres(*WAVE[:3], "--suspended", listed, "--runs", "2")
    assert done.status == 0
    assert f"warning: {listed}: 1 of 2 names is not in the graph: nobody" in done.err
    listed.write_text("nobody\n")
    none = graphres(*WAVE[:3], "--suspended", listed, "-q")
    assert none.status == 3
    assert "its account is not in the graph: nobody" in none.err
    assert graphres(*WAVE[:3], "--suspended", tmp_path / "absent.txt").status == 3
