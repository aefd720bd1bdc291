"""Small files that are right, one of each kind: what the generators spoil."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from functools import cache
from typing import Any

FOLLOWS = b"follower,followed,since,p,on\n" + b"".join(
    f"a{i},a{i * i % 7},2024-01-{i + 1:02},0.{i},{'xy'[i % 2]}\n".encode() for i in range(9)
)
_LANGS, _SAID = ("en", "de"), ("yes", "no")
ACCOUNTS = b"account,lang,total,collected,cost,joined,person\n" + b"".join(
    f"a{i},{_LANGS[i % 2]},{9 + i},{_SAID[i % 2]},{i}.5,2020-01-0{i + 1},p{i // 2}\n".encode()
    for i in range(9)
)
LOG = b"account,date,action\n" + b"".join(
    f"a{i},2024-02-0{i + 1},{('suspend', 'restore')[i // 3]}\n".encode() for i in range(5)
)
LIST = b"# protected\na1\na2\n"

_EDGES = [(f"a{i}", f"a{i * i % 7}") for i in range(9)]
_NODES = sorted({end for edge in _EDGES for end in edge})

JSON = json.dumps(
    [{"follower": u, "followed": v, "n": i, "p": 0.5} for i, (u, v) in enumerate(_EDGES)]
).encode()
NDJSON = b"".join(json.dumps({"follower": u, "followed": v}).encode() + b"\n" for u, v in _EDGES)
NODE_LINK = json.dumps(
    {
        "directed": True,
        "nodes": [{"id": n, "size": 1.5} for n in _NODES],
        "links": [{"source": u, "target": v, "weight": 1} for u, v in _EDGES],
    }
).encode()
X_ARCHIVE = (
    b"window.YTD.follower.part0 = "
    + json.dumps([{"follower": {"accountId": n}} for n in _NODES]).encode()
)
INSTAGRAM = json.dumps(
    [{"title": "", "string_list_data": [{"value": n, "timestamp": 1700000000}]} for n in _NODES]
).encode()
BLUESKY = b"".join(
    json.dumps(
        {
            "did": f"did:plc:{u}",
            "time_us": 1725911162329308,
            "kind": "commit",
            "commit": {
                "operation": "create",
                "collection": "app.bsky.graph.follow",
                "record": {"$type": "app.bsky.graph.follow", "subject": f"did:plc:{v}"},
            },
        }
    ).encode()
    + b"\n"
    for u, v in _EDGES
)
ACTIVITYPUB = json.dumps(
    {
        "type": "OrderedCollection",
        "id": "https://example.org/users/ann/followers",
        "orderedItems": [f"https://example.org/users/{n}" for n in _NODES],
    }
).encode()
GRAPHML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<key id="d0" for="node" attr.name="lang" attr.type="string"><default>en</default></key>'
    '<key id="d1" for="edge" attr.name="p" attr.type="double"/>'
    '<graph edgedefault="directed">'
    + "".join(f'<node id="{n}"><data key="d0">de</data></node>' for n in _NODES)
    + "".join(
        f'<edge source="{u}" target="{v}"><data key="d1">0.5</data></edge>' for u, v in _EDGES
    )
    + "</graph></graphml>"
).encode()
GEXF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">'
    '<attributes class="node"><attribute id="0" title="size" type="integer"/></attributes><nodes>'
    + "".join(
        f'<node id="{n}" label="{n}"><attvalues><attvalue for="0" value="3"/></attvalues></node>'
        for n in _NODES
    )
    + "</nodes><edges>"
    + "".join(
        f'<edge id="{i}" source="{u}" target="{v}" weight="1"/>' for i, (u, v) in enumerate(_EDGES)
    )
    + "</edges></graph></gexf>"
).encode()
GML = (
    "graph [\n  directed 1\n"
    + "".join(f'  node [\n    id {i}\n    label "{n}"\n  ]\n' for i, n in enumerate(_NODES))
    + "".join(
        f"  edge [\n    source {_NODES.index(u)}\n    target {_NODES.index(v)}\n  ]\n"
        for u, v in _EDGES
    )
    + "]\n"
).encode()
PAJEK = (
    f"*Vertices {len(_NODES)}\n"
    + "".join(f'{i + 1} "{n}"\n' for i, n in enumerate(_NODES))
    + "*Arcs\n"
    + "".join(f"{_NODES.index(u) + 1} {_NODES.index(v) + 1} 1\n" for u, v in _EDGES)
).encode()
EXPERIMENT: dict[str, Any] = {
    "title": "small",
    "seed": [0, 1],
    "graphs": {
        "mine": {"file": "follows.csv", "accounts": "accounts.csv"},
        "drawn": {"model": "uniform", "n": 20, "mean_followers": 2},
    },
    "collapse": [{"strategy": ["in-degree", "random"], "measure": ["giant"], "runs": 2}],
    "campaign": [{"graph": "drawn", "suspend": ["in-degree:soft@1%/day"], "days": 3, "runs": 1}],
    "rank": [{"graph": "mine", "strategy": ["pagerank"], "worlds": 64}],
    "reach": [{"graph": "drawn", "probability": [0.1], "worlds": 64}],
    "intervene": [{"graph": "drawn", "intervention": ["suspend:in-degree"], "worlds": 64}],
}


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


@cache
def parquet() -> bytes:
    """The follows as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    ends = {"follower": [u for u, _ in _EDGES], "followed": [v for _, v in _EDGES]}
    pq.write_table(pa.table({**ends, "n": list(range(len(_EDGES)))}), out)
    return out.getvalue()


@cache
def workbook() -> bytes:
    """The follows as a sheet."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("follower", "followed"), *_EDGES]):
            sheet.write_row(row, 0, cells)
    return out.getvalue()


@cache
def graphs() -> dict[str, bytes]:
    """Every kind of file of follows, by a name with its suffix."""
    return {
        "follows.csv": FOLLOWS,
        "follows.tsv": FOLLOWS.replace(b",", b"\t"),
        "wide.csv": FOLLOWS.decode().encode("utf-16"),
        "follows.json": JSON,
        "follows.ndjson": NDJSON,
        "node-link.json": NODE_LINK,
        "follower.js": X_ARCHIVE,
        "followers_1.json": INSTAGRAM,
        "firehose.json": BLUESKY,
        "outbox.json": ACTIVITYPUB,
        "follows.graphml": GRAPHML,
        "follows.gexf": GEXF,
        "follows.gml": GML,
        "follows.net": PAJEK,
        "follows.parquet": parquet(),
        "follows.xlsx": workbook(),
        "follows.csv.gz": gzip.compress(FOLLOWS, mtime=0),
        "follows.csv.bz2": bz2.compress(FOLLOWS),
        "follows.csv.xz": lzma.compress(FOLLOWS),
        "follows.zip": zipped({"follows.csv": FOLLOWS}),
    }
