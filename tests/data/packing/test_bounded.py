"""A table packed in bounded memory is the store that is packed in memory, byte for byte."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.packing.bounded import Plan, pack_bounded
from graphres.data.packing.pairs import PairSorter
from graphres.data.reading import read_follows
from graphres.data.reading.options import ReadOptions
from graphres.data.store import pack
from graphres.errors import InputError, UnfinishedError, UsageError

NAMES = st.sampled_from(["a", "b", "Ann", "ann", "@ann", " c ", "7", "007", "é", "x" * 40])
ROWS = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=40)
PLANS = st.builds(
    Plan,
    rows=st.integers(1, 9),
    keys=st.integers(1, 9),
    parts=st.integers(1, 5),
    names=st.just(10**6),
)


def bytes_of(store: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in store.iterdir()}


def assert_same(source, folder: Path, plan: Plan, **how) -> None:
    """Both ways of packing give the same files."""
    pack_bounded(source, folder / "bounded.fgr", plan=plan, options=ReadOptions(**how), force=True)
    graph, report = read_follows(source, **how)
    options = {name: value for name, value in how.items() if value}
    pack(graph, folder / "whole.fgr", report, options=options, force=True)
    one, other = bytes_of(folder / "bounded.fgr"), bytes_of(folder / "whole.fgr")
    assert one.keys() == other.keys()
    for name in sorted(one):
        assert one[name] == other[name], name
    assert sorted(file.name for file in folder.glob("graphres-*")) == []


@settings(max_examples=60)
@given(ROWS, PLANS, st.booleans(), st.booleans(), st.booleans())
def test_the_same_bytes_from_text(rows, plan, undirected, normalize_handles, turned):
    header = ("followed", "follower") if turned else ("follower", "followed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "follows.csv")
        path.write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n")
        how = {"undirected": undirected, "normalize_handles": normalize_handles}
        assert_same(path, Path(folder), plan, **how)


@settings(max_examples=30)
@given(ROWS, PLANS, st.integers(1, 4), st.booleans())
def test_the_same_bytes_from_parts(rows, plan, parts, parquet):
    with tempfile.TemporaryDirectory() as folder:
        for part in range(parts):
            table = pa.table(
                {
                    "follower": [u for u, _ in rows[part::parts]],
                    "followed": [v for _, v in rows[part::parts]],
                },
                schema=pa.schema([("follower", pa.string()), ("followed", pa.string())]),
            )
            path = Path(folder, f"part-{part}.{'parquet' if parquet else 'csv'}")
            if parquet:
                pq.write_table(table, path)
            else:
                lines = [",".join(row) for row in [("follower", "followed"), *rows[part::parts]]]
                path.write_text("\n".join(lines) + "\n")
        assert_same(str(Path(folder, "part-*")), Path(folder), plan)


@given(st.lists(st.integers(0, 200)), st.integers(1, 9))
def test_pairs_are_sorted_and_distinct(keys, most):
    with tempfile.TemporaryDirectory() as folder:
        sorter = PairSorter(Path(folder), "keys", 201, most)
        for start in range(0, len(keys), 3):
            sorter.add(np.array(keys[start : start + 3], dtype=np.int64))
        found = [key for part in sorter.sorted() for key in part.tolist()]
        assert found == sorted(set(keys))
        assert sorter.repeats == len(keys) - len(found)
        assert not os.listdir(folder)


SMALL = Plan(rows=3, keys=5, parts=3, names=10**6)


@pytest.mark.parametrize(
    "text",
    [
        "follower,followed\n\na,b\n,\nb,c\nfollower,followed\nc,a\n",
        "follower,followed\na,a\nb,b\n",
        "follower;followed\na;b\ntotal;12\n",
        "source\ttarget\n1\t2\n2\t3\n1\t2\n",
        "follower,followed\n1.0E+17,b\nb,Ann\nann,b\n",
        "follower,followed,more\na,b,1\nb,c,\n",
    ],
)
def test_odd_tables(tmp_path, text):
    path = tmp_path / "odd.csv"
    path.write_text(text)
    assert_same(path, tmp_path, SMALL)


@pytest.mark.parametrize(
    ("text", "how", "error", "said"),
    [
        ("a,b\nb,c\nc,d\n", {}, UnfinishedError, "name them: --follower"),
        ("follower,followed\na,b\nb\n", {}, UnfinishedError, "closer look"),
        ("follower,followed\na,b\nb,\n", {}, UnfinishedError, "closer look"),
        ('follower,followed\na,"b\nc"\n', {}, UnfinishedError, "closer look"),
        ("follower,followed,status\na,b,active\n", {}, UnfinishedError, "which rows are follows"),
        ("follower,followed\na,b\nfollowed,follower\n", {}, UnfinishedError, "exchanged"),
        ("9,3\n1,2\n2,3\n1,3\n", {"follower": "1", "followed": "2"}, UnfinishedError, "first row"),
        ("follower,followed\n", {}, InputError, "no row of follows"),
        ("follower,followed\na,b\n", {"where": "x > 1"}, UsageError, "--where: needs the whole"),
        ("follower,followed\na,b\n", {"accounts": "a.csv"}, UsageError, "--accounts"),
        ("follower,followed\na,b\n", {"on_bad_row": "skip"}, UsageError, "--on-bad-row"),
        ('[{"follower":"a","followed":"b"}]', {}, UnfinishedError, "json is read as a whole"),
    ],
)
def test_what_needs_a_look_at_all_rows(tmp_path, text, how, error, said):
    path = tmp_path / "odd.csv"
    path.write_text(text)
    with pytest.raises(error, match=said):
        pack_bounded(path, tmp_path / "a.fgr", plan=SMALL, options=ReadOptions(**how))
    assert [file.name for file in tmp_path.iterdir()] == ["odd.csv"]


def test_too_little_memory_or_disk(tmp_path, monkeypatch):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed\na,b\n")
    with pytest.raises(UnfinishedError, match="too little"):
        pack_bounded(path, tmp_path / "a.fgr", plan=1000)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("U", (), {"free": 10})())
    with pytest.raises(UnfinishedError, match="packing this takes"):
        pack_bounded(path, tmp_path / "a.fgr", plan=10**9)


def test_the_command_gives_the_same_store(tmp_path, graphres):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed\na,b\nb,c\na,b\nc,c\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    whole = graphres("pack", path, "-o", tmp_path / "whole.fgr")
    how = ("--memory", "2GB", "--scratch", scratch)
    bounded = graphres("pack", path, *how, "-o", tmp_path / "bounded.fgr")
    assert bounded.status == 0
    assert bounded.err == whole.err.replace("whole", "bounded")
    assert bytes_of(tmp_path / "bounded.fgr") == bytes_of(tmp_path / "whole.fgr")
    assert not list(scratch.iterdir())
    wrong = {"--scratch": ("--scratch", scratch), "--where": (*how, "--where", "follower != 'a'")}
    for option, options in wrong.items():
        done = graphres("pack", path, *options, "-o", tmp_path / "c.fgr")
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"error: {option}: ")


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(-3, 9)), min_size=1), PLANS)
def test_the_same_bytes_from_whole_numbers(rows, plan):
    with tempfile.TemporaryDirectory() as folder:
        numbers, texts = Path(folder, "numbers.parquet"), Path(folder, "texts.parquet")
        ends = {"follower": [u for u, _ in rows], "followed": [v for _, v in rows]}
        pq.write_table(pa.table(ends), numbers, row_group_size=3)
        words = {name: [str(cell) for cell in cells] for name, cells in ends.items()}
        pq.write_table(pa.table(words), texts)
        assert_same(numbers, Path(folder), plan)
        one, other = (read_follows(path)[0] for path in (numbers, texts))
        assert one.ids.equals(other.ids)
        assert one.following.targets.tolist() == other.following.targets.tolist()
