"""Who follows whom: the graph, its layers, orders of removal, and what suspensions may cost."""

from __future__ import annotations

from graphres.graph.follow_graph import Adjacency, Dropped, FollowGraph, unite_rows

__all__ = ["Adjacency", "Dropped", "FollowGraph", "unite_rows"]
