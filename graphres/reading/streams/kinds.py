"""What the first bytes of a stream say it is: a compression, a format, or something refused."""

from __future__ import annotations

import re

__all__ = ["compression_of", "format_of", "refused"]

_COMPRESSIONS = {
    "gzip": re.compile(rb"\x1f\x8b"),
    "bzip2": re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)"),
    "xz": re.compile(rb"\xfd7zXZ\x00"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
    "zip": re.compile(rb"PK(\x03\x04|\x05\x06)"),
}

_UNPACK = "unpack it and give the table inside"
_SAVE_CSV = "save the table as CSV"
_EDGE_LIST = "write it as a CSV of follower,followed"

_REFUSED: list[tuple[re.Pattern[bytes], str, str]] = [
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "a 7z archive", _UNPACK),
    (re.compile(rb"Rar!\x1a\x07"), "a rar archive", _UNPACK),
    (re.compile(rb"(?s).{257}ustar"), "a tar archive", _UNPACK),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Excel workbook", _SAVE_CSV),
    (re.compile(rb"%PDF-"), "a PDF document", _SAVE_CSV),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database", _SAVE_CSV),
    (re.compile(rb"\x89HDF\r\n\x1a\n"), "an HDF5 file", _SAVE_CSV),
    (re.compile(rb"ARROW1|FEA1"), "an Arrow IPC file", "save it as Parquet or CSV"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*[\"}]"), "JSON", _SAVE_CSV),
    (re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*[\[{\]]"), "JSON", _SAVE_CSV),
    (re.compile(rb"(?i)\s*<(!doctype )?html"), "an HTML page", _SAVE_CSV),
    (re.compile(rb"(?i)\s*\*(vertices|network)\b"), "a Pajek network", _EDGE_LIST),
    (re.compile(rb"\s*(Creator\s[^\n]*\n\s*)?graph\s*\["), "GML", _EDGE_LIST),
    (re.compile(rb"\s*(strict\s+)?(di)?graph\b[^\n,;{]*\{"), "a Graphviz file", _EDGE_LIST),
]


def compression_of(head: bytes) -> str | None:
    r"""Name the compression whose signature the stream starts with.

    >>> compression_of(b"PK\x03\x04..."), compression_of(b"follower,followed")
    ('zip', None)
    """
    for name, signature in _COMPRESSIONS.items():
        if signature.match(head):
            return name
    return None


def format_of(head: bytes) -> str:
    r"""Name the format of a decompressed stream: csv, parquet, graphml or gexf.

    >>> format_of(b"PAR1..."), format_of(b"follower,followed\n")
    ('parquet', 'csv')
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"(\xef\xbb\xbf)?\s*<", head):
        for name in ("graphml", "gexf"):
            if f"<{name}".encode() in head:
                return name
    return "csv"


def refused(head: bytes) -> tuple[str, str] | None:
    """Say what a stream is and what to do, if it is something that is not read.

    >>> refused(b"%PDF-1.4")
    ('a PDF document', 'save the table as CSV')
    """
    for signature, what, do in _REFUSED:
        if signature.match(head):
            return what, do
    return None
