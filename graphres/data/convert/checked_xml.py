"""A first look at XML, which costs no memory: what would fail after a long time, or crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

#: GraphML nests graphs in nodes; nobody nests so many. Libraries recur a frame a level.
DEEPEST = 100

_NAMED_BY = {"node": ("id",), "edge": ("source", "target")}


def check_xml(source: bytes | str) -> None:
    """Parse XML, keeping nothing.

    Raises
    ------
    ValueError
        For elements nested more than ``DEEPEST`` levels deep, for nodes without an id, and for
        edges without ends.
    xml.parsers.expat.ExpatError
        For what is not XML.

    Examples
    --------
    >>> check_xml("<graphml><node id='a'/></graphml>")
    >>> check_xml("<graphml><node/></graphml>")
    Traceback (most recent call last):
    ValueError: <node> without id
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError(f"elements nested more than {DEEPEST} levels deep")
        _check_names(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse: Callable[[bytes | str, bool], object] = parser.Parse
    parse(source, True)


def _check_names(element: str, attributes: dict[str, Any]) -> None:
    for name in _NAMED_BY.get(element, ()):
        if not attributes.get(name):
            raise ValueError(f"<{element}> without {name}")
