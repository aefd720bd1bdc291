"""Which sources are graphs rather than tables, and those read."""

from __future__ import annotations

import re

from graphres.data.convert import GraphFile, parse_gml, parse_node_link, parse_pajek, parse_xml
from graphres.data.reading.formats.json_values import read_document, read_text
from graphres.data.reading.streams.kinds import wide_codec
from graphres.data.reading.streams.sources import Source
from graphres.errors import InputError

_HEAD = 1 << 16
#: What trees of XML, and the graph that networkx makes of them, take for a byte of the file.
_MEMORY_A_BYTE = 30
#: Some programs write this above text that is UTF-8 all the same.
_SAYS_WIDE = re.compile(rb"<\?xml[^>]*encoding=.(utf|ucs)-?(16|32|2|4)", re.IGNORECASE)
_NODE_LINK = re.compile(r'"(nodes|links|edges|elements)"\s*:\s*[\[{]')


def graph_in(source: Source, encoding: str | None = None) -> GraphFile | None:
    """The graph of a file that holds one; None for a table.

    Parameters
    ----------
    source : Source
    encoding : str, optional
        Of its text; XML says its own.

    Raises
    ------
    InputError
        If it is not what its first bytes promise, or empty.
    """
    found = None if source.parts else _parsed(source, encoding)
    if found is not None and not len(found.graph):
        raise InputError("a graph without nodes", where=source.name, do="give a graph of accounts")
    return found


def _parsed(source: Source, encoding: str | None) -> GraphFile | None:
    if source.format in ("graphml", "gexf"):
        return parse_xml(_xml_text(source), source.format, source.name)
    if source.format == "gml":
        return parse_gml(read_text(source, encoding), source.name)
    if source.format == "pajek":
        return parse_pajek(read_text(source, encoding), source.name)
    if source.format == "json" and _may_be_node_link(source):
        document = read_document(source, encoding)
        if isinstance(document.value, dict):
            return parse_node_link(document.value, source.name)
    return None


def _xml_text(source: Source) -> bytes | str:
    """Text where the bytes themselves tell the encoding, else bytes, of which XML says its own."""
    raw = source.read_whole(_MEMORY_A_BYTE)
    codec = wide_codec(raw[:16])
    if codec is None and not _SAYS_WIDE.search(raw[:200]):
        return raw
    try:
        return raw.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid {codec or 'UTF-8'}", where=source.name, do="write the file again"
        ) from error


def _may_be_node_link(source: Source) -> bool:
    with source.open() as stream:
        head = stream.peek(_HEAD)[:_HEAD]
    text = head.decode(wide_codec(head) or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    return text.startswith("{") and _NODE_LINK.search(text) is not None
