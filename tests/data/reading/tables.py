"""Small help for tests of reading: bytes in, names out."""

from __future__ import annotations

import io
from typing import Any

from graphres.data.reading import ReadReport, read_follows
from graphres.graph import FollowGraph

HEADER = b"follower_id,followee_id\n"


def read(table: bytes, **options: Any) -> tuple[FollowGraph, ReadReport]:
    return read_follows(io.BytesIO(table), **options)


def follows(graph: FollowGraph) -> set[tuple[str, str]]:
    """Pairs of names, follower first."""
    names = graph.ids.to_pylist()
    return {(names[u], names[v]) for u in range(graph.n) for v in graph.following.row(u).tolist()}


def pairs(table: bytes, **options: Any) -> set[tuple[str, str]]:
    return follows(read(table, **options)[0])
