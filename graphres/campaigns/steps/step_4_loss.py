"""Step 4 of a day: interest ends, and discouragement heals."""

from __future__ import annotations

from graphres.campaigns.state import World
from graphres.kernels.campaign.following import end_interest


def lose(world: World) -> None:
    """Interest ends, and discouragement heals."""
    end_interest(world.people, world.follow_rows, world.endings, world.day, world.counts)
    if world.parameters.heal is not None:
        world.activity += (1 - world.activity) * (1 - 2 ** (-1 / world.parameters.heal))
