"""What a picture of a network is made of, before anything is drawn; it travels in a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from graphres.kernels.arrays import Float64, Int64

#: More accounts or ties than these are drawn as communities.
MOST_ACCOUNTS, MOST_TIES = 3_000, 40_000
#: Ties that a community draws, of those with most follows for the size of both ends.
STRONGEST = 3


@dataclass(frozen=True)
class Group:
    """Nodes of one colour: how they are called, and how many accounts they are."""

    name: str
    accounts: int


@dataclass(frozen=True, eq=False)
class Stops:
    """How many members of each community are left at every stop, and how many are connected.

    ``present`` and ``connected``: int64 of shape (stops, nodes).
    """

    present: Int64
    connected: Int64


@dataclass(frozen=True, eq=False)
class Removal:
    """An order of suspension, and the curve that belongs to it.

    Parameters
    ----------
    name : str
        The strategy as typed.
    order : ndarray of int64, shape (K,)
        Accounts, the first suspended first.
    at : ndarray of int64, shape (stops,)
        After how many suspensions the picture can be seen; ascending from 0.
    numbers : mapping of str to ndarray of float64, shape (stops,)
        The curve at these stops: ``giant``, ``follows``, and ``reach`` where it was measured.
    end : int
        The stop that a still picture shows.
    stops : Stops, optional
        Of a scene of communities.
    """

    name: str
    order: Int64
    at: Int64
    numbers: Mapping[str, Float64]
    end: int
    stops: Stops | None = None

    @property
    def suspended(self) -> int:
        """Accounts suspended in the still picture."""
        return int(self.at[self.end])


@dataclass(frozen=True, eq=False)
class Scene:
    """A network laid out, and what takes it apart.

    Parameters
    ----------
    accounts, follows : int
        Of the graph.
    grouped_by : str
        What colours tell apart: ``community``, or a column.
    groups : sequence of Group
        Those with a colour of their own first; the last may stand for all others.
    ids : sequence of str
        Of the nodes: accounts, or names of communities.
    place : ndarray of float64, shape (nodes, 2)
        Within the unit square.
    size : ndarray of int64, shape (nodes,)
        Followers of an account, members of a community.
    group : ndarray of int64, shape (nodes,)
    ties : ndarray of int64, shape (ties, 2)
        Pairs of nodes with follows between them, the smaller first.
    strength : ndarray of int64, shape (ties,)
        Follows between two communities; 1 between two accounts.
    removals : sequence of Removal
    has_communities : bool
        Whether a node is a community.
    accounts_left_out : int
        Accounts in communities too small to be drawn.
    directed : bool
        False when every follow is a mutual tie.
    """

    accounts: int
    follows: int
    grouped_by: str
    groups: Sequence[Group]
    ids: Sequence[str]
    place: Float64
    size: Int64
    group: Int64
    ties: Int64
    strength: Int64
    removals: Sequence[Removal] = ()
    has_communities: bool = False
    accounts_left_out: int = 0
    directed: bool = True

    def to_document(self) -> dict[str, Any]:
        """Return the scene as plain values, for a document and for the script of a page."""
        x, y = np.round(self.place, 4).T.tolist() if len(self.ids) else ([], [])
        one, other = self.ties.T.tolist() if len(self.ties) else ([], [])
        strength = self.strength.tolist() if self.has_communities else []
        return {
            "accounts": self.accounts,
            "follows": self.follows,
            "grouped_by": self.grouped_by,
            "has_communities": self.has_communities,
            "accounts_left_out": self.accounts_left_out,
            "directed": self.directed,
            "groups": [{"name": group.name, "accounts": group.accounts} for group in self.groups],
            "nodes": {
                "id": list(self.ids),
                "x": x,
                "y": y,
                "size": self.size.tolist(),
                "group": self.group.tolist(),
            },
            "ties": {"one": one, "other": other, "follows": strength},
            "removals": [_removal_document(each) for each in self.removals],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Return the scene of such a document."""
        nodes, ties = document["nodes"], document["ties"]
        strength = ties["follows"] or [1] * len(ties["one"])
        return cls(
            accounts=document["accounts"],
            follows=document["follows"],
            grouped_by=document["grouped_by"],
            groups=[Group(each["name"], each["accounts"]) for each in document["groups"]],
            ids=nodes["id"],
            place=np.array([nodes["x"], nodes["y"]], dtype=np.float64).T,
            size=np.array(nodes["size"], dtype=np.int64),
            group=np.array(nodes["group"], dtype=np.int64),
            ties=np.array([ties["one"], ties["other"]], dtype=np.int64).T,
            strength=np.array(strength, dtype=np.int64),
            removals=[_removal(each) for each in document["removals"]],
            has_communities=document["has_communities"],
            accounts_left_out=document["accounts_left_out"],
            directed=document["directed"],
        )


def _removal_document(removal: Removal) -> dict[str, Any]:
    document: dict[str, Any] = {
        "strategy": removal.name,
        "order": removal.order.tolist(),
        "at": removal.at.tolist(),
        "end": removal.end,
        "numbers": {name: np.round(v, 6).tolist() for name, v in removal.numbers.items()},
    }
    if removal.stops is not None:
        document["present"] = removal.stops.present.tolist()
        document["connected"] = removal.stops.connected.tolist()
    return document


def _removal(document: Mapping[str, Any]) -> Removal:
    stops = None
    if "present" in document:
        stops = Stops(np.array(document["present"]), np.array(document["connected"]))
    return Removal(
        name=document["strategy"],
        order=np.array(document["order"], dtype=np.int64),
        at=np.array(document["at"], dtype=np.int64),
        numbers={name: np.array(v, dtype=np.float64) for name, v in document["numbers"].items()},
        end=document["end"],
        stops=stops,
    )
