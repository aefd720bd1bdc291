"""Threads and a Dask cluster do the same, in the same order, though a worker is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from graphres import open_store, pack
from graphres.engine import Threads, cluster, open_engine
from graphres.errors import InputError, UnfinishedError, UsageError
from graphres.measures import MeasureSetting, measure
from graphres.measures.out_of_core import MEASURED, Folding, measure_stored, parts, rows_of
from tests import graphs
from tests.engine import work

LETTERS = "abcdefghijklm"


@pytest.fixture(scope="module")
def two_workers():
    pytest.importorskip("distributed")
    with open_engine("dask", jobs=2) as engine:
        yield engine


@pytest.fixture
def dask(two_workers):
    """A cluster on which all workers are back that an earlier test has ended."""
    two_workers._client.wait_for_workers(2, timeout=60)
    return two_workers


@pytest.fixture(params=["threads", "dask"])
def engine(request):
    return Threads(2) if request.param == "threads" else request.getfixturevalue("dask")


def test_results_come_in_order(engine):
    told = []
    letters = engine.map(
        work.spell,
        range(len(LETTERS)),
        engine.share(LETTERS),
        on_progress=lambda *progress: told.append(progress),
    )
    assert "".join(letters) == LETTERS
    assert told == [(i + 1, len(LETTERS)) for i in range(len(LETTERS))]
    assert engine.workers == 2


@pytest.mark.parametrize("count", [1, 2, 5, len(LETTERS)])
def test_neighbours_are_merged_in_order(engine, count):
    told = []
    merged = engine.reduce(
        work.spell,
        work.join,
        range(count),
        engine.share(LETTERS),
        on_progress=lambda *progress: told.append(progress),
    )
    assert merged == LETTERS[:count]
    assert told[-1] == (count, count)


def test_an_error_of_the_work_is_raised(engine):
    with pytest.raises(ValueError, match="item 0"):
        list(engine.map(work.fail, range(3)))
    with pytest.raises(ValueError, match="item 0"):
        engine.reduce(work.fail, int.__add__, range(1))


def curves(graph, order):
    return measure(graph, order, MEASURED, MeasureSetting())


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    graph = graphs.crowded(2000, 6)
    path = tmp_path_factory.mktemp("packed") / "graph.fgr"
    pack(graph, path)
    return graph, str(path)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_fold_in_parts_is_that_of_one(engine, packed, count):
    graph, path = packed
    order = np.random.default_rng(1).permutation(graph.n)[:1500].astype(np.int32)
    folding = Folding(chunk=500, engine=engine, path=path, parts=count)
    columns = measure_stored(rows_of(graph), order, MEASURED, folding=folding)
    for name, column in curves(graph, order).items():
        assert columns[name].tobytes() == column.tobytes(), name


def test_a_lost_worker_costs_time_alone(dask, tmp_path):
    shared = dask.share((LETTERS, str(tmp_path / "flag")))
    items = range(len(LETTERS))
    assert dask.reduce(work.spell_or_die, work.join, items, shared) == LETTERS
    assert (tmp_path / "flag").exists()


def test_a_worker_lost_while_folding_changes_nothing(dask, packed, tmp_path, monkeypatch):
    graph, _ = packed
    path = tmp_path / "graph.fgr"
    pack(graph, path)
    monkeypatch.setattr(parts, "_fold_part", work.fold_or_die)
    order = np.arange(graph.n, dtype=np.int32)
    folding = Folding(engine=dask, path=str(path), parts=4)
    columns = measure_stored(rows_of(graph), order, MEASURED, folding=folding)
    assert (tmp_path / "graph.fgr.flag").exists()
    for name, column in curves(graph, order).items():
        assert columns[name].tobytes() == column.tobytes(), name


def test_workers_of_other_versions_are_refused(dask, monkeypatch):
    here = cluster.worker_versions()
    monkeypatch.setattr(cluster, "_here", lambda: {**here, "numpy": "0.1"})
    with pytest.raises(UnfinishedError, match=r"a worker runs numpy .*, and this process 0\.1"):
        cluster.check_versions(dask._client)


def test_a_task_carries_a_path_and_no_graph(packed, monkeypatch):
    graph, path = packed
    items = []

    class Engine(Threads):
        def reduce(self, function, merge, given, *shared, **options):
            items.extend(given)
            return super().reduce(function, merge, given, *shared, **options)

    order = np.zeros(0, dtype=np.int32)
    folding = Folding(engine=Engine(2), path=path)
    measure_stored(rows_of(graph), order, ["giant"], folding=folding)
    assert len(json.dumps(items[0])) < 300
    assert [part for _, part, _ in items] == [(0, graph.m // 2), (graph.m // 2, graph.m)]


def test_another_store_on_a_worker_is_refused(packed, tmp_path):
    graph, path = packed
    order = np.zeros(0, dtype=np.int32)
    other = Folding(engine=Threads(2), path=path, sha256="0" * 64)
    with pytest.raises(InputError, match="a worker finds another store here"):
        measure_stored(rows_of(graph), order, ["giant"], folding=other)
    right = replace(other, sha256=open_store(path).sha256)
    assert measure_stored(rows_of(graph), order, ["giant"], folding=right)["giant"] > 0
    fewer = rows_of(graphs.crowded(1000, 6))
    with pytest.raises(InputError, match=r"holds 2,000 accounts, and a table of accounts adds"):
        measure_stored(fewer, order, ["giant"], folding=right)


def test_wrong_usage():
    with pytest.raises(UsageError, match="no engine 'spark'"):
        open_engine("spark")
    with pytest.raises(UsageError, match="--scheduler needs --engine dask"):
        open_engine("threads", scheduler="tcp://localhost:1")


def test_a_scheduler_that_does_not_answer(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(UnfinishedError, match="no Dask scheduler answers"):
        open_engine("dask", scheduler="tcp://127.0.0.1:9")


@pytest.mark.long
def test_workers_lost_for_ever_are_told(dask):
    """Last of all: these workers do not come back soon."""
    with pytest.raises(UnfinishedError, match="lost again and again"):
        list(dask.map(work.always_die, [1]))
