"""The campaign of docs/method-campaign.md in Mesa, as a good user of Mesa would write it.

``python mesa_campaign.py FOLLOWS.csv DAYS SEED`` prints mean followers on the evenings of every
tenth day, and the seconds that the days took. It has the defaults of ``graphres campaign``, one
replacement an account, no announcers. Same law, other draws. Sets do the work that has to look
through follows; day-wide lists and one cumulated table a day do the draws.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import time
from itertools import accumulate

import mesa

RETURN, RETURN_AFTER = 0.8, 3
FIND, FIND_CONTACT = 0.005, 0.005
RATE, EXPOSURE, POPULAR = 0.5, 0.6, 0.3
UNFOLLOW, SUSPEND = 0.002, 0.02


class Person(mesa.Agent):
    """One person with at most one account."""

    def __init__(self, model: Movement) -> None:
        super().__init__(model)
        self.present = True
        self.will_return = False
        self.follows: set[Person] = set()
        self.followers: set[Person] = set()
        self.former: set[Person] = set()  # who lost sight of this person
        self.sought: list[Person] = []

    def come_back(self) -> None:
        """Step 1."""
        if self.will_return and self.random.random() < 1 / RETURN_AFTER:
            self.will_return, self.present = False, True

    def look(self) -> None:
        """Step 2, on the morning's state: who has lost sight of this person finds it."""
        self.sought = []
        if not self.present or not self.former:
            return
        draw = self.random.random
        holders = {f for f in self.followers if f.present}
        for f in self.former:
            if f.present:
                u = draw()
                hazard = FIND + FIND_CONTACT * len(holders & f.follows)
                if u < hazard:
                    self.sought.append(f)

    def be_found(self) -> None:
        """Step 2, what was found is followed."""
        for f in self.sought:
            self.former.discard(f)
            self.followers.add(f)
            f.follows.add(self)

    def choose(self) -> None:
        """Step 3: whom to follow, on the same state for all."""
        if not self.present or self.random.random() >= RATE:
            return
        target = self.model.somebody_for(self)
        if target is not None:
            self.model.asked.append((self, target))

    def lose(self) -> None:
        """Step 4: interest ends, in those followed and in those lost sight of."""
        draw = self.random.random
        for f in [f for f in self.followers if draw() < UNFOLLOW]:
            self.followers.discard(f)
            f.follows.discard(self)
        for f in [f for f in self.former if draw() < UNFOLLOW]:
            self.former.discard(f)

    def suspend(self) -> None:
        """Step 5."""
        self.present = False
        for f in self.followers:
            f.follows.discard(self)
        self.former |= self.followers
        self.followers = set()
        self.will_return = self.random.random() < RETURN


class Movement(mesa.Model):
    """All persons, and the day."""

    def __init__(self, follows: list[tuple[str, str]], seed: int) -> None:
        super().__init__(seed=seed)
        names = dict.fromkeys(name for pair in follows for name in pair)
        self.people = {name: Person(self) for name in names}
        self.everybody = list(self.people.values())
        for follower, followed in follows:
            a, b = self.people[follower], self.people[followed]
            a.follows.add(b)
            b.followers.add(a)
        self.asked: list[tuple[Person, Person]] = []
        self.crowd: list[int] = []
        self.left = 0.0

    def audience(self, person: Person) -> int:
        """Followers who are present, of a person who is."""
        return sum(f.present for f in person.followers) if person.present else 0

    def somebody_for(self, f: Person) -> Person | None:
        """Whom f meets: through whom it follows, by followers, or at random."""
        way = self.random.random()
        contacts = [g for g in f.follows if g.present]
        if way < EXPOSURE and contacts:
            g = self.random.choice(contacts)
            offered = [t for t in g.follows if t.present and t not in f.follows and t is not f]
            return self.random.choice(offered) if offered else None
        for _ in range(4):
            if way < EXPOSURE + POPULAR and self.crowd[-1]:
                (t,) = self.random.choices(self.everybody, cum_weights=self.crowd)
            else:
                t = self.random.choice(self.everybody)
            if t.present and t is not f and t not in f.follows:
                return t
        return None

    def step(self) -> None:
        """One day."""
        self.agents.do("come_back")
        self.agents.do("look")
        self.agents.do("be_found")
        self.crowd = list(accumulate(self.audience(p) for p in self.everybody))
        self.asked = []
        self.agents.do("choose")
        for f, t in self.asked:
            t.former.discard(f)
            t.followers.add(f)
            f.follows.add(t)
        self.agents.do("lose")
        self.suspend()

    def suspend(self) -> None:
        """Two in a hundred of the open accounts, without replacement, by followers."""
        here = [p for p in self.everybody if p.present]
        self.left += SUSPEND * len(here)
        due = int(self.left)
        self.left -= due
        weight = {p: self.audience(p) for p in here}
        luck = {p: -math.log1p(-self.random.random()) for p in here}
        here.sort(key=lambda p: (weight[p] == 0, luck[p] / (weight[p] or 1)))
        for p in here[:due]:
            p.suspend()

    def mean_followers(self) -> float:
        """Of all persons, away counting zero."""
        return sum(self.audience(p) for p in self.everybody) / len(self.everybody)


def main() -> None:
    """Read, run, print."""
    path, days, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(path, newline="") as table:
        rows = csv.reader(table)
        next(rows)
        model = Movement([(row[0], row[1]) for row in rows], seed)
    means = []
    start = time.perf_counter()
    for day in range(1, days + 1):
        model.step()
        if day % 10 == 0:
            means.append(model.mean_followers())
    print(json.dumps({"means": means, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
