"""Tables as they come in the wild: each reads as it should, or stops with one clear line."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path
from typing import Any

import pytest

from graphres.data.reading import read_follows
from graphres.errors import GraphresError, InputError
from tests.data.reading.tables import HEADER, pairs, read

AB, BC = ("a", "b"), ("b", "c")
ROWS = b"a,b\nb,c\n"
UTF16 = (HEADER + ROWS).decode().encode("utf-16-le")

READ_THE_SAME = {
    "plain": HEADER + ROWS,
    "no final newline": HEADER + b"a,b\nb,c",
    "byte-order mark": codecs.BOM_UTF8 + HEADER + ROWS,
    "carriage returns": (HEADER + ROWS).replace(b"\n", b"\r"),
    "mixed line ends": HEADER + b"a,b\r\nb,c\r",
    "doubled carriage returns": HEADER + b"a,b\r\r\nb,c\r\r\n",
    "Ctrl-Z": HEADER + ROWS + b"\x1a",
    "Ctrl-Z on its own line": HEADER + ROWS + b"\x1a\r\n",
    "UTF-16": codecs.BOM_UTF16_LE + UTF16,
    "UTF-16 big-endian": codecs.BOM_UTF16_BE + (HEADER + ROWS).decode().encode("utf-16-be"),
    "UTF-32": codecs.BOM_UTF32_LE + (HEADER + ROWS).decode().encode("utf-32-le"),
    "semicolons": (HEADER + ROWS).replace(b",", b";"),
    "tabs": (HEADER + ROWS).replace(b",", b"\t"),
    "pipes": (HEADER + ROWS).replace(b",", b"|"),
    "aligned blanks": b"from   to\n  a    b  \nb\t c\n",
    "decimal commas": b"a;b;0,5\nb;c;0,7\n",
    "sep line": b"sep=;\nfollower;followed\na;b\nb;c\n",
    "quoted sep line": b'"sep=;"\r\nfollower;followed\r\na;b\r\nb;c\r\n',
    "trailing delimiters": b"follower,followed,\na,b,\nb,c,\n",
    "trailing delimiters below": HEADER + b"a,b,\nb,c,,\n",
    "trailing delimiter above": b"follower,followed,\na,b\nb,c\n",
    "quotes": b'"follower","followed"\n"a","b"\n"b","c"\n',
    "blanks around quotes": HEADER + b'"a" , "b"\nb, "c" \n',
    "blanks around ids": HEADER + b" a ,\tb\n\xc2\xa0b,c\x0b\n",
    "blank lines": b"\n \n" + HEADER + b"\na,b\n,\n  \nb,c\n\n",
    "header again": HEADER + b"a,b\n" + HEADER + b"b,c\n",
    "header again with a mark": HEADER + b"a,b\n" + codecs.BOM_UTF8 + HEADER + b"b,c\n",
    "header in a comment": b"# From 2020\n# FromNodeId\tToNodeId\na\tb\nb\tc\n",
    "header as a comment": b"#follower,followed\na,b\nb,c\n",
    "comments below the header": b"follower,followed\n# exported today\na,b\nb,c\n",
    "a title": b"Follows as of today\n\nfollower,followed\na,b\nb,c\n",
    "no header": ROWS,
    "followed first": b"followee,follower\nb,a\nc,b\n",
    "followed by": b"user_id,followed_by\nb,a\nc,b\n",
    "row names": b'"follower","followed"\n"1","a","b"\n"2","b","c"\n',
    "an index": b",follower,followed\n0,a,b\n1,b,c\n",
    "ids and names": b"follower_name,follower_id,followed_name,followed_id\nA,a,B,b\nB,b,C,c\n",
    "short rows": b"follower,followed,weight\na,b\nb,c,2\n",
    "unknown words above": b"node1,node2\na,b\nb,c\n",
    "KONECT": b"% asym unweighted\n% 2 3 3\na b \nb c \n",
}


@pytest.mark.parametrize("kind", READ_THE_SAME)
def test_a_kind_of_table_reads_like_a_plain_one(kind: str) -> None:
    graph, report = read(READ_THE_SAME[kind])
    assert pairs(READ_THE_SAME[kind]) == {AB, BC}
    assert graph.n == 3
    assert not report.bad_rows


EXACT: dict[str, tuple[bytes, set[tuple[str, str]]]] = {
    "leading zeros": (b"007,7\n7,07\n", {("007", "7"), ("7", "07")}),
    "zeros": (b"0,00\n-0,0\n", {("0", "00"), ("-0", "0")}),
    "beyond 64 bits": (b"18446744073709551616,7\n", {("18446744073709551616", "7")}),
    "beyond 2^53": (
        b"9007199254740992,9007199254740993\n",
        {("9007199254740992", "9007199254740993")},
    ),
    "words for nothing": (b"NA,null\nnan,None\n", {("NA", "null"), ("nan", "None")}),
    "number lookalikes": (
        b"1e5,100000\n+5,5\n1_0,0x10\n",
        {("1e5", "100000"), ("+5", "5"), ("1_0", "0x10")},
    ),
    "quotes inside": (b'O"Brien,"a ""b"""\n', {('O"Brien', 'a "b"')}),
    "delimiters inside": (b'"Smith, J",b\n', {("Smith, J", "b")}),
    "an emoji": ("🦊,b\n".encode(), {("🦊", "b")}),
    "a hash": (b"#a,b\nb,#a\n", {("#a", "b"), ("b", "#a")}),
    "header words": (b"follower_id,b\n", {("follower_id", "b")}),
}


