"""Follower graphs from and to networkx, igraph, scipy, pandas, Arrow; GraphML, GEXF and files.

An edge u -> v, and an entry A[u, v], always say that u follows v.
"""

from __future__ import annotations

from graphres.convert.arrow import from_arrow, to_arrow
from graphres.convert.files import write_follows
from graphres.convert.frames import from_pandas, to_pandas
from graphres.convert.graph_files import GraphFile
from graphres.convert.graph_texts import parse_gml, parse_pajek
from graphres.convert.ids import id_text
from graphres.convert.igraphs import from_igraph, to_igraph
from graphres.convert.json_numbers import Float, Whole
from graphres.convert.markup import read_markup, write_markup
from graphres.convert.matrices import from_scipy, to_scipy
from graphres.convert.networks import from_networkx, to_networkx
from graphres.convert.node_link import parse_node_link
from graphres.convert.xml_graphs import parse_xml

__all__ = [
    "Float",
    "GraphFile",
    "Whole",
    "from_arrow",
    "from_igraph",
    "from_networkx",
    "from_pandas",
    "from_scipy",
    "id_text",
    "parse_gml",
    "parse_node_link",
    "parse_pajek",
    "parse_xml",
    "read_markup",
    "to_arrow",
    "to_igraph",
    "to_networkx",
    "to_pandas",
    "to_scipy",
    "write_follows",
    "write_markup",
]
