"""How far a message gets on the graph of one evening."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from graphres.campaigns.state import World
from graphres.graph import FollowGraph
from graphres.interventions import Ground
from graphres.interventions.daily_reach import reach_on
from graphres.kernels.hashing import hash_words
from graphres.spread import Spread, reach_curve


def persons_today(world: World) -> FollowGraph:
    """Who follows whom this evening, of all persons arrived so far; the absent alone.

    Several accounts of one person are one node. O(n + m).
    """
    import pyarrow as pa

    names = pa.array(world.setting.names[: world.arrived], type=pa.string())
    graph, _ = FollowGraph.from_follows(names, *world.follows_today())
    return graph


def reach_seed(seed: int, run: int) -> int:
    """The seed of a run's worlds; no draw of the campaign has part in it."""
    return int(hash_words(seed, "campaign reach", run)[0] >> np.uint64(1))


def reach_share(world: World, spread: Spread) -> float | None:
    """Mean share of the persons arrived so far whom a message posted by one of them reaches.

    Who is away or gone neither posts nor hears: such a poster reaches nobody. The worlds are the
    same every day and in every arm of a run. What a private person says goes no further than its
    followers, and follows of the limited pass on with their factor of the probability. O(n + m) a
    block of 64 worlds and hop.
    """
    if world.arrived == 0:
        return None
    drawn = replace(spread, seed=reach_seed(world.setting.seed, world.run))
    if not world.standing.is_untouched:
        return reach_on(persons_today(world), drawn, partial(_change, world))
    curve = reach_curve(persons_today(world), np.zeros(0, dtype=np.int32), drawn)
    return float(curve.mean[0])


def _change(world: World, ground: Ground) -> None:
    """What has been done to those who hold an account this evening."""
    here = world.persons.open[: world.arrived] != 0
    limited = world.standing.limited[: world.arrived]
    private = world.standing.private[: world.arrived] == 1
    ground.make_private(np.flatnonzero(here & private).astype(np.int32))
    for factor in np.unique(limited[here & (limited < 1)]).tolist():
        ground.limit(np.flatnonzero(here & (limited == factor)).astype(np.int32), factor)
    _answer(world, ground, here)


def _answer(world: World, ground: Ground, here: npt.NDArray[np.bool_]) -> None:
    """Counter-messages of who speaks up, and answers beside what the flooded post."""
    standing, arrived = world.standing, world.arrived
    flooded = here & (standing.flooded[:arrived] == 1)
    for beside in np.unique(standing.beside[:arrived][flooded]).tolist():
        answered = flooded & (standing.beside[:arrived] == beside)
        ground.answer(np.flatnonzero(answered).astype(np.int32), beside)
    speaking = here & (standing.speaking[:arrived] == 1)
    for delay in np.unique(standing.delay[:arrived][speaking]).tolist():
        speakers = np.flatnonzero(speaking & (standing.delay[:arrived] == delay))
        ground.speak(speakers.astype(np.int32), delay, standing.counter_probability)
