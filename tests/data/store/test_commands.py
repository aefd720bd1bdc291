"""Commands take a store where they take a table, and give the same bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphres.data.reading import read_follows
from graphres.data.store import open_store
from graphres.errors import UsageError

ROOT = Path(__file__).resolve().parents[3]
FOLLOWS = ROOT / "sample_graphs" / "movement.csv"
ACCOUNTS = ("--accounts", ROOT / "sample_graphs" / "movement-accounts.csv")

RUNS = [
    ("info", "--format", "json"),
    ("collapse", "-s", "in-degree", "-s", "random", "--runs", "2", "--format", "json"),
    ("collapse", "-s", "in-degree", "--measure", "reach", "--worlds", "64", "--points", "50"),
    ("collapse", "-s", "attribute:followers_total > 5", "--points", "20"),
    ("collapse", "-s", "degree", "--protect-where", "lang == 'en'", "--points", "20"),
    ("reach", "-p", "0.2", "--worlds", "64", "--group", "lang", "--format", "json"),
    ("rank", "--budget", "10", "--format", "json"),
    ("campaign", "--days", "30", "--runs", "2", "--format", "json"),
    ("intervene", "-p", "0.2", "--budget", "10", "--worlds", "64", "--format", "json"),
    ("intervene", "-p", "0.2", "--layer", "platform", "-i", "platform:alpha", "--worlds", "64"),
]


def rest_of(text: str) -> object:
    """A result without what is said of its input, and of the run itself."""
    if not text.startswith("{"):
        return text
    told = json.loads(text)
    for name in ("inputs", "command", "seconds", "peak_memory", "peak_memory_bytes"):
        told["manifest"].pop(name, None)
    return told


@pytest.fixture(scope="module")
def movement(tmp_path_factory) -> Path:
    from graphres.commands import run

    store = tmp_path_factory.mktemp("movement") / "movement.fgr"
    assert run(["pack", str(FOLLOWS), *map(str, ACCOUNTS), "-q", "-o", str(store)]) == 0
    return store


@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_the_same_bytes(graphres, movement, arguments):
    command, *options = arguments
    table = graphres(command, FOLLOWS, *ACCOUNTS, *options)
    store = graphres(command, movement, *options)
    assert (table.status, store.status) == (0, 0), table.err + store.err
    assert rest_of(table.out) == rest_of(store.out)
    assert table.err == store.err


def test_who_goes_first_among_equals(graphres, tmp_path):
    """First seen goes first: accounts keep the order in which the table names them."""
    table = tmp_path / "cycle.csv"
    table.write_text("follower,followed\nzoe,mia\nmia,ann\nann,zoe\nbob,bob\n")
    graphres("pack", table, "-o", tmp_path / "cycle.fgr")
    ranks = [graphres("rank", each, "-q").out for each in (table, tmp_path / "cycle.fgr")]
    assert ranks[0] == ranks[1]
    assert open_store(tmp_path / "cycle.fgr").ids.to_pylist() == ["zoe", "mia", "ann", "bob"]


def test_a_table_of_accounts_joined_later(graphres, tmp_path):
    store = tmp_path / "follows.fgr"
    graphres("pack", FOLLOWS, "-o", store)
    options = (*ACCOUNTS, "--followers-total", "followers_total", "--format", "json")
    table, late = graphres("info", FOLLOWS, *options), graphres("info", store, *options)
    assert late.status == 0
    assert rest_of(table.out) == rest_of(late.out)
    assert table.err == late.err
    together = tmp_path / "both.fgr"
    assert graphres("pack", store, *options[:4], "-o", together).status == 0
    again = graphres("info", together, "--format", "json")
    assert rest_of(again.out) == rest_of(table.out)
    origin = json.loads(again.out)["manifest"]["inputs"][0]["packed"]
    assert origin["source"] == str(FOLLOWS)


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A table with everything that options can read from it."""
    path = tmp_path / "rich.csv"
    rows = ["ann,bob,0.5,x,2024-01-01", "cem,bob,0.25,y,2024-01-02", "ann,bob,1,y,2024-01-03"]
    rows += ["bob,ann,1,x,2024-01-04", "dan,dan,0,x,2024-01-05", "@Ann,cem,1,x,2024-01-06"]
    path.write_text("\n".join(["follower,followed,p,where,day", *rows]) + "\n")
    return path


