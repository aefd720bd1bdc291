"""A campaign in plain Python, step by step as docs/method-campaign.md tells it.

It shares nothing with graphres but the hash of words, the parameters, and the names of channels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

from graphres.kernels.hashing import text_word

FULL = 2**64 - 1
MOST_OPEN = 16


def finalise(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & FULL
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & FULL
    return z ^ (z >> 31)


def hashed(*words: int | str) -> int:
    state = 0
    for word in words:
        number = text_word(word) if isinstance(word, str) else word & FULL
        state = finalise(((state ^ number) + 0x9E3779B97F4A7C15) & FULL)
    return state


def unit(h: int) -> float:
    return (h >> 11) * 2.0**-53


@dataclass
class Account:
    birth: int
    incarnation: int
    previous: int = 0


@dataclass
class Person:
    key: int
    status: str = "absent"
    accounts: dict[int, Account] = field(default_factory=dict)
    suspensions: int = 0
    returns: int = 0
    waiting: int = 0
    due: int = 0
    before: int = 0
    activity: float = 1.0


@dataclass
class Link:
    slots: set[int]
    state: str
    end: float


class Twin:
    """``follows``: pairs of names; ``keys``: a word by name."""

    def __init__(self, keys, follows, made, seed, run, announcers=()):
        self.made, self.seed, self.run, self.day = made, seed, run, 0
        late = int(made.newcomers * made.days + 1e-9)
        ordered = sorted(keys, key=lambda name: keys[name])
        self.names = ordered
        self.n = len(ordered)
        self.all = [Person(keys[name]) for name in ordered]
        self.all += [Person(hashed("newcomer", i)) for i in range(late)]
        self.arrived = 0
        self.slots = 1 if made.replacements <= 1 else MOST_OPEN
        place = {name: i for i, name in enumerate(ordered)}
        self.announcers = [place[name] for name in announcers]
        self.welcome(self.n, -100_000)
        self.links: dict[tuple[int, int], Link] = {}
        for follower, followed in follows:
            f, p = place[follower], place[followed]
            self.links[f, p] = Link({0}, "following", self.last_day(f, p, 0))
        self.left = [Fraction(0) for _ in made.suspend]

    # Draws.

    def draw(self, event, *words):
        day = 0 if event == "decide" else self.day
        return hashed(self.seed, "campaign", self.run, day, event, *words)

    def chance(self, event, *words):
        return unit(self.draw(event, *words))

    def key(self, person):
        return self.all[person].key

    def last_day(self, f, p, base):
        u = self.chance("end", self.key(p), self.key(f))
        for lasted in range(1, self.made.days + 2):
            if u < 1 - (1 - self.made.unfollow) ** lasted:
                return base + lasted
        return math.inf

    # What there is to see.

    def here(self, person):
        return self.all[person].status == "present"

    def followers(self, p):
        return {f for (f, q), link in self.links.items() if q == p and link.slots and self.here(f)}

    def held(self, p, slot):
        return sum(
            q == p and slot in link.slots and self.here(f) for (f, q), link in self.links.items()
        )

    def follows(self, f):
        return {p for (g, p), link in self.links.items() if g == f and link.slots and self.here(f)}

    def lost(self, p):
        return sum(
            q == p and not link.slots and link.state != "following" and self.here(f)
            for (f, q), link in self.links.items()
        )

    # The day.

    def welcome(self, until, birth):
        for person in self.all[self.arrived : until]:
            person.status = "present"
            person.accounts = {0: Account(birth, 0)}
        self.arrived = until

    def step(self):
        self.day += 1
        self.come_back()
        self.rediscovery()
        self.growth()
        self.loss()

    def come_back(self):
        kind, _, days = str(self.made.return_after).rpartition(":")
        opened = 0
        for person in self.all:
            if not person.waiting:
                continue
            if kind == "fixed":
                if self.day < person.due:
                    continue
            elif self.chance("return", person.key) >= 1 / float(days):
                continue
            wanted = self.made.replacements * person.waiting
            person.waiting = 0
            new = math.floor(wanted)
            new += self.chance("replace", person.key) < wanted - new
            person.returns += new > 0
            free = [s for s in range(self.slots) if s not in person.accounts][:new]
            for slot in free:
                opened += 1
                person.accounts[slot] = Account(self.day, person.returns, person.before)
            if person.status == "away":
                person.status = "present" if person.accounts else "gone"
        return opened

    def rediscovery(self):
        made, found = self.made, []
        seen_by = {p: self.followers(p) for p in range(len(self.all))}
        following = {f: self.follows(f) for f in range(len(self.all))}
        heard = {f: sum(a in following[f] for a in self.announcers) for f in following}
        for (f, p), link in self.links.items():
            person = self.all[p]
            if link.state != "pending" or not self.here(p) or not self.here(f):
                continue
            if person.returns == 0 or link.slots == set(person.accounts):
                continue
            tired = made.weary ** (person.returns - 1)
            u = self.chance("find", self.key(p), self.key(f))
            if made.refollow is not None:
                decision = self.chance("decide", self.key(p), self.key(f), person.returns)
                if decision >= made.refollow * tired:
                    link.state = "declined"
                elif u < 1 / (1 + made.refollow_after):
                    found.append((f, p))
                continue
            hazard = made.find + made.find_announcer * heard[f]
            hazard += made.find_contact * len(following[f] & seen_by[p])
            if u < hazard * tired:
                found.append((f, p))
        for pair in found:
            self.find(*pair)

    def find(self, f, p):
        link = self.links[f, p]
        link.slots, link.state = set(self.all[p].accounts), "following"

    def growth(self):
        made = self.made
        self.welcome(self.n + int(made.newcomers * self.day + 1e-9), self.day)
        shares = dict.fromkeys(("exposure", "popular", "random"), 0.0)
        for part in made.discovery.split(","):
            name, _, value = part.partition("=")
            shares[name] = float(value)
        crowd = [len(self.followers(p)) for p in range(len(self.all))]
        chosen = []
        for f in range(self.arrived):
            if not self.here(f):
                continue
            wanted = made.follow_rate * self.all[f].activity
            attempts = math.floor(wanted)
            attempts += self.chance("rate", self.key(f)) < wanted - attempts
            taken = self.follows(f) | {f}
            for j in range(attempts):
                target = self.found_by(f, j, shares, taken, crowd)
                if target is not None:
                    chosen.append((f, target))
                    taken = taken | {target}
        for f, p in chosen:
            if (f, p) in self.links:
                self.find(f, p)
            else:
                slots = set(self.all[p].accounts)
                self.links[f, p] = Link(slots, "following", self.last_day(f, p, self.day - 1))

    def found_by(self, f, j, shares, taken, crowd):
        way = self.chance("way", self.key(f), j)
        contacts = self.follows(f)
        if way < shares["exposure"] and contacts:
            contact = min(contacts, key=lambda g: self.draw("contact", self.key(f), j, self.key(g)))
            offered = self.follows(contact) - taken
            if not offered:
                return None
            target = min(offered, key=lambda t: self.draw("target", self.key(f), j, self.key(t)))
            seen = self.chance("seen", self.key(f), self.key(target), j)
            return target if seen < self.all[target].activity else None
        by_followers = way < shares["exposure"] + shares["popular"] and sum(crowd) > 0
        for k in range(4):
            u = self.chance("pick", self.key(f), j, k)
            if by_followers:
                sums = [sum(crowd[: i + 1]) for i in range(len(crowd))]
                t = next(i for i, s in enumerate(sums) if s > u * sum(crowd))
            else:
                t = int(u * self.arrived)
            if self.here(t) and t not in taken:
                return t
        return None

    def loss(self):
        self.links = {pair: link for pair, link in self.links.items() if link.end != self.day}
        if self.made.heal is not None:
            for person in self.all:
                person.activity += (1 - person.activity) * (1 - 2 ** (-1 / self.made.heal))

    def choose(self):
        """The accounts (person, slot) of the day's plan, channel after channel."""
        chosen = []
        for number, spec in enumerate(self.made.suspend):
            order = self.ranked(spec.rpartition("@")[0], number)
            rate = spec.rpartition("@")[2].removesuffix("/day")
            share = Fraction(rate[:-1]) / 100 * len(order) if rate[-1] == "%" else Fraction(rate)
            self.left[number] += share
            due = int(self.left[number])
            self.left[number] -= due
            chosen += [account for account in order if account not in chosen][:due]
        return chosen

    def ranked(self, name, number):
        accounts = [(p, s) for p, person in enumerate(self.all) for s in sorted(person.accounts)]
        if name == "returned":
            accounts = [(p, s) for p, s in accounts if self.all[p].suspensions]
        if name.startswith("young"):
            youth = int(name.rpartition("=")[2])
            accounts = [
                (p, s) for p, s in accounts if self.day - self.all[p].accounts[s].birth < youth
            ]

        def place(account):
            p, s = account
            words = (self.seed, "campaign channel", self.run, self.day, number, self.key(p), s)
            luck = unit(hashed(*words))
            held = self.held(p, s)
            if name == "in-degree":
                return (-held, luck)
            if name == "in-degree:soft":
                return (held == 0, -math.log1p(-luck) / (held or 1))
            return (luck,)

        return sorted(accounts, key=place)

    def suspend(self, accounts):
        closed = []
        for p, slot in accounts:
            person = self.all[p]
            if slot not in person.accounts:
                continue
            closed.append((p, slot))
            person.before = self.held(p, slot)
            person.suspensions += 1
            person.activity *= self.made.discourage
            self.close(p, slot)
            if self.chance("quit", person.key, person.suspensions) < self.made.quit:
                for other in list(person.accounts):
                    self.close(p, other)
                person.waiting = 0
            elif self.chance("come back", person.key, person.suspensions) < self.made.come_back:
                person.waiting += 1
                if person.waiting == 1 and str(self.made.return_after).startswith("fixed:"):
                    person.due = self.day + int(self.made.return_after[6:])
            if not person.accounts:
                person.status = "away" if person.waiting else "gone"
        return closed

    def close(self, p, slot):
        for (_, q), link in self.links.items():
            if q == p and slot in link.slots:
                link.slots.discard(slot)
                if link.state == "following":
                    link.state = "pending"
        del self.all[p].accounts[slot]
