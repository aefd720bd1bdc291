"""A sweep gives what its commands give, in one table, whatever happened on the way."""

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest

import graphres
from graphres.errors import InputError, UsageError
from graphres.spread import Spread
from graphres.studies.sweeps.folder import FAILURES, MANIFEST, SECONDS

DRAWN = {"model": "preferential", "n": 60, "mean_followers": 4}
GRID = {
    "seed": [0, 5],
    "graphs": {"drawn": DRAWN, "fixed": {**DRAWN, "seed": 1}},
    "collapse": [
        {
            "strategy": ["in-degree", "random"],
            "measure": ["giant", "reach"],
            "worlds": 64,
            "runs": 3,
            "points": 10,
        }
    ],
    "reach": [{"graph": "drawn", "probability": [0.1, 0.4], "worlds": 64}],
    "campaign": [
        {
            "graph": "fixed",
            "seed": 2,
            "arm": ["plan"],
            "suspend": ["random@1/day"],
            "days": 6,
            "runs": 2,
            "return": [0.5, 1.0],
            "daily": ["accounts"],
        }
    ],
    "intervene": [{"graph": "fixed", "seed": 2, "worlds": 64, "runs": 2, "budget": 3}],
}

# What is drawn besides: errors, what is hidden, resamples.
DOUBTS = {
    "graphs": {"drawn": DRAWN},
    "collapse": [
        {
            "measure": ["giant"],
            "hide": [0.1, "lists:2"],
            "miss": 0.2,
            "false_alarm": 0.1,
            "budget": 20,
        }
    ],
    "rank": [
        {"strategy": ["in-degree", "pagerank"], "budget": 4, "resamples": 5, "worlds": 64},
        {"until": "giant < 0.8", "ties": "random:3", "worlds": 64},
    ],
}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return graphres.sweep(GRID, tmp_path_factory.mktemp("results"), jobs=2)


@pytest.fixture(scope="module")
def table(swept):
    return swept.frame()