PACKED = {
    "probability": ("-p", "col:p"),
    "layer": ("--layer", "where"),
    "as-of": ("--time", "day", "--as-of", "2024-01-03"),
    "where": ("--where", "day < '2024-01-05'"),
    "undirected": ("--undirected",),
    "handles": ("--normalize-handles",),
    "columns": ("--follower", "followed", "--followed", "follower"),
    "delimiter": ("--delimiter", ",", "--encoding", "utf-8", "--header"),
    "skip": ("--on-bad-row", "skip"),
}


@pytest.mark.parametrize("options", PACKED.values(), ids=PACKED)
def test_what_was_packed_may_be_said_again(graphres, rich, tmp_path, options):
    store = tmp_path / "rich.fgr"
    assert graphres("pack", rich, *options, "-o", store).status == 0
    left_out = graphres("info", store, "--format", "json")
    plain = options if "-p" not in options and "--layer" not in options else ()
    table = graphres("info", rich, *options[: len(plain)], "--format", "json")
    assert rest_of(left_out.out)["graph"] == rest_of(table.out)["graph"]
    assert rest_of(graphres("info", store, *plain, "--format", "json").out) == rest_of(left_out.out)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--follower", "followed"), "was packed with 'follower'"),
        (("--undirected",), "--undirected: "),
        (("--no-header",), "--no-header: "),
        (("--delimiter", ";"), "--delimiter ;: "),
        (("--encoding", "latin-1"), "was packed without it; leave it out, or pack"),
        (("--where", "p > 0.3"), "--where p > 0.3: "),
        (("--normalize-handles",), "--normalize-handles: "),
        (("--time", "day", "--as-of", "2024-01-02"), "packed without it"),
        (("--owner", "ann"), "packed without it"),
        (("--person", "who"), "packed without it"),
        (("--account-id", "who"), "packed without it"),
        ((*ACCOUNTS, "--person", "who"), "packed without it"),
    ],
)
def test_what_was_packed_otherwise_is_refused(graphres, rich, tmp_path, options, said):
    store = tmp_path / "rich.fgr"
    graphres("pack", rich, "-o", store)
    done = graphres("info", store, *options)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert said in done.err
    assert str(rich) in done.err


def test_columns_of_follows_that_were_not_packed(graphres, rich, tmp_path):
    store = tmp_path / "rich.fgr"
    graphres("pack", rich, "-p", "col:p", "-o", store)
    assert "packed with 'p'" in graphres("reach", store, "-p", "col:day").err
    done = graphres("intervene", store, "--layer", "where", "-i", "platform:x")
    assert done.status == 2
    assert "packed without it" in done.err


def test_probabilities_and_platforms(graphres, rich, tmp_path):
    store = tmp_path / "rich.fgr"
    graphres("pack", rich, "-p", "col:p", "--layer", "where", "-o", store)
    runs = [("reach", "-p", "col:p"), ("reach", "-p", "0.3")]
    runs += [("intervene", "--layer", "where", "-i", "platform:x", "-p", "col:p")]
    for command, *options in runs:
        more = (*options, "--worlds", "64", "--format", "json")
        assert rest_of(graphres(command, rich, *more).out) == rest_of(
            graphres(command, store, *more).out
        )
    again = tmp_path / "again.fgr"
    assert graphres("pack", store, "-o", again).status == 0
    assert open_store(again).graph().probability.tolist() == [1, 0.5, 0.25, 1]
    assert open_store(again).graph().layers.names == ("x", "y")


def test_persons_are_not_joined_before_platforms_are_looked_at(graphres, tmp_path):
    follows, accounts = tmp_path / "f.csv", tmp_path / "a.csv"
    follows.write_text("follower,followed\na1,b\na2,b\nb,a1\n")
    accounts.write_text("account,who,platform\na1,ann,x\na2,ann,x\nb,bob,y\n")
    store = tmp_path / "f.fgr"
    person = ("--accounts", accounts, "--person", "who")
    assert graphres("pack", follows, *person, "-o", store).status == 0
    assert graphres("info", store, "--person", "who").status == 0
    done = graphres(
        "intervene", store, "--layer", "platform", "--person", "who", "-i", "platform:x"
    )
    assert done.status == 2
    assert "without --person" in done.err


def test_another_table_of_accounts_is_refused(graphres, movement, tmp_path):
    same, other = tmp_path / "same.csv", tmp_path / "other.csv"
    shutil.copy(ACCOUNTS[1], same)
    other.write_text("account,lang\na0001,en\n")
    assert graphres("info", movement, "--accounts", same).status == 0
    done = graphres("info", movement, "--accounts", other)
    assert done.status == 2
    assert "packed with another table" in done.err


