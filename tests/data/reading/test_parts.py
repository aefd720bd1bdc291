"""A folder or a glob of parts as one table."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphres.data.reading import read_follows
from graphres.errors import InputError
from tests.data.reading.tables import follows

HEADER = b"follower,followed\n"
AB, CB, XY = ("ann", "bob"), ("cem", "bob"), ("x", "y")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "parts"
    path.mkdir()
    (path / "b.csv").write_bytes(HEADER + b"ann,bob\ncem,bob")
    (path / "a.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf# first\n" + HEADER + b"x,y\n"))
    for aside in ("_SUCCESS", ".b.csv.crc", "README.md"):
        (path / aside).write_bytes(b"not a table")
    (path / "empty.csv").write_bytes(b"")
    return path


def test_parts_are_read_in_the_order_of_their_names(folder: Path) -> None:
    graph, report = read_follows(folder)
    assert graph.ids.to_pylist() == ["x", "y", "ann", "bob", "cem"]
    assert follows(graph) == {AB, CB, XY}
    assert report.rows_read == 3
    assert report.repeated_headers == 0
    assert report.notes[:2] == [
        "2 parts read as one table",
        "passed over: .b.csv.crc, README.md, _SUCCESS, empty.csv",
    ]


def test_a_glob(folder: Path) -> None:
    assert follows(read_follows(f"{folder}/*.csv")[0]) == {AB, CB}
    (folder / "c[1].csv").write_bytes(HEADER + b"x,y\n")
    assert follows(read_follows(f"{folder}/c[1].csv")[0]) == {XY}
    with pytest.raises(InputError, match="no file of this name"):
        read_follows(f"{folder}/*.tsv")


def test_the_report_has_every_part_with_its_digest(folder: Path) -> None:
    report = read_follows(folder)[1].to_dict()
    names = ["a.csv.gz", "b.csv"]
    digests = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names]
    assert [part["sha256"] for part in report["parts"]] == digests
    listed = "".join(f"{d}  {n}\n" for d, n in zip(digests, names, strict=True))
    assert report["sha256"] == hashlib.sha256(listed.encode()).hexdigest()
    assert report["bytes"] == sum((folder / name).stat().st_size for name in names)
    assert "parts" not in read_follows(folder / "b.csv")[1].to_dict()


def test_an_error_names_the_part_and_its_line(folder: Path) -> None:
    (folder / "c.csv").write_bytes(b"# c\n" + HEADER + b"y,x\n\ny\n")
    with pytest.raises(InputError, match=r"c\.csv:5: no followed"):
        read_follows(folder)
    graph, report = read_follows(folder, on_bad_row="skip")
    assert graph.m == 4
    assert report.bad_rows["no followed"].lines == ["c.csv:5"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"followed,follower\nx,y\n", r"its columns \(followed, follower\) are not those of a.csv"),
        (b"follower;followed\nx;y\n", "its cells are separated by ';'"),
        (b"x,y\nz,y\n", "2 without a header"),
        (b"<html>", "an HTML page"),
        (b'[{"follower": "x", "followed": "y"}]', "this is json, and a.csv.gz is csv"),
    ],
)
def test_parts_of_another_table_are_refused(folder: Path, content: bytes, what: str) -> None:
    (folder / "c.csv").write_bytes(content)
    with pytest.raises(InputError, match=rf"c\.csv: .*{what}"):
        read_follows(folder)


def test_parts_of_json_and_parquet(tmp_path: Path) -> None:
    rows = [{"source": "ann", "target": "bob"}, {"source": "cem", "target": "bob"}]
    (tmp_path / "1.json").write_text(json.dumps(rows[:1]))
    (tmp_path / "2.json").write_text("\n" + json.dumps(rows[1]) + '\n{"source":"x","target":null}')
    graph, report = read_follows(f"{tmp_path}/*.json", on_bad_row="skip")
    assert follows(graph) == {AB, CB}
    assert report.bad_rows["no followed"].lines == ["2.json:3"]
    for number, row in enumerate(rows):
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / f"{number}.parquet")
    assert follows(read_follows(f"{tmp_path}/*.parquet")[0]) == {AB, CB}
    pq.write_table(pa.table({"a": ["x"]}), tmp_path / "9.parquet")
    with pytest.raises(InputError, match=r"9\.parquet: its columns \(a\)"):
        read_follows(f"{tmp_path}/*.parquet")


def test_folders_without_parts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file to read here"):
        read_follows(tmp_path)
    (tmp_path / "inner").mkdir()
    with pytest.raises(InputError, match="holds folders alone"):
        read_follows(tmp_path)


@pytest.mark.parametrize("url", ["https://x.example/f.csv", "s3://bucket/f.parquet", "hf://a/b"])
def test_a_url_is_refused_with_the_reason(url: str) -> None:
    with pytest.raises(InputError, match="fetches nothing from the network; download it first"):
        read_follows(url)
