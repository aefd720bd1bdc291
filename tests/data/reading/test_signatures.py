"""What is no table is named, wherever its signature stands; what looks like it is read."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from graphres.data.reading.streams.signatures import find_format, refused
from graphres.errors import InputError
from tests.data.reading.tables import pairs, read


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


REFUSED: dict[str, list[bytes]] = {
    "an HTML page": [b"<html>", b"\n <!DOCTYPE html>\n<HTML lang='en'>", b"<!-- x --><body>"],
    "an SVG image": [b'<?xml version="1.0"?>\n<svg xmlns="x">'],
    "KML": [b"<kml/>", b"\xff\xfe" + '<?xml version="1.0"?><kml/>'.encode("utf-16-le")],
    "an RSS feed": [b"<rss version='2.0'>"],
    "an Excel workbook as XML": [
        b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><ss:Workbook xmlns:ss='u'>"
    ],
    "XML of another kind (follows)": [b"<follows><follow a='ann' b='bob'/></follows>"],
    "RDF": [
        b"# x\n@prefix foaf: <http://x.example/> .\n",
        b"<http://a.example/> <http://b.example/> <http://c.example/> .\n",
        b"<rdf:RDF xmlns:rdf='x'>",
    ],
    "a DL file": [b"dl n=3 format=edgelist1\ndata:\n1 2\n", b"DL\nN = 3\nDATA:\n0 1 1\n"],
    "GDF": [b"nodedef>name VARCHAR,label VARCHAR\n1,ann\nedgedef>node1 VARCHAR,node2 VARCHAR\n"],
    "Trivial Graph Format": [b"1 ann\n2 bob\n#\n1 2\n"],
    "Mermaid": [b"graph TD\n  ann --> bob\n"],
    "a program's lists": [
        b"{'follower': 'ann', 'followed': 'bob'}\n",
        b"[('ann', 'bob'), ('cem', 'bob')]\n",
        b"(1, 2)\n(3, 2)\n",
    ],
    "Mathematica": [b"{{1, 2}, {3, 2}}", b"{1 -> 2, 3 -> 2}"],
    "facts of a logic program": [b"follows(ann, bob).\nfollows(cem, bob).\n"],
    "a table drawn with lines": [
        b"+-----+-----+\n| a   | b   |\n+-----+-----+\n",
        b" follower | followed \n----------+----------\n ann      | bob\n(1 row)\n",
        b"| follower | followed |\n|---|:--:|\n| ann | bob |\n".replace(b":--:", b":---:"),
        b"follower  followed\n--------  --------\nann       bob\n",
    ],
    "an answer of a server": [b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\nfollower,followed\n"],
    "LGL": [b"# ann\nbob 1.0\ncem 2.5\n", b"# ann\nbob\ncem 1.0\n# dee\nbob\n"],
    "DIMACS": [b"c by hand\nc\np edge 3 2\ne 1 2\n", b"p sp 3 2\na 1 2 1\n"],
    "Graphviz": [
        b'/* x\n */\n// y\nstrict digraph "a b"\n{\n  ann -> bob;\n}',
        b"\xef\xbb\xbfdigraph { ann -> bob }",
        b"# x\n\nGRAPH g{a--b}",
        "digraph g { ann -> bob }".encode("utf-16"),
    ],
    "SQL": [
        b"-- MySQL dump 10.13\n--\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `f`;\n",
        b"--\n\n\\restrict abc\n\nSET x = 0;\n",
        b"USE [db]\nGO\nSET ANSI_NULLS ON\n",
        b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n",
        b"--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n",
        b"insert into follows values ('ann', 'bob');\n",
        b"CREATE TABLE follows (follower TEXT, followed TEXT);\n",
    ],
    "Cypher": [b"CREATE (a:User {id: 1})-[:FOLLOWS]->(b:User)\n"],
    "JavaScript": [b"var follows = [[1, 2]];\n", b"export default {};\n"],
    "YAML": [b"- follower: ann\n  followed: bob\n", b"---\nann: bob\n", b"follows:\n  - [a, b]\n"],
    "ARFF": [b"% x\n@RELATION follows\n@ATTRIBUTE follower string\n"],
    "a Git LFS pointer": [b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n"],
    "a script": [b"#!/bin/sh\necho follower,followed\n"],
    "an error page": [b"404: Not Found", b"503 Service Unavailable\n"],
    "a Python pickle": [b"\x80\x04\x95abc"],
    "a NumPy array": [b"\x93NUMPY\x01\x00"],
    "NumPy arrays": [zipped("row.npy", "col.npy")],
    "a MATLAB file": [b"MATLAB 5.0 MAT-file, Platform"],
    "an R data file": [gzip.compress(b"X\n\x00\x00\x00\x03", mtime=0), b"RDX3\nX\n"],
    "an SPSS file": [b"$FL2@(#) SPSS DATA FILE"],
    "a Stata file": [b"<stata_dta><header>"],
    "an OpenDocument file": [zipped("mimetype", "content.xml")],
    "an Office document": [zipped("[Content_Types].xml", "word/document.xml")],
    "an ORC file": [b"ORC\x08\x03"],
    "a CAR file": [b"\x3a\xa2eroots\x81\xd8*X%"],
    "an old or encrypted Excel workbook": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    "an Avro file": [b"Obj\x01\x04"],
    "an Arrow IPC (Feather) file": [b"ARROW1\x00\x00", b"FEA1"],
    "an image": [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a"],
    "a DuckDB database": [b"\x00" * 8 + b"DUCK" + b"\x00" * 9],
    "a graph-tool file": [b"\xe2\x9b\xbe gt\x01"],
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_named(what: str) -> None:
    for raw in REFUSED[what]:
        for packed in (raw, gzip.compress(raw)):
            with pytest.raises(InputError) as caught:
                read(packed, on_bad_row="skip")
            assert what in str(caught.value)
            assert "; " in str(caught.value)


LOOKALIKES = [
    b"graph paper\nann bob\n",
    b"set,use\nann,bob\n",
    b"dl,n\nann,bob\n",
    b"version,bob\nann,bob\n",
    b"[deleted],bob\nann,bob\n",
    b"*ann,bob\nann,bob\n",
    b"p,c\nann,bob\n",
    b"@prefix bob\nann bob\n",
    b"ORC,bob\nann,bob\n",
    b"# nodes\n1 2\nann bob\n# end\n",
    b"(x),bob\nann,bob\n",
    b"{x},bob\nann,bob\n",
    b"graph LR\nann bob\n".replace(b"LR", b"lr"),
    b"404,bob\nann,bob\n",
]


@pytest.mark.parametrize("raw", LOOKALIKES)
def test_names_that_look_like_a_signature_are_names(raw: bytes) -> None:
    assert ("ann", "bob") in pairs(raw)


def test_no_signature_takes_long_to_fail() -> None:
    """Each of these took minutes, or would, with a pattern that tries a line in many ways."""
    words = b"alpha\tann beta gamma\n" * 40
    ruler = b"a\n---" + b" " * 60_000 + b"\n"
    for head in (words, ruler):
        assert find_format(head) == "csv"
        refused(head)
