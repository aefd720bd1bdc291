"""Step 1 of a day: persons who were suspended come back."""

from __future__ import annotations

from graphres.campaigns.state import World
from graphres.kernels.campaign import accounts as accounting


def come_back(world: World) -> None:
    """Persons who were suspended open new accounts."""
    lag = world.setting.lag
    accounting.bring_back(
        world.people,
        world.follow_rows,
        world.draws,
        world.day,
        0.0 if lag.fixed else 1 / lag.mean,
        float(world.parameters.replacements),
        world.came_back,
        world.counts,
    )
    world.standing.end_with_return(world)
