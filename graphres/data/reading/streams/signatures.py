"""What the first bytes of a stream say it is: a compression, a format, or something refused."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from graphres.data.reading.streams.text import find_mark_codec

_UNPACK = "unpack it and give the table inside"
_SAVE_CSV = "save the table as CSV"
_EDGE_LIST = "write it as a CSV of follower,followed"
_QUERY = "export a query of follower,followed as CSV and pipe it: graphres info -"
_DOWNLOAD = "download the file itself"


class Refused(NamedTuple):
    """A format by its signature."""

    signature: re.Pattern[bytes]
    what: str
    do: str


def _sign(pattern: bytes, what: str, do: str, flags: int = 0) -> Refused:
    return Refused(re.compile(pattern, flags), what, do)


_S, _I = re.DOTALL, re.IGNORECASE

#: Told by the very first bytes.
BINARY = (
    _sign(rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    _sign(rb"Rar!\x1a\x07", "a rar archive", _UNPACK),
    _sign(rb".{257}ustar", "a tar archive", _UNPACK, _S),
    _sign(rb"\x04\x22\x4d\x18", "LZ4 data", _UNPACK),
    _sign(rb"\xff\x06\x00\x00sNaPpY", "Snappy data", _UNPACK),
    _sign(rb"LZIP\x01", "lzip data", _UNPACK),
    _sign(rb"\x1f\x9d", "a file of compress (.Z)", _UNPACK),
    _sign(
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or encrypted Excel workbook",
        "save it as .xlsx or CSV",
    ),
    _sign(rb"%PDF-", "a PDF document", _SAVE_CSV),
    _sign(rb"\{\\rtf", "an RTF document", _SAVE_CSV),
    _sign(rb"SQLite format 3\x00", "an SQLite database", _QUERY),
    _sign(rb".{8}DUCK", "a DuckDB database", _QUERY, _S),
    _sign(rb"\x00\x01\x00\x00Standard (Jet|ACE)", "an Access database", _QUERY),
    _sign(rb"\x89HDF\r\n\x1a\n", "an HDF5 file", _SAVE_CSV),
    _sign(rb"ARROW1|FEA1", "an Arrow IPC (Feather) file", "save it as Parquet or CSV"),
    _sign(
        rb".{1,2}\xa2(eroots|gversion)",
        "a CAR file (a repository of the AT protocol)",
        "write its follow records as JSON",
        _S,
    ),
    _sign(rb"ORC[\x00-\x08\x0e-\x1f\x80-\xff]", "an ORC file", "save it as Parquet or CSV"),
    _sign(rb"Obj\x01", "an Avro file", "save it as Parquet or CSV"),
    _sign(rb"\x80[\x02-\x05]", "a Python pickle", _EDGE_LIST),
    _sign(rb"\x93NUMPY", "a NumPy array", _EDGE_LIST),
    _sign(rb"MATLAB [0-9]", "a MATLAB file", _EDGE_LIST),
    _sign(
        rb"RD[AX][23]\n|X\n\x00\x00\x00[\x02\x03]|A\n[23]\n",
        "an R data file",
        "save it: write.csv()",
    ),
    _sign(rb"\$FL[23]@\(#\)|\$FL[23]", "an SPSS file", _SAVE_CSV),
    _sign(rb"[\x69-\x77][\x01\x02]\x01\x00|<stata_dta>", "a Stata file", _SAVE_CSV),
    _sign(rb"\x00{12}\xc2\xea\x81\x60", "a SAS file", _SAVE_CSV),
    _sign(rb"\xe2\x9b\xbe gt", "a graph-tool file", "save it as GraphML"),
    _sign(
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\x00|MM\x00\*|BM.{4}\x00{4}",
        "an image",
        "give the table behind it",
        _S,
    ),
    _sign(rb"\x7fELF|MZ\x90\x00", "a program", "give a table of follows"),
    _sign(rb"#![ \t]*/", "a script", "run it and give what it writes"),
)

#: Told by the first text below comments and blanks.
TEXT = (
    _sign(rb"version https://git-lfs\.github\.com/", "a Git LFS pointer", "fetch it: git lfs pull"),
    _sign(rb"(\.\./)*(\.git)?/annex/objects/", "a git-annex pointer", "fetch it: git annex get"),
    _sign(
        rb"<[a-z][\w+.-]*:[^<>\s]*>\s+<[^<>\s]+>\s|_:\w+\s+<[^<>\s]+>\s|@(prefix|base)\s+[\w-]*:?\s*<"
        rb"|(prefix|base)\s+[\w-]*:?\s*<",
        "RDF",
        _EDGE_LIST,
        _I,
    ),
    _sign(rb"\(tlp\s+\"", "a Tulip file", "save it as GEXF or GraphML"),
    _sign(rb">>(graph6|sparse6|digraph6)<<", "graph6", _EDGE_LIST),
    _sign(rb"\*(node|tie) (data|properties)", "a VNA file", _EDGE_LIST, _I),
    _sign(
        rb"dl\s+(n|nr|nc|nm|format|labels)\b|dl[\s,]+n\s*=", "a DL file (UCINET)", _EDGE_LIST, _I
    ),
    _sign(
        rb"(c([ \t][^\n]*)?\r?\n\s*)*p[ \t]+[a-z-]+[ \t]+[0-9]+[ \t]+[0-9]+[ \t]*\r?\n",
        "DIMACS",
        f"{_EDGE_LIST} (its lines a or e)",
    ),
    _sign(rb"(strict\s+)?(di)?graph(\s*\"[^\"\n]*\"|\s+[\w.]+)?\s*\{", "Graphviz", _EDGE_LIST, _I),
    _sign(rb"(graph|flowchart)[ \t]+(TD|TB|LR|RL|BT)[ \t]*[;\r\n]", "Mermaid", _EDGE_LIST),
    _sign(rb"(nodedef|edgedef)[ \t]*>", "GDF", f"{_EDGE_LIST} (the lines below edgedef)", _I),
    _sign(
        rb"[01][ \t]+\S[^\n]*\n([0-9]+[ \t]+[^\n]*\n)*#[ \t]*\r?\n[0-9]+[ \t]+[0-9]+\b",
        "Trivial Graph Format",
        f"{_EDGE_LIST} (the lines below #)",
    ),
    _sign(rb"LEDA\.GRAPH", "a LEDA graph", _EDGE_LIST),
    _sign(
        rb"((insert|replace)\s+((or )?\w+ )?into|alter\s+table|truncate\s+table|delete\s+from"
        rb"|create\s+((temporary|temp) )?(table|database|schema|view)[ \t]+[^\s]+"
        rb"|drop\s+table|start\s+transaction|pragma\s+\w+|lock\s+tables)\b"
        rb"|begin\s*(transaction|work)?\s*;|use\s+[`\w]+\s*;|use\s+\[|set\s+[@\w. ]+\s*="
        rb"|set\s+\w+\s+(on|off)\b|\\(restrict|connect)\s"
        rb"|copy\s+[\w.\"]+\s*\([^)]*\)\s+from\b",
        "SQL",
        _QUERY,
        _I,
    ),
    _sign(rb"(create|merge|match)\s*\((\s*\w*\s*:|\w*\s*\{)", "Cypher", _QUERY, _I),
    _sign(
        rb"(window|self|module|exports)\.[\w.]+\s*=|(var|let|const)\s+\w+\s*=|export\s+(default|const)\b",
        "JavaScript",
        _EDGE_LIST,
    ),
    _sign(
        rb"%YAML|---[ \t]*\r?\n|-[ \t]+\w+:[ \t]|\w+:[ \t]*\r?\n[ \t]*-[ \t]", "YAML", _EDGE_LIST
    ),
    _sign(rb"@relation\s[^\n]*\n(.*\n)?\s*@attribute\s", "ARFF", _SAVE_CSV, _I | _S),
    _sign(
        rb"\{\s*'[^'\n]*'\s*:|\[\s*['(]|\([^()\n]*,[^()\n]*\)[ \t]*[,;.]?[ \t]*(\r?\n|\Z)",
        "the text of a program's lists, not JSON",
        "write it with json.dump, or as CSV",
    ),
    _sign(rb"\{\s*\{|\{[ \t]*[\w\"]+[ \t]*->", "a list of Mathematica", _EDGE_LIST),
    _sign(rb"[a-z]\w*\([^(),\n]+,[^(),\n]+\)[ \t]*\.", "facts of a logic program", _EDGE_LIST),
    _sign(
        rb"\+-[-+=]*\+[ \t]*\r?\n"
        rb"|[^\n]*\n[ \t|+]*+:?-{3,}+:?[ \t|+]++:?-{3,}+[-+|: \t]*+\r?\n",
        "a table drawn with lines",
        "export it as CSV: psql --csv, sqlite3 -csv, mysql --batch",
    ),
    _sign(rb"HTTP/[0-9.]+ [0-9]{3}", "an answer of a server with its headers", _DOWNLOAD),
    _sign(rb"<<<<<<< |diff --git ", "a file of version control", "settle the conflict first"),
    _sign(rb"-----BEGIN [A-Z ]+-----", "encrypted or signed", "give the table itself"),
    _sign(
        rb"[45][0-9][0-9]:? +(not found|forbidden|unauthorized|bad request|too many requests"
        rb"|internal server error|bad gateway|service unavailable|gateway time-?out)",
        "an error page of a server",
        _DOWNLOAD,
        _I,
    ),
)

_XML = f"{_EDGE_LIST}, GraphML or GEXF"
#: Of what begins with ``<``: the root element, what that is, and the way out.
XML_ROOTS = {
    "html": ("an HTML page", f"{_DOWNLOAD}, or {_SAVE_CSV}"),
    "body": ("an HTML page", f"{_DOWNLOAD}, or {_SAVE_CSV}"),
    "head": ("an HTML page", f"{_DOWNLOAD}, or {_SAVE_CSV}"),
    "svg": ("an SVG image", "give the table behind it"),
    "kml": ("KML (XML)", _XML),
    "rss": ("an RSS feed (XML)", _XML),
    "feed": ("an Atom feed (XML)", _XML),
    "workbook": ("an Excel workbook as XML", "save it as .xlsx or CSV"),
    "rdf": ("RDF (XML)", _XML),
    "error": ("an error page of a server (XML)", _DOWNLOAD),
}
XML_WAY_OUT = _XML


#: Formats of tables; the others are graphs, which bring their accounts with them.
TABLES = ("csv", "parquet", "json", "xlsx")

_COMPRESSIONS = {
    "gzip": re.compile(rb"\x1f\x8b"),
    "bzip2": re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)"),
    "xz": re.compile(rb"\xfd7zXZ\x00"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
    "zip": re.compile(rb"PK(\x03\x04|\x05\x06)"),
}

#: How text without a byte-order mark looks in wide encodings: its first character is ASCII.
_WIDE = (
    (re.compile(rb"[\t\n\r -~]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[\t\n\r -~]"), "utf-32-be"),
    (re.compile(rb"[\t\n\r -~]\x00"), "utf-16-le"),
    (re.compile(rb"\x00[\t\n\r -~]"), "utf-16-be"),
)

#: Comments that may stand above a signature: of tables, Graphviz, SQL, GML and Pajek.
_COMMENTS = re.compile(
    rb"[\s;]+|[#%][^\n]*(\n|\Z)|//[^\n]*(\n|\Z)|/\*.*?\*/|--([ \t][^\n]*)?(\n|\Z)", re.S
)
_XML_TOP = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(\[.*?\]\s*)?>", re.S | re.I)
_XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_LGL = re.compile(
    rb"#[ \t]\S+[ \t]*\r?\n(?:([^#\s,;|]+[ \t]*\r?\n)+#[ \t]\S+[ \t]*\r?\n"
    rb"|([^#\s,;|]+([ \t][0-9]*\.[0-9]+)?[ \t]*\r?\n)+(#[ \t]\S+[ \t]*(\r?\n|\Z)|\Z))"
)

_FORMATS = (
    ("json", re.compile(rb'\{\s*["}]|\[\s*(["\[{\]]|-?[0-9]|null\b)')),
    ("json", re.compile(rb"window\.YTD\.\w+\.part[0-9]+\s*=\s*[\[{]")),
    ("pajek", re.compile(rb"\*(vertices|network|arcs|edges|arcslist|edgeslist)\b", re.I)),
    (
        "gml",
        # Possessive, since a text of a few such lines would be tried in millions of ways.
        re.compile(
            rb'(?:[A-Za-z]\w*+[ \t]++(?>"[^"]*"|[\w.+:-]++)[^\n\[]*+\n\s*+){0,20}+graph\s*\[',
            re.IGNORECASE,
        ),
    ),
)


def find_compression(head: bytes) -> str | None:
    r"""Name the compression whose signature the stream starts with.

    >>> find_compression(b"PK\x03\x04..."), find_compression(b"follower,followed")
    ('zip', None)
    """
    for name, signature in _COMPRESSIONS.items():
        if signature.match(head):
            return name
    return None


def find_wide_codec(head: bytes) -> str | None:
    r"""Return the encoding of text whose characters take two or four bytes, else None.

    >>> find_wide_codec("<a".encode("utf-16")), find_wide_codec(b"\x00<"), find_wide_codec(b"<a")
    ('utf-16', 'utf-16-be', None)
    """
    marked = find_mark_codec(head)
    if marked != "utf-8":
        return marked
    return next((codec for pattern, codec in _WIDE if pattern.match(head)), None)


def find_format(head: bytes) -> str:
    r"""Name the format of a decompressed stream: csv, if it is not another.

    >>> find_format(b"PAR1..."), find_format(b"follower,followed\n"), find_format(b'# of\n{"a": 1}')
    ('parquet', 'csv', 'json')
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    text = _below_comments(_as_utf8(head))
    if text.startswith(b"<"):
        return _xml_root(text)
    return next((name for name, signature in _FORMATS if signature.match(text)), "csv")


