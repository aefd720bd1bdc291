"""What is left of a scene after some suspensions: who is gone, and who is still connected."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphres.kernels.arrays import Int64, Mask
from graphres.report.network.scene import Removal, Scene


class State(NamedTuple):
    """Accounts left at each node, and those of them in the giant component; int64 each."""

    present: Int64
    connected: Int64


def find_state(scene: Scene, removal: Removal, stop: int) -> State:
    """Find what is left of each node at a stop of a removal. O(nodes + ties)."""
    if removal.stops is not None:
        return State(removal.stops.present[stop], removal.stops.connected[stop])
    is_left = np.ones(len(scene.ids), dtype=bool)
    is_left[removal.order[: removal.at[stop]]] = False
    is_connected = find_connected(scene.ties, is_left)
    return State(is_left.astype(np.int64), is_connected.astype(np.int64))


def find_whole_state(scene: Scene) -> State:
    """Find the state of a scene before any suspension, where it has no removal."""
    if scene.has_communities:
        return State(scene.size, scene.size)
    everyone = np.ones(len(scene.ids), dtype=bool)
    connected = find_connected(scene.ties, everyone)
    return State(everyone.astype(np.int64), connected.astype(np.int64))


def find_connected(ties: Int64, is_left: Mask) -> Mask:
    """Find the accounts in the giant component of those left.

    Of components of one size, the one with the first account counts. O(n + ties).

    Parameters
    ----------
    ties : ndarray of int64, shape (ties, 2)
    is_left : ndarray of bool, shape (n,)

    Examples
    --------
    >>> ties = np.array([[0, 1], [1, 2], [2, 3]])
    >>> find_connected(ties, np.array([True, False, True, True])).tolist()
    [False, False, True, True]
    """
    n = len(is_left)
    alive = ties[is_left[ties].all(axis=1)] if len(ties) else np.zeros((0, 2), dtype=np.int64)
    matrix = coo_array((np.ones(len(alive), dtype=np.int8), (alive[:, 0], alive[:, 1])), (n, n))
    label = connected_components(matrix, directed=False)[1]
    sizes = np.bincount(label[is_left], minlength=1)
    # A component's label is the lower, the earlier its first account.
    giant: Mask = is_left & (label == np.argmax(sizes))
    return giant
