"""Follower graphs from and to networkx, igraph, scipy, pandas, Arrow; GraphML, GEXF and files.

An edge u -> v, and an entry A[u, v], always say that u follows v.
"""

from __future__ import annotations

from graphres.data.convert.arrow import from_arrow, to_arrow
from graphres.data.convert.files import write_follows
from graphres.data.convert.frames import from_pandas, to_pandas
from graphres.data.convert.graph_files import GraphFile
from graphres.data.convert.graph_texts import parse_gml, parse_pajek
from graphres.data.convert.ids import read_id_text
from graphres.data.convert.igraphs import from_igraph, to_igraph
from graphres.data.convert.markup import read_markup, write_markup
from graphres.data.convert.matrices import from_scipy, to_scipy
from graphres.data.convert.networks import from_networkx, to_networkx
from graphres.data.convert.node_link import Float, Integer, parse_node_link
from graphres.data.convert.xml_graphs import parse_xml

__all__ = [
    "Float",
    "GraphFile",
    "Integer",
    "from_arrow",
    "from_igraph",
    "from_networkx",
    "from_pandas",
    "from_scipy",
    "parse_gml",
    "parse_node_link",
    "parse_pajek",
    "parse_xml",
    "read_id_text",
    "read_markup",
    "to_arrow",
    "to_igraph",
    "to_networkx",
    "to_pandas",
    "to_scipy",
    "write_follows",
    "write_markup",
]