def refused(head: bytes) -> tuple[str, str] | None:
    """Say what a stream is and what to do, if it is something that is not read.

    >>> refused(b"%PDF-1.4")
    ('a PDF document', 'save the table as CSV')
    """
    first = next((entry for entry in BINARY if entry.signature.match(head)), None)
    if first is not None:
        return first.what, first.do
    decoded = _as_utf8(head)
    if _LGL.match(decoded):
        return "LGL", "write it as a CSV of follower,followed"
    text = _below_comments(decoded)
    if find_format(head) in ("json", "gml", "pajek"):
        return None
    for entry in TEXT:
        if entry.signature.match(text):
            return entry.what, entry.do
    return _refused_xml(text) if text.startswith(b"<") else None


def _refused_xml(text: bytes) -> tuple[str, str] | None:
    root = _xml_root(text)
    if root in ("graphml", "gexf"):
        return None
    return XML_ROOTS.get(root, (f"XML of another kind ({root or 'no element'})", XML_WAY_OUT))


def _xml_root(text: bytes) -> str:
    """Return the name of the root element, without its prefix, in lower case."""
    match = _XML_ROOT.match(_without(text, _XML_TOP))
    return match[1].decode().lower() if match else ""


def _below_comments(text: bytes) -> bytes:
    return _without(text, _COMMENTS)


def _without(text: bytes, above: re.Pattern[bytes]) -> bytes:
    at = 0
    while (match := above.match(text, at)) and match.end() > at:
        at = match.end()
    return text[at:]


def _as_utf8(head: bytes) -> bytes:
    codec = find_wide_codec(head)
    if codec is not None:
        head = head.decode(codec, "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)