def content(folder):
    """Bytes of all files but those that tell how long it took."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != SECONDS}


def test_one_file_a_cell_all_with_the_same_columns(swept, table):
    cells = swept.experiment.cells
    assert len(cells) == 2 * 2 * 2 + 2 * 2 + 2 + 1
    files = sorted(swept.path.glob("*.parquet"))
    assert len(files) == len(cells)
    assert len({pq.read_schema(file).remove_metadata() for file in files}) == 1
    assert sorted(table["cell"].unique()) == [cell.number for cell in cells]
    assert list(table.columns) == [
        *("cell", "command", "graph", "seed", "probability", "return"),
        *("strategy", "arm", "intervention", "run", "at", "figure", "value", "low", "high"),
    ]
    assert repr(swept).startswith("<Sweep 15 of 15 cells in ")
    assert set(swept.status.values()) == {"finished"}


def test_a_cell_of_collapse_is_what_collapse_gives(table):
    graph = graphres.generate("preferential", n=60, mean_followers=4, seed=5)
    order = graphres.strategy("random")(graph, seed=5, run=2)
    curve = graphres.collapse(
        graph, order, measures=["giant", "reach"], spread=Spread(worlds=64, seed=5)
    )
    own = table.query("graph == 'drawn' and seed == 5 and strategy == 'random' and run == '2'")
    figures = own[own["at"].isna()].set_index("figure")["value"]
    assert figures["R"] == curve.R
    assert figures["area_reach"] == pytest.approx(curve.area("reach"), abs=1e-15)
    giant = own[own["at"].notna() & (own["figure"] == "giant")]
    assert giant["at"].tolist() == list(range(0, 61, 6))
    assert giant["value"].tolist() == curve["giant"][::6].tolist()
    reach = own[own["at"].notna() & (own["figure"] == "reach")]
    assert (reach["low"] <= reach["value"]).all()
    assert (reach["value"] <= reach["high"]).all()


def test_a_cell_of_reach_is_what_reach_gives(table):
    graph = graphres.generate("preferential", n=60, mean_followers=4, seed=0)
    found = graphres.reach(graph, Spread(0.4, worlds=64, seed=0))
    own = table.query("command == 'reach' and seed == 0 and probability == 0.4")
    whole = own[own["at"].isna()]
    assert whole[["value", "low", "high"]].values.tolist() == [list(found.whole)]
    assert own["at"].max() == len(found.by_hop)


def test_a_cell_of_a_campaign_is_what_campaign_gives(table):
    graph = graphres.generate("preferential", n=60, mean_followers=4, seed=1)
    trace = graphres.campaign(
        graph, arms=["plan"], runs=2, seed=2, days=6, suspend=("random@1/day",), come_back=0.5
    )
    own = table[(table["command"] == "campaign") & (table["return"] == 0.5)]
    mean = own[(own["arm"] == "plan") & (own["run"] == "mean")].set_index("figure")
    told = trace.mean("plan")
    assert mean.loc["stunting", "value"] == told["stunting"]
    assert mean.loc["stunting", ["low", "high"]].isna().all()  # of two runs
    days = own[(own["figure"] == "accounts") & (own["arm"] == "plan") & (own["run"] == "1")]
    wanted = trace.days.query("arm == 'plan' and run == 1")
    assert days["at"].tolist() == wanted["day"].tolist()
    assert days["value"].tolist() == wanted["accounts"].tolist()


def test_a_cell_of_interventions_is_what_intervene_gives(table):
    graph = graphres.generate("preferential", n=60, mean_followers=4, seed=1)
    found = graphres.intervene(
        graph, ["suspend:in-degree"], budget=3, spread=Spread(worlds=64, seed=2), runs=2
    )
    own = table.query("command == 'intervene' and figure == 'reach'")
    assert own["intervention"].tolist() == ["none", "suspend:in-degree"]
    assert own["value"].tolist() == found.frame()["reach"].tolist()


def test_workers_and_goes_change_no_byte(swept, tmp_path):
    wanted = content(swept.path)
    again = graphres.sweep(GRID, tmp_path / "one", jobs=1)
    assert content(again.path) == wanted
    for number in (2, 9, 15):
        (again.path / f"cell-{number:05}.parquet").unlink()
    (again.path / ".cell-00002.parquet.77.part").write_bytes(b"half")
    resumed = graphres.sweep(GRID, again.path, jobs=3, resume=True)
    assert len(resumed.kept) == 12
    assert resumed.status[9] == "finished"
    assert resumed.status[1] == "kept"
    assert content(again.path) == wanted
    assert [row.split(",")[0] for row in (again.path / SECONDS).read_text().split()] == [
        "cell",
        *map(str, range(1, 16)),
    ]


def test_doubts_are_drawn_the_same_in_every_go(tmp_path):
    whole = graphres.sweep(DOUBTS, tmp_path / "whole", jobs=2)
    assert not whole.failures
    again = graphres.sweep(DOUBTS, tmp_path / "again", jobs=1)
    for number in (2, 3, 5):
        (again.path / f"cell-{number:05}.parquet").unlink()
    assert len(graphres.sweep(DOUBTS, again.path, jobs=2, resume=True).kept) == 2
    assert content(again.path) == content(whole.path)


def test_a_ranking_tells_of_accounts(tmp_path):
    table = graphres.sweep(DOUBTS, tmp_path / "r").frame()
    graph = graphres.generate("preferential", n=60, mean_followers=4, seed=0)
    own = table.query("command == 'rank' and strategy == 'pagerank'")
    first = own.query("figure == 'giant_loss'").sort_values("at")["account"].tolist()
    order = graphres.strategy("pagerank")(graph, limit=4)
    assert first == [graph.ids[int(account)].as_py() for account in order]
    rank = own.query("figure == 'rank'")
    assert (rank["low"] <= rank["value"]).all()
    ends = own[own["at"].isna()].set_index("figure")["value"]
    assert ends["ranked"] == 4
    assert ends["giant_after"] == own.query("figure == 'giant_after' and at == 4")["value"].item()
    assert table.query("command == 'collapse'")["account"].isna().all()


def test_the_manifest_tells_what_the_results_follow_from(swept):
    told = json.loads((swept.path / MANIFEST).read_text())
    assert told["schema"] == "graphres.sweep/1"
    assert told["graphs"]["drawn"] == DRAWN
    assert told["cells"][0]["strategy"] == "in-degree"
    assert len(told["cells"]) == 15
    metadata = pq.read_schema(swept.path / "cell-00003.parquet").metadata
    cell = json.loads(metadata[b"graphres.cell"])
    assert (cell["cell"], cell["n"], cell["m"]) == (3, 60, 240)


def test_a_cell_that_fails_is_recorded_and_the_others_go_on(tmp_path):
    (tmp_path / "f.csv").write_text("follower,followed\nann,bob\ncem,bob\n")
    made = {
        "graphs": {"drawn": DRAWN, "file": {"file": str(tmp_path / "f.csv")}},
        "collapse": [{"strategy": ["attribute:lang == 'en'", "in-degree"], "measure": ["giant"]}],
    }
    done = graphres.sweep(made, tmp_path / "results")
    assert list(done.failures) == [3]
    assert "lang" in done.failures[3]
    failed = pd.read_csv(done.path / FAILURES)
    assert failed.columns.tolist() == ["cell", "command", "graph", "seed", "strategy", "reason"]
    assert failed["cell"].tolist() == [3]
    assert failed["reason"].tolist() == [done.failures[3]]
    assert sorted(done.frame()["cell"].unique()) == [1, 2, 4]
    wanted = content(done.path)
    again = graphres.sweep(made, done.path, resume=True)
    assert (len(again.kept), list(again.failures)) == (3, [3])
    assert content(done.path) == wanted


def test_an_unforeseen_error_is_recorded_too(tmp_path, monkeypatch):
    from graphres.studies.sweeps.tasks import reach

    def broken(*_, **__):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(reach, "run_reach", broken)
    made = {"graphs": {"drawn": DRAWN}, "reach": [{}], "collapse": [{"measure": ["giant"]}]}
    done = graphres.sweep(made, tmp_path / "results")
    assert done.failures == {1: "internal error (ZeroDivisionError: by nothing)"}
    assert done.frame()["command"].unique().tolist() == ["collapse"]


SMALL = {"graphs": {"drawn": DRAWN}, "collapse": [{"measure": ["giant"], "runs": 1}]}


def test_a_folder_that_holds_something_is_refused(tmp_path):
    place = tmp_path / "results"
    graphres.sweep(SMALL, place)
    with pytest.raises(UsageError, match="not empty; name another, go on with --resume"):
        graphres.sweep(SMALL, place)
    other = {**SMALL, "seed": 1}
    with pytest.raises(UsageError, match=r"another experiment \(its cells differ\)"):
        graphres.sweep(other, place, resume=True)
    with pytest.raises(UsageError, match="give one of them"):
        graphres.sweep(SMALL, place, resume=True, force=True)
    graphres.sweep(other, place, force=True)
    assert pd.read_parquet(place)["seed"].unique().tolist() == [1]
    (place / "notes.txt").write_text("mine")
    for way in ({"resume": True}, {"force": True}):
        with pytest.raises(UsageError, match=r"what no sweep wrote \(notes\.txt\)"):
            graphres.sweep(other, place, **way)
    assert (place / "notes.txt").read_text() == "mine"
    with pytest.raises(UsageError, match="no folder"):
        graphres.sweep(SMALL, place / "notes.txt")


def test_a_sweep_killed_before_it_had_a_manifest_begins_anew(tmp_path):
    place = tmp_path / "results"
    place.mkdir()
    (place / f".{MANIFEST}.12.part").write_text("{")
    done = graphres.sweep(SMALL, place, resume=True)
    assert sorted(each.name for each in place.iterdir()) == [
        *(MANIFEST, SECONDS, "cell-00001.parquet")
    ]
    (place / MANIFEST).write_text("{")
    with pytest.raises(UsageError, match="can't be read, so that it is not known"):
        graphres.sweep(SMALL, place, resume=True)
    assert done.frame()["cell"].unique().tolist() == [1]


def test_files_that_have_changed_are_another_experiment(tmp_path):
    table = tmp_path / "f.csv"
    table.write_text("follower,followed\nann,bob\n")
    made = {"graphs": {"file": {"file": str(table)}}, "collapse": [{"measure": ["giant"]}]}
    graphres.sweep(made, tmp_path / "results")
    table.write_text("follower,followed\nann,bob\ncem,bob\n")
    with pytest.raises(UsageError, match="files have changed"):
        graphres.sweep(made, tmp_path / "results", resume=True)
    table.unlink()
    with pytest.raises(InputError, match="no such file"):
        graphres.sweep(made, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_probability_of_every_follow(tmp_path):
    (tmp_path / "f.csv").write_text("follower,followed,p\nann,bob,1\ncem,bob,0\ndee,ann,1\n")
    made = {
        "graphs": {"file": {"file": str(tmp_path / "f.csv")}},
        "reach": [{"probability": ["col:p", 0.0], "sources": "where:account == 'bob'"}],
    }
    found = graphres.sweep(made, tmp_path / "results").frame()
    whole = found[found["at"].isna()].set_index("probability")["value"]
    assert whole.to_dict() == {"col:p": 0.5, "0.0": 0.0}


def test_a_figure_that_is_no_number_is_missing(swept):
    from graphres.studies.sweeps.table import cell_table
    from graphres.studies.sweeps.tasks import Row

    graph = graphres.FollowGraph.from_pairs([("a", "b")])
    rows = [Row("x", "0", None, "R", float("nan")), Row("x", "0", None, "R", None, 1, 2)]
    table = cell_table(swept.experiment, swept.experiment.cells[0], graph, rows)
    assert table["value"].to_pylist() == [None, None]
    assert table["low"].to_pylist() == [None, 1.0]
