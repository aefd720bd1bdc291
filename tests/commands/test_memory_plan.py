"""``--memory``: the same bytes out of core, refusals where that can't be, predictions that hold."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graphres import pack
from graphres.commands import inputs
from graphres.commands.memory_plan import plan_memory
from graphres.engine.memory import format_size
from graphres.errors import UnfinishedError
from graphres.measures.out_of_core import Folding
from graphres.measures.out_of_core.prediction import Size, predict_fold, predict_sweep
from graphres.options.raw import RawOptions
from graphres.strategies import families, strategy
from graphres.studies.trials import runs
from tests import graphs

ROOT = Path(__file__).resolve().parents[2]
N, FOLLOWS = 300, 1500

SEQUENTIAL = ("random", "in-degree", "out-degree", "degree", "pagerank", "young:joined")


@pytest.fixture
def table(tmp_path):
    rng = np.random.default_rng(4)
    ends = np.column_stack([rng.integers(0, N, FOLLOWS), rng.integers(0, N, FOLLOWS) ** 2 // N])
    path = tmp_path / "follows.csv"
    np.savetxt(path, ends, fmt="%d", delimiter=",", header="follower,followed", comments="")
    return path


@pytest.fixture
def about(tmp_path):
    path = tmp_path / "about.csv"
    lines = [f"{i},{i % 7},{'en' if i % 3 else 'de'}" for i in range(N)]
    path.write_text("\n".join(["account,joined,lang", *lines]) + "\n")
    return path


@pytest.fixture
def as_store(monkeypatch):
    """Take what is read for the content of a store, and write down how it is measured."""
    read = inputs.read
    foldings = []

    def read_store(*arguments, **options):
        graph, report = read(*arguments, **options)
        return graph, replace(report, format="store")

    def collapse(*arguments, folding=None, **options):
        foldings.append(folding)
        return usual(*arguments, folding=folding, **options)

    usual = runs.collapse
    monkeypatch.setattr(inputs, "read", read_store)
    monkeypatch.setattr(runs, "collapse", collapse)
    return foldings


def size_of(n=N, stored=FOLLOWS, **more):
    return Size(n, stored, n, **more)


#: Enough to fold such a table, and too little to hold it beside.
TIGHT = str(predict_fold(size_of(), 1, 1).memory + 1000)


def test_orders_and_curves_out_of_core_are_those_in_memory(
    graphres, table, about, as_store, tmp_path
):
    names = tmp_path / "list.txt"
    names.write_text("\n".join(map(str, range(5, 40))))
    specs = (*SEQUENTIAL, f"list:{names}", "attribute:lang == 'de'")
    options = ["collapse", table, "--accounts", about, "--runs", "3", "--measure", "giant"]
    options += ["--measure", "audience", "--measure", "susceptibility", "--measure", "follows"]
    options += [part for spec in specs for part in ("-s", spec)]
    in_memory = graphres(*options)
    assert set(as_store) == {None}
    as_store.clear()
    out_of_core = graphres(*options, "--memory", TIGHT)
    assert out_of_core.status == in_memory.status == 0, out_of_core.err
    assert out_of_core.out == in_memory.out
    assert set(as_store) == {Folding()}


def test_until_and_budget_out_of_core(graphres, table, as_store):
    options = ["collapse", table, "-s", "degree", "--until", "giant <= 0.5", "--format", "table"]
    assert graphres(*options, "--memory", TIGHT).status == 0
    options = ["collapse", table, "-s", "degree", "--budget", "10", "-q"]
    assert graphres(*options, "--memory", TIGHT).out == graphres(*options).out


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (["-s", "core-hd"], "strategy 'core-hd'"),
        (["-s", "in-degree:adaptive"], "strategy 'in-degree:adaptive'"),
        (["-s", "degree+reinsert"], "strategy 'degree+reinsert'"),
        (["--measure", "strong"], "measure 'strong'"),
        (["--measure", "reach"], "measure 'reach'"),
        (["--hide", "0.5"], "--hide"),
        (["--miss", "0.1"], "counting isolated accounts"),
    ],
)
def test_what_needs_all_follows_in_memory_is_refused(graphres, table, as_store, asked, named):
    done = graphres("collapse", table, "-q", *asked, "--memory", TIGHT)
    assert (done.status, done.out, as_store) == (4, "", [])
    assert done.err.startswith(f"error: not enough memory: {named} takes about ")
    assert "with all follows in memory" in done.err
    assert done.err.count("\n") == 1


def test_too_little_for_a_fold(graphres, table, as_store):
    done = graphres("collapse", table, "-q", "--memory", "1MB")
    assert (done.status, done.out) == (4, "")
    assert "out of core this takes about" in done.err
    assert "pack" not in done.err


def test_a_table_in_memory_leaves_nothing_to_save(graphres, table):
    done = graphres("collapse", table, "-q", "--memory", "1MB")
    assert done.status == 4
    assert "pack the follows first" in done.err


def test_a_wrong_size_is_wrong_usage(graphres, table):
    done = graphres("collapse", table, "-q", "--memory", "much")
    assert done.status == 2
    assert "--memory takes a size such as 500MB" in done.err


def test_dry_run_says_and_does_nothing(graphres, table, as_store, tmp_path):
    out = tmp_path / "curve.csv"
    done = graphres("collapse", table, "-q", "--dry-run", "--memory", TIGHT, "-o", out)
    assert done.status == 0
    measured, memory, disk, time = done.out.splitlines()
    assert measured == "measured  out of core, 11 runs, 1 at once"
    assert memory.endswith(f" of {format_size(int(TIGHT))}")
    assert disk == "disk      90.9 kB read, nothing written but the result"
    assert time == "time      about 1 s"
    assert (as_store, out.exists()) == ([], False)
    assert "in memory, 11 runs" in graphres("collapse", table, "-q", "--dry-run").out


def planned(memory, jobs=2, *, is_mapped=True, specs=("random",), **plan):
    given = {"memory": memory, "jobs": jobs, "engine": "threads"}
    graph = graphs.crowded(N, 40)
    chosen = [strategy(spec) for spec in specs]
    return plan_memory(
        RawOptions(given), graph, chosen, runs.TrialPlan(**plan), is_mapped=is_mapped
    )


def test_as_many_runs_at_once_as_fit():
    size = Size(N, graphs.crowded(N, 40).m, N)
    for jobs in (1, 2):
        fits = predict_fold(size, 10, jobs).memory
        assert planned(str(fits), jobs=8).jobs == jobs
    assert planned(None, jobs=8).folding is None
    assert planned(str(predict_sweep(size, 10, 3).memory), jobs=8).jobs >= 3


def test_all_threads_stay_where_all_fits():
    plan = planned("4GB", jobs=8, specs=("in-degree",))
    assert (plan.folding, plan.jobs, plan.runs) == (None, 8, 1)


def test_fewer_removals_take_less():
    assert predict_sweep(Size(10**6, 10**6, 10), 1, 1) < predict_sweep(size_of(10**6, 10**6), 1, 1)


def test_every_strategy_says_whether_it_follows_rows():
    sequential = {name for name, each in families().items() if each.is_sequential}
    assert sequential == {"random", "pagerank", "list", "young", "attribute"}
    static = [strategy(s).is_sequential for s in ("in-degree", "out-degree", "degree")]
    assert static == [True, True, True]
    assert not strategy("in-degree:adaptive").is_sequential
    assert strategy("in-degree:total").is_sequential


def test_a_measure_that_is_no_fold_is_refused_in_python():
    from graphres import collapse

    with pytest.raises(UnfinishedError, match="'strong' can't be measured out of core"):
        collapse(graphs.star(3), [0], measures=["strong"], folding=Folding())


@pytest.mark.long
def test_a_cluster_writes_the_same_bytes(tmp_path):
    pytest.importorskip("distributed")
    store = tmp_path / "graph.fgr"
    pack(graphs.crowded(2000, 8), store)
    command = [sys.executable, str(ROOT / "cli.py"), "collapse", str(store), "--runs", "2", "-q"]
    cluster = ["--engine", "dask", "--jobs", "2"]
    here, there = (
        subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        for more in ([], cluster)
    )
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == here.stdout


def test_a_cluster_measures_stores_alone(graphres, table):
    done = graphres("collapse", table, "-q", "--engine", "dask")
    assert done.status == 2
    assert "--engine dask reads follows from a store; write one with graphres pack" in done.err


def test_a_cluster_does_without_what_needs_all_follows(graphres, table, as_store):
    done = graphres("collapse", table, "-q", "--engine", "dask", "--measure", "strong")
    assert done.status == 4
    assert "measure 'strong' takes all follows in memory" in done.err


def test_a_scheduler_needs_its_engine(graphres):
    done = graphres("collapse", "nowhere.csv", "-q", "--scheduler", "tcp://127.0.0.1:8786")
    assert done.status == 2
    assert "--scheduler needs --engine dask" in done.err