@pytest.mark.parametrize("kind", EXACT)
def test_ids_are_exact_strings(kind: str) -> None:
    rows, expected = EXACT[kind]
    assert pairs(HEADER + rows) == expected


REFUSED: dict[str, tuple[bytes, dict[str, Any], str]] = {
    "empty": (b"", {}, "empty file"),
    "blank": (b"\n \n", {}, "nothing but blank lines"),
    "one column": (b"user\nann\nbob\n", {}, "a single column"),
    "no such delimiter": (HEADER + ROWS, {"delimiter": ";"}, "a single column"),
    "missing end": (HEADER + b"a,b\n,c\n", {}, "stream:3: no follower"),
    "ragged": (HEADER + b"a,b\nb\n", {}, "stream:3: no followed"),
    "too many cells": (HEADER + b"a,b\nb,c,d\n", {}, "stream:3: more cells than columns"),
    "invalid UTF-8": (HEADER + b"a,b\nb\xff,c\n", {}, "stream:3: not valid UTF-8"),
    "invalid UTF-16": (b"\xff\xfe" + UTF16 + b"x", {}, "stream:4: not valid UTF-16"),
    "NUL": (HEADER + b"a,b\nb\x00,c\n", {}, "stream:3: a NUL byte"),
    "UTF-16 without a mark": (UTF16, {}, "a NUL byte; name the encoding"),
    "unclosed quote": (HEADER + b'a,b\n"b,c\nc,d\n', {}, "stream:3: a quote that is not closed"),
    "unclosed at the end": (HEADER + b'a,b\nb,"c', {}, "stream:3: a quote that is not closed"),
    "text after a quote": (HEADER + b'"a"b,c\n', {}, "stream:2: text after a closing quote"),
    "one name twice": (b"id,id,weight\na,b,1\n", {}, "both called 'id'"),
    "one end twice": (b"source,source,target\na,b,c\n", {}, "both called 'source'"),
    "accounts": (b"id,followers_count\nann,3\n", {}, "a table of accounts"),
    "unknown column": (
        HEADER + ROWS,
        {"follower": "folower_id", "followed": "2"},
        "did you mean 'follower_id'",
    ),
    "position too large": (HEADER + ROWS, {"follower": "1", "followed": "3"}, "no column '3'"),
    "name without header": (ROWS, {"follower": "x", "followed": "2"}, "has no header"),
    "one column for both": (HEADER + ROWS, {"follower": "1", "followed": "1"}, "one column"),
    "the other end?": (b"x,y,z\n1,2,3\n", {"follower": "x"}, "which column is the followed"),
    "encoding": (HEADER + ROWS, {"encoding": "utf-99"}, "unknown encoding"),
    "no text encoding": (HEADER + ROWS, {"encoding": "base64"}, "unknown encoding"),
    "delimiter": (HEADER + ROWS, {"delimiter": "::"}, "no delimiter"),
    "on_bad_row": (HEADER + ROWS, {"on_bad_row": "mend"}, "say error or skip"),
    "MatrixMarket array": (b"%%MatrixMarket matrix array real general\n2 2\n1\n", {}, "array"),
    "HTML": (b"<!DOCTYPE html><html></html>", {}, "an HTML page"),
    "JSON": (b'[{"follower": "a"}]', {}, "JSON"),
    "PDF": (b"%PDF-1.7\n", {}, "a PDF document"),
    "damaged Parquet": (b"PAR1 and no more", {}, "damaged Parquet"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_not_be_read_is_said_in_one_line(kind: str) -> None:
    table, options, what = REFUSED[kind]
    with pytest.raises(GraphresError) as caught:
        read(table, **options)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_skipped_rows_are_counted_by_reason_with_their_first_five_lines() -> None:
    rows = b"a,b\n" + b"x\n" * 7 + b'c,d,e\n"d,e\nf\xff,g\nh\x00,i\nb,c\n'
    graph, report = read(HEADER + rows, on_bad_row="skip")
    assert graph.ids.to_pylist() == ["a", "b", "c"]
    assert report.bad_row_count == 11
    assert report.rows_read == 13
    found = {reason: (bad.count, bad.lines) for reason, bad in report.bad_rows.items()}
    assert found == {
        "no followed": (7, [3, 4, 5, 6, 7]),
        "more cells than columns": (1, [10]),
        "a quote that is not closed": (1, [11]),
        "not valid UTF-8": (1, [12]),
        "a NUL byte": (1, [13]),
    }


def test_an_unclosed_quote_costs_its_own_line_alone() -> None:
    rows = b'a,b\n"b,c\n' + b"c,d\n" * 3000 + b"d,a\n"
    graph, report = read(HEADER + rows, on_bad_row="skip")
    assert report.bad_rows["a quote that is not closed"].lines == [3]
    assert graph.m == 3


def test_an_id_may_span_lines_but_is_warned_of() -> None:
    graph, report = read(HEADER + b'"two\r\nlines",b\nb,c\n')
    assert graph.ids[0].as_py() == "two\r\nlines"
    assert "line breaks inside quotes (line 2)" in report.warnings[0]


def test_an_absent_header_is_said() -> None:
    assert "no header says who follows whom: column 1 is read" in read(ROWS)[1].warnings[0]
    assert read(HEADER + ROWS, header=False)[0].m == 3


def test_names_that_say_nothing_are_warned_of() -> None:
    graph, report = read(b"u,v\n1,2\n2,3\n")
    assert graph.m == 2
    assert "says who follows" in report.warnings[0]


def test_a_header_with_its_columns_exchanged_is_warned_of() -> None:
    _, report = read(b"follower,followed\na,b\nfollowed,follower\nb,a\n")
    assert "columns exchanged" in report.warnings[0]


def test_a_matrix_market_file_is_held_to_its_size_line() -> None:
    banner = b"%%MatrixMarket matrix coordinate pattern general\n% made by hand\n"
    named = {"follower": "1", "followed": "2"}
    assert not read(banner + b"3 3 2\n1 2\n2 3\n", **named)[1].warnings
    assert "promises 3 rows" in read(banner + b"3 3 3\n1 2\n2 3\n", **named)[1].warnings[0]
    ties = banner.replace(b"general", b"symmetric")
    assert "mutual ties" in read(ties + b"3 3 2\n1 2\n2 3\n", **named)[1].warnings[0]
    assert not read(ties + b"3 3 2\n1 2\n2 3\n", **named, undirected=True)[1].warnings


def test_columns_are_named_or_numbered() -> None:
    table = b"who,likes,whom\na,7,b\nb,8,c\n"
    assert pairs(table, follower="who", followed="whom") == {AB, BC}
    assert pairs(table, follower="3", followed="1", header=True) == {("b", "a"), ("c", "b")}
    assert pairs(table, follower=" WHO ", followed="Whom") == {AB, BC}
    assert pairs(b"x,y\na,b\nb,c\n", followed="y") == {AB, BC}


def test_every_hostile_table_gives_the_counts_of_its_manifest(shared: Path) -> None:
    with (shared / "nasty" / "manifest.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    assert len(rows) > 50
    for row in rows:
        if not row["nodes"]:
            with pytest.raises(InputError):
                read_follows(shared / "nasty" / row["file"])
            continue
        graph, report = read_follows(shared / "nasty" / row["file"])
        counts = graph.n, report.follows_kept + report.self_follows
        assert counts == (int(row["nodes"]), int(row["edges"])), row["file"]


REAL = {
    "wiki-Vote.txt.gz": (7_115, 103_689, 0),
    "email-Eu-core.txt.gz": (1_005, 25_571, 642),
    "CollegeMsg.txt.gz": (1_899, 20_296, 0),
    "soc-Slashdot0902.txt.gz": (82_168, 948_464, 78_303),
    "advogato.txt.gz": (6_539, 51_127, 3_992),
    "congress_edges_weighted.dat.zip": (475, 13_289, 0),
    "crime.undirected.csv": (754, 2_127, 0),
    "power.undirected.csv": (4_941, 6_594, 0),
    "ppi.undirected.txt": (2_224, 6_609, 0),
    "hamster.undirected.txt": (2_000, 16_098, 0),
    "intnet1.undirected.txt": (6_474, 12_572, 0),
}


@pytest.mark.parametrize("name", REAL)
def test_real_graphs_have_their_published_counts(shared: Path, name: str) -> None:
    graph, report = read_follows(shared / "data" / name, undirected=".undirected." in name)
    counts = graph.n, report.follows_kept + report.self_follows, report.self_follows
    assert counts == REAL[name]
