"""Follows as a store holds them, and the slow twin of what they are folded into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np

from graphres.graph import FollowGraph


@dataclass(frozen=True)
class Stored:
    """The rows of a graph, as far as a fold reads them."""

    accounts: int
    follows: int
    directed: bool
    following_indptr: np.ndarray
    following_targets: np.ndarray


def stored(graph: FollowGraph, folder: Path | None = None) -> Stored:
    """A graph as a fold reads it, mapped from files where there is a folder for them."""
    rows = list(graph.following)
    if folder is not None and graph.m:
        rows = [mapped(part, folder / str(i)) for i, part in enumerate(rows)]
    return Stored(graph.n, graph.m, graph.directed, *rows)


def mapped(array: np.ndarray, path: Path) -> np.memmap:
    array.tofile(path)
    return np.memmap(path, dtype=array.dtype, mode="r")


def merge_tree(n: int, follows: list[tuple[int, int]], back: list[int]) -> list[int]:
    """For each step, the next one that joins its component, recomputed from nothing."""
    step = {account: i for i, account in enumerate(back)}
    parents = [n] * n
    for last in range(n):
        present = nx.Graph()
        present.add_nodes_from(range(last + 1))
        ends = [(step[u], step[v]) for u, v in follows]
        present.add_edges_from(pair for pair in ends if max(pair) <= last)
        for earlier in nx.node_connected_component(present, last) - {last}:
            parents[earlier] = min(parents[earlier], last)
    return parents
