"""Two messages on changed ground, from the rules: one world, account by account, step by step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import product

from graphres.graph import FollowGraph
from tests.reference.measures import pairs
from tests.reference.reach import Follow


@dataclass
class World:
    """What holds in one world."""

    live: Collection[Follow]
    counter_live: Collection[Follow] | None = None
    answered: Collection[Follow] = ()
    gone: Collection[int] = ()
    private: Collection[int] = ()
    begins: Mapping[int, int] = field(default_factory=dict)
    prefers: Collection[int] = ()
    immune: Collection[int] = ()
    backlash: Collection[int] = ()


@dataclass
class Arrivals:
    """What comes to one account in one step."""

    told: bool = False
    told_open: bool = False
    said: bool = False
    said_open: bool = False
    own: bool = False


class Cascade:
    """Who has taken what, who may pass it on, and who does so next."""

    def __init__(self, world: World, posters: Collection[int]) -> None:
        self.world = world
        self.message = set(posters) - set(world.gone)
        self.counter: set[int] = set()
        self.may_tell, self.may_say = set(self.message), set()
        self.telling, self.saying = set(self.message), set()

    def begin(self, step: int, come: dict[int, Arrivals]) -> None:
        """Counter-speakers whose time it is."""
        for v, at in self.world.begins.items():
            if at == step:
                here = come.setdefault(v, Arrivals())
                here.said = here.said_open = here.own = True

    def take(self, v: int, here: Arrivals) -> None:
        """The first to arrive is taken, with all exceptions."""
        world, turned = self.world, False
        if v not in self.message and v not in self.counter:
            if here.said and (not here.told or v in world.prefers):
                turned = v in world.backlash and not here.own
                (self.message if turned else self.counter).add(v)
            elif here.told:
                self.message.add(v)
        elif here.told and v in self.counter and v not in world.immune:
            self.message.add(v)
        if v in self.message and v not in self.may_tell and (turned or here.told_open):
            self.may_tell.add(v)
            self.telling.add(v)
        holds = v in self.counter and v not in self.message
        if holds and here.said_open and v not in self.may_say:
            self.may_say.add(v)
            self.saying.add(v)

    def speak(self) -> dict[int, Arrivals]:
        """What comes to whom of those who tell and say."""
        world = self.world
        counter_live = world.live if world.counter_live is None else world.counter_live
        come: dict[int, Arrivals] = {}
        for u, v in world.live:
            if v in self.telling:
                here = come.setdefault(u, Arrivals())
                here.told, here.told_open = True, here.told_open or v not in world.private
        for u, v in counter_live:
            if v in self.saying:
                here = come.setdefault(u, Arrivals())
                here.said, here.said_open = True, here.said_open or v not in world.private
        for u, v in world.answered:
            if v in self.telling:
                here = come.setdefault(u, Arrivals())
                here.said = here.said_open = True
        self.telling, self.saying = set(), set()
        return come


def spread(world: World, posters: Collection[int]) -> tuple[set[int], set[int]]:
    """Who takes the message, posters among them, and who the counter-message."""
    made = Cascade(world, posters)
    last = max(world.begins.values(), default=0)
    come: dict[int, Arrivals] = {}
    step = 0
    while made.telling or made.saying or come or step <= last:
        made.begin(step, come)
        for v in come.keys() - set(world.gone):
            made.take(v, come[v])
        come = made.speak()
        step += 1
    return made.message, made.counter


def expected(
    graph: FollowGraph,
    p: float | Callable[[Follow], float],
    made: Callable[[Collection[Follow]], World],
    sources: Collection[int],
) -> tuple[float, float]:
    """Mean reach and saved over posters and all 2^m worlds; ``made`` builds a world of live.

    ``p`` is one probability, or that of every follow.
    """
    probability = [p(follow) if callable(p) else p for follow in pairs(graph)]
    follows = pairs(graph)
    reach = saved = 0.0
    for passes in product((False, True), repeat=len(follows)):
        chance = 1.0
        for q, yes in zip(probability, passes, strict=True):
            chance *= q if yes else 1 - q
        live = {follow for follow, yes in zip(follows, passes, strict=True) if yes}
        for poster in sources:
            before = spread(World(live), {poster})[0] - {poster}
            world = made(live)
            after = spread(world, {poster})[0] - {poster}
            reach += chance * len(after)
            saved += chance * len(before - after - set(world.gone))
    return reach / len(sources) / graph.n, saved / len(sources)
