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
    owners = accounting.Owners(world.setting.lag.fixed, made.come_back, made.quit, made.discourage)
    accounting.suspend_accounts(
        world.people,
        world.activity,
        world.follow_rows,
        world.draws,
        accounting.AccountsToClose(chosen, done, held),
        world.day,
        owners,
        world.counts,
    )
    world.standing.close_to_finders(world)
    return chosen[done == 1], held[done == 1]
