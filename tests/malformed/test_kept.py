"""What once ended in an internal error, a hang or a crash: each has its status and its words."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pytest

from graphres.data.reading.infer_types import as_numbers
from tests.malformed import valid
from tests.malformed.generators import ENCODINGS, arrow_columns
from tests.malformed.running import Case, answer_to, faults_of


class Kept(NamedTuple):
    """A case, the status that it has, and what its error says."""

    case: Case
    status: int
    says: str


def _info(name: str, data: bytes, *options: str) -> Case:
    return Case({name: data, "accounts.csv": valid.ACCOUNTS}, ("info", name, *options))


def _follows(*arguments: str) -> Case:
    files = {"follows.csv": valid.FOLLOWS, "accounts.csv": valid.ACCOUNTS}
    return Case(files, (arguments[0], "follows.csv", *arguments[1:]))


def _sweep(text: str) -> Case:
    files = {"e.toml": text.encode(), "follows.csv": valid.FOLLOWS}
    return Case(files, ("sweep", "e.toml", "-o", "out"))


def _compared(result: object) -> Case:
    return Case({"a.json": json.dumps(result).encode()}, ("compare", "a.json", "a.json"))


def _encrypted() -> bytes:
    """A zip file whose member says that it is encrypted."""
    raw = bytearray(valid.zipped({"follows.csv": valid.FOLLOWS}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    return bytes(raw)


_LONG = "9" * 5000
_GRAPH = '[graphs.g]\nmodel = "uniform"\nn = 20\n'
_DEEP = "<graphml>" + "<graph>" * 20_000 + "</graph>" * 20_000 + "</graphml>"

KEPT = {
    "a digit too many": Kept(_follows("info", "--follower", _LONG), 3, "no column"),
    "a budget of many digits": Kept(_follows("collapse", "--budget", _LONG), 2, "whole number"),
    "a budget of many zeros": Kept(_follows("collapse", "--budget", "1e999999999%"), 2, "N%"),
    "runs": Kept(_follows("collapse", "-s", "random", "--runs", "2000000000"), 2, "1000000"),
    "worlds": Kept(_follows("reach", "--worlds", str(10**12)), 2, "at most 1,048,576"),
    "days": Kept(_follows("campaign", "--days", str(10**12)), 2, "out of range"),
    "newcomers": Kept(
        _follows("campaign", "--days", "10000", "--newcomers", "1e6"), 4, "not enough memory"
    ),
    "accounts": Kept(Case({}, ("generate", "uniform", "--n", str(10**12))), 2, "n=1000000000000"),
    "many accounts": Kept(
        Case({}, ("generate", "uniform", "--n", str(2 * 10**9))), 4, "not enough memory"
    ),
    "communities": Kept(
        Case({}, ("generate", "communities", "--n", "30", "--communities", "9" * 30)),
        2,
        "too many",
    ),
    "a community each": Kept(
        Case({}, ("generate", "communities", "--n", "30", "--communities", str(2**31 - 1))),
        2,
        "communities of 30 accounts",
    ),
    "deep XML": Kept(_info("f.graphml", _DEEP.encode()), 3, "more than 100 levels deep"),
    "nodes without ids": Kept(
        _info("f.graphml", b"<graphml><graph>" + b"<node/>" * 9 + b"</graph></graphml>"),
        3,
        "<node> without id",
    ),
    "an unknown encoding of XML": Kept(
        _info("f.graphml", valid.GRAPHML.replace(b"UTF-8", b"x-none")), 3, "can't be read"
    ),
    "deep JSON": Kept(_info("f.json", b"[" * 100_000), 3, "nested too deeply"),
    "deep JSON to compare": Kept(
        Case({"a.json": b"[" * 100_000}, ("compare", "a.json", "a.json")), 3, "no result"
    ),
    "deep TOML": Kept(_sweep("x = " + "[" * 50_000), 3, "nested too deeply"),
    "a long number in TOML": Kept(_sweep(f"x = {_LONG}"), 3, "too long"),
    "a table that is a number": Kept(_sweep(_GRAPH + "x = 1\n"), 3, "no key 'x'"),
    "a block that is a number": Kept(_sweep("collapse = 7\n" + _GRAPH), 3, "is not a table"),
    "a block of numbers": Kept(_sweep("collapse = [7]\n" + _GRAPH), 3, "is not a table"),
    "a model that is a list": Kept(_sweep("[graphs.g]\nmodel = [1]\n"), 3, "none of them"),
    "accounts that are a number": Kept(
        _sweep("[graphs.g]\nfile = 'follows.csv'\naccounts = 1.5\n"), 3, "not text"
    ),
    "channels that are numbers": Kept(
        _sweep(_GRAPH + "[[campaign]]\nsuspend = [[1]]\n"), 3, "not text"
    ),
    "graphs by number": Kept(_sweep(_GRAPH + "[[reach]]\ngraph = [1]\n"), 3, "not text"),
    "an encrypted zip": Kept(_info("f.zip", _encrypted()), 3, "can't be opened"),
    "a cut zip": Kept(
        _info("f.zip", valid.zipped({"a.csv": valid.FOLLOWS})[:-30]), 3, "can't be opened"
    ),
    "Pajek of many vertices": Kept(
        _info("f.net", b"*Vertices 999999999999\n*Arcs\n1 2\n"), 4, "not enough memory"
    ),
    "Pajek without a line": Kept(
        _info("f.net", valid.PAJEK, "--encoding", "cp500"), 3, "number of *Vertices"
    ),
    "UTF-32 without a mark": Kept(
        _info("f.csv", valid.FOLLOWS, "--encoding", "utf-32"), 3, "is not utf-32"
    ),
    "a bomb": Kept(
        _info("f.csv.gz", gzip.compress(b"a,b\n" + b"\n" * (17 << 20))), 3, "--max-bytes SIZE"
    ),
    "blank lines alone": Kept(_info("f.csv", b"\n" * 200_000), 3, "blank or comments"),
    "zeros": Kept(_info("f.csv", bytes(100_000)), 3, "NUL bytes"),
    "a bound": Kept(_info("f.csv", valid.FOLLOWS, "--max-bytes", "100"), 3, "more than 100 bytes"),
    "a bound of a pipe": Kept(
        Case({}, ("info", "-", "--max-bytes", "100"), valid.FOLLOWS), 3, "more than 100 bytes"
    ),
    "a bound of what unpacks": Kept(
        _info("f.gz", gzip.compress(valid.FOLLOWS * 9), "--max-bytes", "1kB"), 3, "1.0 kB"
    ),
    "a bound that is none": Kept(_follows("info", "--max-bytes", "much"), 2, "a size such as"),
    "a function that wants more": Kept(
        _follows("rank", "-s", "networkx:relabel_nodes"), 2, "not a centrality"
    ),
    "a function of pairs": Kept(
        _follows("rank", "-s", "networkx:dispersion"), 2, "not every score"
    ),
    "a result without its tables": Kept(
        _compared({"schema": "graphres.rank/1", "ranking": [{"account": "a"}]}), 3, "promises"
    ),
    "a result of numbers": Kept(
        _compared({"schema": "graphres.collapse/1", "summary": 3}), 3, "promises"
    ),
    "a manifest that is a list": Kept(
        _compared({"schema": "graphres.info/1", "manifest": [1]}), 3, "promises"
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_once_failed_ends_with_one_line(name: str) -> None:
    case, status, says = KEPT[name]
    found, err = answer_to(case)
    assert (found, says in err) == (status, True), err
    assert not faults_of(case)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_is_understood_or_refused(encoding: str) -> None:
    for name in ("follows.csv", "follows.json", "follows.gml"):
        assert not faults_of(_info(name, valid.graphs()[name], "--encoding", encoding))


@pytest.mark.parametrize("encoding", ["rot13", "hex", "idna", "punycode", "unicode_escape"])
def test_what_no_file_is_written_in_is_wrong_usage(encoding: str) -> None:
    status, err = answer_to(_info("f.csv", valid.FOLLOWS, "--encoding", encoding))
    assert (status, err.startswith("error: --encoding: unknown encoding")) == (2, True)


@pytest.mark.parametrize("kind", arrow_columns())
def test_a_column_of_any_type_is_read_or_refused(kind: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    column = arrow_columns()[kind]
    for name in ("follower", "account", "x"):
        out = io.BytesIO()
        try:
            pq.write_table(pa.table({name: column, "followed": pa.array(["a", "b", "c"])}), out)
        except pa.ArrowNotImplementedError:
            pytest.skip("a type that Parquet does not have")
        files = {"odd.parquet": out.getvalue(), "follows.csv": valid.FOLLOWS}
        for line in (
            ("info", "odd.parquet"),
            ("info", "follows.csv", "--accounts", "odd.parquet"),
            ("campaign", "follows.csv", "--replay", "odd.parquet", "--days", "3", "--runs", "1"),
        ):
            assert not faults_of(Case(files, line))


def test_lines_of_two_words_are_told_apart_at_once() -> None:
    """A signature of GML was once tried against such lines in more ways than there is time."""
    rows = b"".join(b"somebody%d somebody%d\n" % (i, i * i % 7) for i in range(30))
    status, _ = answer_to(_info("f.txt", rows))
    assert status == 0


def test_a_bound_that_suffices_changes_nothing() -> None:
    packed = gzip.compress(valid.FOLLOWS)
    for options in ((), ("--max-bytes", "1MB"), ("--max-bytes", str(len(valid.FOLLOWS)))):
        assert answer_to(_info("f.gz", packed, *options))[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes streams otherwise")
def test_a_closed_standard_input_is_bad_input(tmp_path: Path) -> None:
    command = f"{sys.executable} -m graphres info - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        3,
        "error: stdin: standard input is closed; pipe a table, or name one\n",
    )


def test_whole_numbers_beyond_what_a_float_keeps() -> None:
    column = pa.chunked_array([pa.array([2**64 - 1, 5], pa.uint64())])
    assert as_numbers(column).tolist() == [float(2**64), 5.0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
@pytest.mark.parametrize("kilobytes", [150_000, 300_000, 500_000, 900_000, 2_000_000])
@pytest.mark.long
def test_too_little_memory_is_said_in_one_line(kilobytes: int, tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    run = f"{sys.executable} -m graphres collapse sample:karate -q --format csv --plot {chart}"
    command = f"ulimit -v {kilobytes} && exec {run}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 4)
    assert done.returncode == 0 or (
        done.stderr.startswith("error: not enough memory") and done.stderr.count("\n") == 1
    )
