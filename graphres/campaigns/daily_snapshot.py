"""The graph of one day of a campaign, for strategies of the registry."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.state import World
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32


def graph_of_today(world: World) -> tuple[FollowGraph, Int32, Int32]:
    """Who follows whom today, the node of every account, and the account of every node.

    A person who has arrived is a node of its own name, which stands for its first open account
    (for none while it is away, without follows); a further open account is a node ``name+slot``.
    Followers are persons: each follows from its first account. O(n + m).
    """
    import pyarrow as pa

    slots, arrived = world.slots, world.arrived
    node_of, owners, account_of = _nodes(world)
    extra = account_of[arrived:]
    names = world.setting.names[:arrived]
    names = names + [f"{world.setting.names[a // slots]}+{a % slots}" for a in extra]
    follower, followed = _follows(world, node_of)
    table = world.setting.attributes
    total = world.setting.graph.followers_total
    known = None
    if total is not None:
        known = np.full(world.setting.capacity, np.nan)
        known[: world.setting.n] = total[world.setting.order]
    graph, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        follower,
        followed,
        attributes=None if table is None else table.iloc[owners].reset_index(drop=True),
        followers_total=None if known is None else known[owners],
    )
    return graph, node_of, account_of


def _nodes(world: World) -> tuple[Int32, Int32, Int32]:
    """The node of every account, the owner of every node, the account of every node."""
    slots, arrived = world.slots, world.arrived
    accounts = world.open_accounts
    persons = accounts // slots
    is_first = np.ones(len(accounts), dtype=bool)
    is_first[1:] = persons[1:] != persons[:-1]
    first, extra = accounts[is_first], accounts[~is_first]
    node_of = np.full(len(world.accounts.birth), -1, dtype=np.int32)
    node_of[first] = first // slots
    node_of[extra] = arrived + np.arange(len(extra), dtype=np.int32)
    account_of = np.arange(arrived, dtype=np.int32) * slots
    account_of[first // slots] = first
    owners = np.concatenate([np.arange(arrived, dtype=np.int32), extra // slots])
    return node_of, owners, np.concatenate([account_of, extra])


def _follows(world: World, node_of: Int32) -> tuple[Int32, Int32]:
    """Follower and followed, by node, of every follow of an open account."""
    follower, accounts = world.accounts_followed()
    return follower, node_of[accounts] if world.slots > 1 else accounts
