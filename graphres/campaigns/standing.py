"""What has been done to persons beside suspending them: private accounts, limited distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphres.kernels import campaign_layout as at
from graphres.kernels.campaign_overlooking import overlook

if TYPE_CHECKING:
    from graphres.campaigns.channels import Channel
    from graphres.campaigns.world import World

__all__ = ["Standing"]

Int32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


class Standing:
    """Who is private, and what is left of whose distribution; both end with a person's return.

    Parameters
    ----------
    capacity : int
        Persons in all.

    Attributes
    ----------
    private : ndarray of uint8, shape (capacity,)
    limited : ndarray of float64, shape (capacity,)
        1 where nothing was done.
    acted : ndarray of int32, shape (capacity,)
        How often something was done to a person, suspensions aside.
    is_untouched : bool
        Whether nothing has been done yet.
    """

    def __init__(self, capacity: int) -> None:
        self.private = np.zeros(capacity, dtype=np.uint8)
        self.limited = np.ones(capacity)
        self.acted = np.zeros(capacity, dtype=np.int32)
        self.is_untouched = True

    def is_free(self, act: str) -> Mask:
        """To whom an act can be done that has not been done to them yet, by person."""
        free: Mask = self.private == 0 if act == "private" else self.limited == 1
        return free

    def act(self, world: World, channel: Channel, accounts: Int32) -> None:
        """Make the owners of accounts private, or limit them, where they still hold any."""
        persons = accounts // world.slots
        persons = persons[world.persons[at.OPEN, persons] != 0]
        if len(persons) == 0:
            return
        self.is_untouched = False
        self.acted[persons] += 1
        first = world.persons[at.FIRST, persons]
        world.persons[at.FIRST, persons] = np.where(first == 0, world.day, first)
        if channel.act == "private":
            self.private[persons] = 1
            self.close_to_finders(world)
        else:
            self.limited[persons] = channel.factor

    def end_with_return(self, world: World) -> None:
        """Whoever came back today has new accounts, to which nothing has been done."""
        if self.is_untouched:
            return
        back = world.came_back == 1
        self.private[back] = 0
        self.limited[back] = 1
        self.close_to_finders(world)

    def close_to_finders(self, world: World) -> None:
        """Let no former follower find an account of somebody private: none is newer than known."""
        if not self.is_untouched:
            world.persons[at.NEWEST, self.private == 1] = -1

    def overlook(self, world: World, asks: Int32) -> None:
        """Let attempts of the day come to nothing."""
        if self.is_untouched:
            return
        setting = world.setting
        draws = (setting.keys, world.salts[world.day], setting.numbers, world.words)
        overlook(*draws, self.private, self.limited, asks, world.counts)

    def counted(self, world: World) -> dict[str, int]:
        """Persons who hold an account this evening and are private, or limited."""
        here = world.persons[at.OPEN] != 0
        return {
            "persons_private": int(np.count_nonzero(here & (self.private == 1))),
            "persons_limited": int(np.count_nonzero(here & (self.limited < 1))),
        }
