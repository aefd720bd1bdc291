"""What is damaged, foreign or newer is refused with the reason, before compiled code follows it."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.store import arrow_files, checking, hashes, open_store, pack
from graphres.errors import InputError
from graphres.graph import Adjacency
from graphres.kernels.row_checks import check_offsets, check_targets, sum_follows
from tests import graphs

FILES = ("accounts.arrow", "following.arrow", "followers.arrow", "manifest.json")


def refused(graphres, store) -> str:
    """The one line that a command says of a store; exit 3."""
    done = graphres("info", store)
    assert (done.status, done.out) == (3, "")
    assert done.err.count("\n") == 1
    assert str(store) in done.err
    return done.err


@pytest.mark.parametrize("name", FILES[:3])
def test_a_flipped_bit_anywhere(copy_of, name):
    size = (copy_of() / name).stat().st_size
    for at in range(0, size, max(1, size // 60)):
        store = copy_of()
        raw = bytearray((store / name).read_bytes())
        raw[at] ^= 1 << at % 8
        (store / name).write_bytes(raw)
        with pytest.raises(InputError, match=f"block 1 of {name}"):
            open_store(store)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_or_missing(graphres, copy_of, name):
    store = copy_of()
    raw = (store / name).read_bytes()
    (store / name).write_bytes(raw[: len(raw) // 2])
    assert "damaged" in refused(graphres, store)
    (store / name).unlink()
    assert f"it has no {name}" in refused(graphres, store)


@pytest.mark.parametrize("name", FILES[:3])
def test_any_bytes_where_hashes_say_nothing(copy_of, edit, name):
    """As from a program that hashes what it writes: Arrow and ranges are the only guards."""
    size = (copy_of() / name).stat().st_size
    for at in range(0, size, max(1, size // 100)):
        store = copy_of()
        raw = bytearray((store / name).read_bytes())
        raw[at] ^= 0xFF
        (store / name).write_bytes(raw)
        edit(store)
        try:
            graph = open_store(store).graph()
        except InputError:
            continue
        assert graph.n == 20
        assert len(graph.keys) == 20


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"format": "another"}, "not that of a graphres store"),
        ({"version": 2}, "format 2, and this graphres reads format 1; install a newer graphres"),
        ({"version": "1"}, "names no format"),
        ({"version": True}, "names no format"),
        ({"accounts": 19}, "rows of"),
        ({"accounts": -1}, "below 0"),
        ({"accounts": 2.5}, "no whole numbers"),
        ({"accounts": 2**31 - 1}, "2,147,483,647 accounts, more than"),
        ({"follows": 3}, "rows of"),
        ({"files": {}}, "is damaged"),
        ({"files": None}, "is damaged"),
        ({"layers": 3}, "is damaged"),
        ({"report": {"notes": 3}}, "is damaged"),
        ({"probability": "p"}, "is damaged"),
        ({"directed": False}, "rows of"),
    ],
)
def test_manifests_that_say_something_else(graphres, copy_of, edit, told, said):
    store = copy_of()
    edit(store, **told)
    assert said in refused(graphres, store)


@pytest.mark.parametrize("text", ["", "[]", "nonsense", '{"format": "graphres.store"', "[" * 10**5])
def test_manifests_that_are_none(graphres, copy_of, text):
    store = copy_of()
    (store / "manifest.json").write_text(text)
    assert "manifest.json" in refused(graphres, store)


def test_a_file_outside_of_the_folder(graphres, copy_of, edit):
    store = copy_of()
    files = json.loads((store / "manifest.json").read_text())["files"]
    edit(store, files={**files, "../small.fgr/manifest.json": files["following.arrow"]})
    assert "is damaged" in refused(graphres, store)


def rows_of(*offsets: int, targets: list[int]) -> Adjacency:
    return Adjacency(np.array(offsets, np.int64), np.array(targets, np.int32))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (rows_of(0, 1, 2, 2, targets=[1, 3]), "row 1 does not hold accounts"),
        (rows_of(0, 1, 2, 2, targets=[1, -1]), "row 1 does not hold accounts"),
        (rows_of(0, 1, 2, 2, targets=[0, 2]), "row 0 does not hold accounts"),
        (rows_of(0, 2, 2, 2, targets=[2, 1]), "row 0 does not hold accounts"),
        (rows_of(0, 2, 2, 2, targets=[1, 1]), "row 0 does not hold accounts"),
        (rows_of(0, 2, 1, 2, targets=[1, 2]), "row 1 leads outside"),
        (rows_of(-1, 1, 2, 2, targets=[1, 2]), "is damaged"),
        (rows_of(1, 1, 2, 2, targets=[1, 2]), "row 0 leads outside"),
        (rows_of(0, 2**40, 2**40, 2, targets=[1, 2]), "row 0 leads outside"),
        (rows_of(0, -5, 2, 2, targets=[1, 2]), "row 0 leads outside"),
        (rows_of(0, 1, 1, 1, targets=[1, 2]), "row 3 leads outside"),
        (rows_of(0, 1, 2, 2, targets=[2, 0]), "not the same follows"),
    ],
)
def test_rows_that_would_lead_astray(tmp_path, graphres, edit, rows, said):
    store = tmp_path / "a.fgr"
    pack(graphs.make(3, [(0, 1), (1, 2)]), store)
    raw = (store / "following.arrow").read_bytes()
    for sound, wrong in zip(rows_of(0, 1, 2, 2, targets=[1, 2]), rows, strict=True):
        assert raw.count(sound.tobytes()) == 1
        raw = raw.replace(sound.tobytes(), wrong.tobytes())
    (store / "following.arrow").write_bytes(raw)
    edit(store)
    assert said in refused(graphres, store)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[1], [2], []], pa.list_(pa.int32())),
        pa.array([[1], [2], []], pa.large_list(pa.int64())),
        pa.array([[1], [2], None], arrow_files._ROWS),
        pa.array([1, 2, 3]),
    ],
)
def test_columns_of_another_kind(tmp_path, graphres, edit, column):
    store = tmp_path / "a.fgr"
    pack(graphs.make(3, [(0, 1), (1, 2)]), store)
    for name in ("following", "else"):
        arrow_files.write_batch(store / "following.arrow", pa.record_batch({name: column}))
        edit(store)
        assert "following.arrow is damaged or foreign" in refused(graphres, store)


def test_several_batches_and_no_arrow(tmp_path, graphres, copy_of, edit):
    store = copy_of()
    batch = arrow_files.read_batch(store / "following.arrow", "here")
    with pa.ipc.new_file(str(store / "twice"), batch.schema) as writer:
        writer.write_batch(batch)
        writer.write_batch(batch)
    (store / "twice").replace(store / "following.arrow")
    edit(store)
    assert "2 batches" in refused(graphres, store)
    (store / "following.arrow").write_bytes(b"follower,followed\na,b\n")
    edit(store)
    assert "damaged or foreign" in refused(graphres, store)


def test_a_folder_that_is_no_store_is_one_of_parts(graphres, tmp_path):
    (tmp_path / "part.csv").write_text("follower,followed\na,b\n")
    (tmp_path / "manifest.json").write_text('{"format": "of another program"}')
    done = graphres("info", tmp_path, "--format", "json")
    assert done.status == 0
    assert json.loads(done.out)["graph"]["follows"] == 1


def test_large_stores_are_hashed_in_part(copy_of, monkeypatch):
    store = copy_of()
    files = {
        name: hashes.FileHash(10 * hashes.BLOCK, "", tuple("abcdefghij")) for name in ("x", "y")
    }
    monkeypatch.setattr(hashes, "FULL", 5 * hashes.BLOCK)
    hashed = [(b.path.name, b.at) for b in hashes._blocks(store, files, None)]
    assert hashed == [(name, at) for name in "xy" for at in (0, 4, 8, 9)]
    assert len(list(hashes._blocks(store, files, True))) == 20


def test_who_has_opened_it_before_need_not_hash(copy_of):
    store = copy_of()
    raw = bytearray((store / "accounts.arrow").read_bytes())
    raw[-1] ^= 1
    (store / "accounts.arrow").write_bytes(raw)
    assert open_store(store, in_full=False).accounts == 20
    with pytest.raises(InputError):
        open_store(store)


@given(graphs.follow_graphs(directed=True), st.data())
def test_sums_tell_rows_from_others(graph, data):
    """The slow twin: rows are a transpose exactly if the pairs are the same the other way round."""
    other = data.draw(st.sampled_from([graph, graphs.make(graph.n, [(0, graph.n - 1)])]))
    pairs = {(u, v) for u in range(graph.n) for v in graph.following.row(u).tolist()}
    backs = {(u, v) for v in range(other.n) for u in other.followers.row(v).tolist()}
    sums = []
    for rows in (graph.following, other.followers):
        found = np.zeros(2, np.int64)
        sum_follows(rows.offsets, rows.targets, found)
        sums.append(found.tolist())
    assert (sums[0] == sums[1][::-1]) == (pairs == backs)


FALLING, LONG, ASTRAY = (
    rows_of(0, 3, 2, targets=[0, 1]),
    rows_of(0, 1, 9, targets=[1, 0]),
    rows_of(0, 1, 2, targets=[1, 7]),
)
CROWD = graphs.crowded(200, 5).following


@pytest.mark.parametrize(
    ("kernel", "rows"),
    [
        *((check_offsets, (rows.offsets, len(rows.targets))) for rows in (CROWD, FALLING, LONG)),
        *((check_targets, rows) for rows in (CROWD, ASTRAY)),
        (sum_follows, CROWD),
    ],
)
def test_kernels_give_the_same_both_ways(kernel, rows):
    found = []
    for run in (kernel.interpret, kernel.compiled()):
        out = np.zeros(2, np.int64)
        run(*rows, out)
        found.append(out.tolist())
    assert found[0] == found[1]


@given(graphs.follow_graphs())
def test_sound_rows_are_sound(graph):
    stored = len(graph.following.targets)
    checking.check_pair(graph.following, graph.followers, graph.n, stored, "here")
