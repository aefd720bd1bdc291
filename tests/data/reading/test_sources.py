"""Files, pipes and archives: opened by content, damage never passed over."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import threading
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from graphres.data.reading import read_follows
from graphres.data.reading.streams.sources import open_source
from graphres.errors import InputError
from tests.data.reading.tables import HEADER, follows, read

TABLE = HEADER + b"a,b\nb,c\n"
LONG = HEADER + b"".join(b"user%d,user%d\n" % (i, i * i) for i in range(2000))


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__dot__", ".").replace("__in__", "/"), data)
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, "zstd", asbytes=True))


PACKED = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd,
    "zip": lambda data: zipped(t__dot__csv=data),
}


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("as_file", [True, False])
def test_compression_is_told_by_content(kind: str, as_file: bool, tmp_path: Path) -> None:
    packed = PACKED[kind](TABLE)
    if as_file:
        (tmp_path / "t.csv").write_bytes(packed)
        graph, report = read_follows(tmp_path / "t.csv")
    else:
        graph, report = read_follows("-", stdin=io.BytesIO(packed))
    assert follows(graph) == {("a", "b"), ("b", "c")}
    assert report.sha256 == hashlib.sha256(packed).hexdigest()
    assert report.bytes == len(packed)


@pytest.mark.parametrize("kind", PACKED)
def test_damaged_data_are_never_read_in_part(kind: str) -> None:
    packed = PACKED[kind](LONG)
    for cut in (len(packed) // 2, len(packed) - 3):
        with pytest.raises(InputError, match=r"cut short|damaged|can't be opened"):
            read(packed[:cut])


def test_gzip_members_are_read_on_and_what_follows_them_is_refused() -> None:
    assert read(gzip.compress(TABLE) + gzip.compress(b"c,d\n"))[0].m == 3
    with pytest.raises(InputError, match="damaged gzip"):
        read(gzip.compress(TABLE) + b"and more")


def test_plain_bytes_with_a_packed_name(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(TABLE)
    assert read_follows(tmp_path / "t.csv.gz")[0].m == 2


def test_a_zip_file_holds_one_table(tmp_path: Path) -> None:
    extra = {
        "__MACOSX__in__._t__dot__csv": b"\x00",
        "__dot__DS_Store": b"\x00",
        "README__dot__md": b"x",
    }
    assert read(zipped(t__dot__csv=TABLE, **extra))[0].m == 2
    two = tmp_path / "two.zip"
    two.write_bytes(zipped(a__dot__csv=TABLE, b__dot__csv=HEADER + b"x,y\n"))
    with pytest.raises(
        InputError, match=r"2 tables: a\.csv, b\.csv; say which: .*two\.zip::a\.csv"
    ):
        read_follows(two)
    assert read_follows(f"{two}::b.csv")[0].ids.to_pylist() == ["x", "y"]
    with pytest.raises(InputError, match=r"no member 'c\.csv'"):
        read_follows(f"{two}::c.csv")
    with pytest.raises(InputError, match="no table inside"):
        read(zipped())
    with pytest.raises(InputError, match="this workbook can't be read"):
        read(zipped(**{"[Content_Types]__dot__xml": b"x", "xl__in__workbook__dot__xml": b"x"}))


def test_a_member_is_asked_of_zip_files_alone(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(TABLE)
    with pytest.raises(InputError, match="not a zip file"):
        read_follows(f"{tmp_path / 't.csv'}::t.csv")


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file; check the path"):
        read_follows(tmp_path / "none.csv")
    with pytest.raises(InputError, match="no file to read here; name a file or other parts"):
        read_follows(tmp_path)


def test_a_named_pipe_is_read_though_it_can_not_be_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TABLE,))
    writer.start()
    graph, _ = read_follows(pipe)
    writer.join()
    assert graph.m == 2


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(LONG)
    seen: list[tuple[int, int]] = []
    read_follows(tmp_path / "t.csv", on_progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(LONG), len(LONG))


def test_a_source_opens_as_often_as_needed() -> None:
    with open_source(io.BytesIO(gzip.compress(TABLE))) as source:
        for _ in range(2):
            with source.open() as stream:
                assert stream.read() == TABLE


def test_a_large_table_comes_in_blocks() -> None:
    rows = 700_000
    table = HEADER + b"".join(b"%d,%d\n" % (i, (i * 7919) % rows) for i in range(rows))
    graph, report = read(table)
    assert report.rows_read == rows
    assert graph.n == rows
    assert report.self_follows + report.follows_kept == rows
