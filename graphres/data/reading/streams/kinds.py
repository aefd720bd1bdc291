"""What the first bytes of a stream say it is: a compression, a format, or something refused."""

from __future__ import annotations

import codecs
import re

from graphres.data.reading.streams.signatures import BINARY, TEXT, XML_ROOTS, XML_WAY_OUT
from graphres.data.reading.streams.text import codec_of_mark

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


def compression_of(head: bytes) -> str | None:
    r"""Name the compression whose signature the stream starts with.

    >>> compression_of(b"PK\x03\x04..."), compression_of(b"follower,followed")
    ('zip', None)
    """
    for name, signature in _COMPRESSIONS.items():
        if signature.match(head):
            return name
    return None


def wide_codec(head: bytes) -> str | None:
    r"""The encoding of text whose characters take two or four bytes each, else None.

    >>> wide_codec("<a".encode("utf-16")), wide_codec(b"\x00<"), wide_codec(b"<a")
    ('utf-16', 'utf-16-be', None)
    """
    marked = codec_of_mark(head)
    if marked != "utf-8":
        return marked
    return next((codec for pattern, codec in _WIDE if pattern.match(head)), None)


def format_of(head: bytes) -> str:
    r"""Name the format of a decompressed stream: csv, if it is not another.

    >>> format_of(b"PAR1..."), format_of(b"follower,followed\n"), format_of(b'# of\n{"a": 1}')
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
    first = next((known for known in BINARY if known.signature.match(head)), None)
    if first is not None:
        return first.what, first.do
    whole = _as_utf8(head)
    if _LGL.match(whole):
        return "LGL", "write it as a CSV of follower,followed"
    text = _below_comments(whole)
    if format_of(head) in ("json", "gml", "pajek"):
        return None
    for known in TEXT:
        if known.signature.match(text):
            return known.what, known.do
    return _refused_xml(text) if text.startswith(b"<") else None


def _refused_xml(text: bytes) -> tuple[str, str] | None:
    root = _xml_root(text)
    if root in ("graphml", "gexf"):
        return None
    return XML_ROOTS.get(root, (f"XML of another kind ({root or 'no element'})", XML_WAY_OUT))


def _xml_root(text: bytes) -> str:
    """The name of the root element, without its prefix, in lower case."""
    found = _XML_ROOT.match(_without(text, _XML_TOP))
    return found[1].decode().lower() if found else ""


def _below_comments(text: bytes) -> bytes:
    return _without(text, _COMMENTS)


def _without(text: bytes, above: re.Pattern[bytes]) -> bytes:
    at = 0
    while (found := above.match(text, at)) and found.end() > at:
        at = found.end()
    return text[at:]


def _as_utf8(head: bytes) -> bytes:
    codec = wide_codec(head)
    if codec is not None:
        head = head.decode(codec, "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)