def test_several_parts(graphres, tmp_path):
    for name, row in (("b", "x,y"), ("a", "y,z")):
        (tmp_path / f"{name}.csv").write_text(f"follower,followed\n{row}\n")
    parts = [tmp_path / "b.csv", tmp_path / "a.csv"]
    store = tmp_path / "both.fgr"
    assert graphres("pack", *parts, "-o", store).status == 0
    assert open_store(store).ids.to_pylist() == ["y", "z", "x"]
    glob = read_follows(str(tmp_path / "?.csv"))[0]
    assert glob.ids.to_pylist() == ["y", "z", "x"]
    assert len(open_store(store).manifest.report["parts"]) == 2
    done = graphres("pack", store, *parts, "-o", tmp_path / "c.fgr")
    assert done.status == 2
    assert "a store is no part of a table" in done.err


def test_places(graphres, rich, tmp_path):
    store = tmp_path / "rich.fgr"
    assert graphres("pack", rich).status == 2
    assert graphres("pack", rich, "-o", rich, "--force").status == 2
    assert graphres("pack", rich, "-o", store, "-p", "0.2").status == 2
    assert graphres("pack", rich, "-o", store, "--also", "avro").status == 2
    assert graphres("pack", rich, "-o", tmp_path / "no" / "such.fgr").status == 4
    assert graphres("pack", rich, "-o", store).err.endswith("rich.fgr, 3.6 kB\n") or store.exists()
    assert graphres("pack", store, "-o", store, "--force").status == 2
    assert graphres("pack", rich, "-o", store).status == 2
    assert graphres("pack", rich, "-o", store, "--force", "-q") == (0, "", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rich.csv", "rich.fgr"]


def test_a_bound_of_bytes(graphres, movement):
    done = graphres("info", movement, "--max-bytes", "1000")
    assert done.status == 3
    assert "--max-bytes" in done.err


def test_sweeps_and_comparisons(graphres, movement, tmp_path):
    experiment = tmp_path / "e.toml"
    experiment.write_text(
        f"[graphs.m]\nfile = '{movement}'\n[[collapse]]\nstrategy = ['in-degree']\nruns = 1\n"
    )
    done = graphres("sweep", experiment, "-o", tmp_path / "out")
    assert done.status == 0, done.err
    inputs = json.loads((tmp_path / "out" / "_manifest.json").read_text())["inputs"]
    assert [each["sha256"] for each in inputs] == [open_store(movement).sha256]
    gone = tmp_path / "gone.csv"
    gone.write_text("account\na0001\na0002\n")
    run = ("--suspended", gone, "--runs", "10", "--format", "json")
    by_table = graphres("compare", FOLLOWS, FOLLOWS, *ACCOUNTS, *run)
    by_store = graphres("compare", movement, movement, *run)
    assert by_table.status == by_store.status == 0
    assert rest_of(by_table.out) == rest_of(by_store.out)
    assert "no result" in graphres("compare", movement, movement).err


def test_in_python(movement):
    graph, report = read_follows(movement)
    assert report.format == "store"
    assert report.sha256 == open_store(movement).sha256
    assert report.packed["source"] == str(FOLLOWS)
    assert report.accounts.rows_read == 1000
    assert graph.m == report.follows_kept
    with pytest.raises(UsageError, match="packed without it"):
        read_follows(str(movement), undirected=True)


LARGE = [
    ("info", *ACCOUNTS, "--format", "json"),
    ("collapse", "-s", "list:{listed}", "-s", "networkx:pagerank", "--points", "20"),
    ("collapse", "-s", "random", "--protect", "{listed}", "--runs", "2", "--points", "20"),
    ("rank", "--budget", "5", "--resamples", "5", "--format", "json"),
    ("campaign", "--days", "20", "--runs", "2", "--format", "json"),
    ("compare", "{follows}", "--suspended", "{listed}", "--runs", "10", "--format", "json"),
]


@pytest.mark.parametrize("arguments", LARGE, ids=lambda each: each[0])
def test_names_beyond_what_short_text_holds(graphres, tmp_path, monkeypatch, arguments):
    store, listed = tmp_path / "follows.fgr", tmp_path / "listed.csv"
    graphres("pack", FOLLOWS, "-o", store)
    listed.write_text("account\na0467\na0001\n")
    command, *rest = arguments
    options = [str(each).format(listed=listed, follows=FOLLOWS) for each in rest]
    usual = graphres(command, store, *options)
    monkeypatch.setattr("graphres.data.store.accounts.SHORT_TEXT", 10)
    large = graphres(command, store, *options)
    assert (usual.status, usual.err) == (large.status, large.err)
    assert usual.status == 0, usual.err
    assert rest_of(usual.out) == rest_of(large.out)
