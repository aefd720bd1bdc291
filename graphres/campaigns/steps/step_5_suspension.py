"""Step 5 of a day: accounts are closed."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.state import World
from graphres.kernels.arrays import Int32
from graphres.kernels.campaign import accounts as accounting


def suspend(world: World, chosen: Int32) -> tuple[Int32, Int32]:
    """Close accounts in turn; those that were open, and what each was followed by."""
    done = np.zeros(len(chosen), dtype=np.uint8)
    held = np.zeros(len(chosen), dtype=np.int32)
    if len(chosen) == 0:
        return chosen, held
    made = world.parameters
    accounting.suspend_accounts(
        world.persons,
        world.accounts,
        world.activity,
        world.follows.rows,
        world.follows.places,
        world.setting.keys,
        world.salts[world.day],
        world.setting.numbers,
        chosen,
        done,
        held,
        world.slots,
        world.day,
        world.setting.lag.fixed,
        np.array([made.come_back, made.quit, made.discourage]),
        world.counts,
    )
    world.standing.close_to_finders(world)
    return chosen[done == 1], held[done == 1]
