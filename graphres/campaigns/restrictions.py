"""What has been done to persons beside suspending them: private accounts, limited distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graphres.interventions.flood import seen_beside, turning_private
from graphres.kernels.arrays import Int32, Mask
from graphres.kernels.campaign.overlooking import overlook
from graphres.kernels.hashing import uniform

if TYPE_CHECKING:
    from graphres.campaigns.channels import Channel
    from graphres.campaigns.state import World


class Standing:
    """Who is private, limited, flooded or speaks up; all of it ends with a person's return.

    Parameters
    ----------
    capacity : int
        Persons in all.

    Attributes
    ----------
    private : ndarray of uint8, shape (capacity,)
    limited : ndarray of float64, shape (capacity,)
        1 where nothing was done.
    speaking : ndarray of uint8, shape (capacity,)
        Who spreads a counter-message, ``delay`` steps after a post.
    flooded : ndarray of uint8, shape (capacity,)
        Whose posts are answered; a follower sees an answer with probability ``beside``.
    acted : ndarray of int32, shape (capacity,)
        How often something was done to a person, suspensions aside.
    is_untouched : bool
        Whether nothing has been done yet.
    """

    def __init__(self, capacity: int) -> None:
        self.private = np.zeros(capacity, dtype=np.uint8)
        self.limited = np.ones(capacity)
        self.speaking, self.flooded = np.zeros((2, capacity), dtype=np.uint8)
        self.delay = np.zeros(capacity, dtype=np.int32)
        self.beside = np.zeros(capacity)
        self.counter_probability: float | None = None
        self._errors = (0, 0)
        self.acted = np.zeros(capacity, dtype=np.int32)
        self.is_untouched = True

    def is_free(self, act: str) -> Mask:
        """To whom an act can be done that has not been done to them yet, by person."""
        if act == "limit":
            unlimited: Mask = self.limited == 1
            return unlimited
        done = {"private": self.private, "counter": self.speaking, "flood": self.flooded}[act]
        free: Mask = done == 0
        return free

    def act(self, world: World, channel: Channel, accounts: Int32) -> None:
        """Do what a channel does to the owners of accounts, where they still hold any."""
        persons = accounts // world.slots
        persons = persons[world.persons.open[persons] != 0]
        if len(persons) == 0:
            return
        self.is_untouched = False
        self.acted[persons] += 1
        first = world.persons.first[persons]
        world.persons.first[persons] = np.where(first == 0, world.day, first)
        if channel.act == "private":
            self._make_private(world, persons)
        elif channel.act == "limit":
            self.limited[persons] = channel.factor
        elif channel.act == "counter":
            self.speaking[persons] = 1
            self.delay[persons] = int(channel.values["delay"] or 0)
            self.counter_probability = channel.values["probability"]
        else:
            self._flood(world, channel, persons)

    def _make_private(self, world: World, persons: Int32) -> None:
        self.private[persons] = 1
        self.close_to_finders(world)

    def _flood(self, world: World, channel: Channel, persons: Int32) -> None:
        """Answer what persons post; each may turn private."""
        participants = int(channel.values["participants"] or 0)
        self.flooded[persons] = 1
        self.beside[persons] = seen_beside(channel.values["answer"] or 0.0, participants)
        turning = turning_private(channel.values["private"] or 0.0, participants)
        keys = world.setting.keys[persons]
        drawn = uniform(world.setting.seed, "campaign flood", world.run, world.day, keys)
        self._make_private(world, persons[drawn < turning])

    def note_errors(self, day: int, count: int) -> None:
        """So many accounts are closed today that nobody aimed at."""
        self._errors = day, count + (self._errors[1] if self._errors[0] == day else 0)

    def end_with_return(self, world: World) -> None:
        """Whoever came back today has new accounts, to which nothing has been done."""
        if self.is_untouched:
            return
        back = world.came_back == 1
        self.private[back] = 0
        self.limited[back] = 1
        self.speaking[back] = self.flooded[back] = 0
        self.close_to_finders(world)

    def close_to_finders(self, world: World) -> None:
        """Let no former follower find an account of somebody private: none is newer than known."""
        if not self.is_untouched:
            world.persons.newest[self.private == 1] = -1

    def overlook(self, world: World, asks: Int32) -> None:
        """Let attempts of the day come to nothing."""
        if self.is_untouched:
            return
        setting = world.setting
        draws = (setting.keys, world.salts[world.day], setting.numbers)
        overlook(*draws, self.private, self.limited, asks, world.counts)

    def counted(self, world: World) -> dict[str, int]:
        """Persons who hold an account this evening, by what was done; errors of today's crowds."""
        here = world.persons.open != 0
        return {
            "persons_private": int(np.count_nonzero(here & (self.private == 1))),
            "persons_limited": int(np.count_nonzero(here & (self.limited < 1))),
            "persons_speaking": int(np.count_nonzero(here & (self.speaking == 1))),
            "persons_flooded": int(np.count_nonzero(here & (self.flooded == 1))),
            "suspended_in_error": self._errors[1] if self._errors[0] == world.day else 0,
        }
