"""A campaign in plain Python, step by step as docs/method-campaign.md tells it.

It shares nothing with graphres but the hash of words, the parameters, and the names of channels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from graphres.kernels.hashing import hash_text as hash_text

FULL = 2**64 - 1
MOST_OPEN = 16

#: The same few names of events are hashed in every draw.
hash_text = cache(hash_text)


def finalise(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & FULL
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & FULL
    return z ^ (z >> 31)


def hashed(*words: int | str) -> int:
    state = 0
    for word in words:
        number = hash_text(word) if isinstance(word, str) else word & FULL
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
    private: bool = False
    limited: float = 1.0
    speaking: bool = False
    flooded: bool = False
    platform: str | None = None


@dataclass
class Link:
    """A follow, of late perhaps: the person followed, which of its accounts are held, its end."""

    whom: int
    slots: set[int]
    end: float
    declined: bool = False


class Row:
    """Whom one person follows, or used to: places, each empty, "ended" or a link."""

    def __init__(self, twin, size=8):
        self.twin, self.places = twin, [None] * size

    def links(self):
        return [link for link in self.places if isinstance(link, Link)]

    def taken(self):
        return sum(place is not None for place in self.places)

    def lie(self, link):
        i = self.twin.key(link.whom) % 2**31 % len(self.places)
        while self.places[i] is not None:
            i = (i + 1) % len(self.places)
        self.places[i] = link

    def lay_anew(self):
        kept = [old for old in self.links() if self.twin.all[old.whom].status != "gone"]
        self.places = [None] * size_for(len(kept))
        for old in kept:
            self.lie(old)

    def put(self, link):
        if (self.taken() + 1) / len(self.places) > 3 / 4:
            self.lay_anew()
        self.lie(link)

    def end(self, link):
        self.places[self.places.index(link)] = "ended"


def size_for(follows):
    size = 8
    while size < 2 * (follows + 1):
        size *= 2
    return size


class Twin:
    """``follows``: pairs of names; ``keys``: a word by name."""

    def __init__(self, keys, follows, made, seed, run, announcers=(), platforms=None):
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
        pairs = sorted((place[follower], place[followed]) for follower, followed in follows)
        out = [sum(g == f for g, _ in pairs) for f in range(len(self.all))]
        self.rows = [Row(self, size_for(count)) for count in out]
        self.late = [Row(self) for _ in out]
        for f, p in pairs:
            self.links[f, p] = Link(p, {0}, self.last_day(f, p, 0))
            self.rows[f].put(self.links[f, p])
        for name, platform in (platforms or {}).items():
            self.all[place[name]].platform = platform
        self.plan = [("suspend", spec) for spec in made.suspend]
        self.plan += [spec.split(":", 1) for spec in made.act]
        self.left = [Fraction(0) for _ in self.plan]
        #: Whom attempts meet, by day, follower and number; the twin of arm none.
        self.met, self.without = {}, None

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
            q == p and not link.slots and self.here(f) for (f, q), link in self.links.items()
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

    def tidy(self):
        """Every sixteenth person puts what lost sight aside, where that is more than an eighth."""
        for f, row in enumerate(self.rows):
            live = sum(bool(link.slots) for link in row.links())
            if f % 16 != self.day % 16 or 8 * (row.taken() - live) <= row.taken():
                continue
            if self.all[f].status == "gone":
                continue
            for link in row.links():
                if not link.slots:
                    self.late[f].put(link)
                    row.end(link)
            row.lay_anew()

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
            if new > 0:  # the new accounts are public, and nothing has been done to them
                person.private, person.limited = False, 1.0
            person.speaking = person.flooded = False
            free = [s for s in range(self.slots) if s not in person.accounts][:new]
            for slot in free:
                opened += 1
                person.accounts[slot] = Account(self.day, person.returns, person.before)
            if person.status == "away":
                person.status = "present" if person.accounts else "gone"
        return opened

    def rediscovery(self):
        """All look on the morning's state; what they found they follow after."""
        found = []
        for f, row in enumerate(self.rows):
            if not self.here(f):
                continue
            if self.made.refollow is not None:
                both = row.links() + self.late[f].links()
                found += [(f, link) for link in both if self.decides(f, link)]
            else:
                found += [(f, link) for link in self.found_alone(f)]
                found += [(f, link) for link in self.found_by_contacts(f)]
        for f, row in enumerate(self.rows):
            for link in row.links() + self.late[f].links():
                if (f, link) in found:
                    self.find(f, link)

    def seeks(self, link):
        """Whether the follower has not found all open accounts yet, and would."""
        is_behind = link.slots != set(self.all[link.whom].accounts)
        is_closed = self.all[link.whom].private
        return self.here(link.whom) and is_behind and not link.declined and not is_closed

    def decides(self, f, link):
        if not self.seeks(link):
            return False
        p, returns = self.key(link.whom), self.all[link.whom].returns
        decision = self.chance("decide", p, self.key(f), returns)
        if decision >= self.made.refollow * self.made.weary ** (returns - 1):
            link.declined = True
            return False
        return self.chance("find", p, self.key(f)) < 1 / (1 + self.made.refollow_after)

    def found_alone(self, f):
        announcers = len(self.follows(f) & set(self.announcers))
        for turn in range(1 + announcers):
            hazard = self.made.find if turn == 0 else self.made.find_announcer
            places = self.late[f].places + self.rows[f].places
            for link in self.drawn(places, hazard, "find", self.key(f), turn):
                if self.seeks(link) and self.acts(f, turn, link.whom):
                    yield link

    def found_by_contacts(self, f):
        places = self.rows[f].places
        for heard in self.drawn(places, self.made.find_contact, "hear", self.key(f)):
            if not heard.slots:
                continue
            for p in self.follows(heard.whom):
                link = self.links.get((f, p))
                if link and self.seeks(link) and self.acts(f, self.key(heard.whom), p):
                    yield link

    def acts(self, f, through, p):
        kept = self.made.weary ** (self.all[p].returns - 1)
        return self.chance("weary", self.key(f), through, self.key(p)) < kept

    def drawn(self, places, hazard, *words):
        """Links in some of the places, each with the same probability: geometric waits."""
        place, looks = 0, 0
        while hazard > 0:
            u, looks, wait = self.chance(*words, looks), looks + 1, 1
            while wait <= 1024 and u >= 1 - (1 - hazard) ** wait:
                wait += 1
            place += wait - 1
            if place >= len(places):
                return
            if wait > 1024:
                continue
            if isinstance(places[place], Link):
                yield places[place]
            place += 1

    def find(self, f, link):
        if link in self.late[f].places:
            self.late[f].end(link)
            self.rows[f].put(link)
        link.slots, link.declined = set(self.all[link.whom].accounts), False

    def growth(self):
        made = self.made
        self.tidy()
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
            for j in range(attempts):
                contact, target = self.found_by(f, j, shares, crowd)
                if target is not None and self.overlooks(f, j, contact, target):
                    target = None
                self.met[self.day, f, j] = target
                instead = self.without.met.get((self.day, f, j)) if self.without else None
                if instead is not None and self.all[instead].status in ("away", "gone"):
                    target = None
                chosen.append((f, target))
        for f, p in chosen:
            if (f, p) in self.links:
                self.find(f, self.links[f, p])
            elif p is not None:
                slots = set(self.all[p].accounts)
                self.links[f, p] = Link(p, slots, self.last_day(f, p, self.day - 1))
                self.rows[f].put(self.links[f, p])

    def overlooks(self, f, j, contact, target):
        """Whether an attempt meets somebody private, or does not notice whom it meets."""
        noticed = self.all[target].limited
        if contact is not None:
            noticed *= self.all[contact].limited
        drawn = self.chance("overlook", self.key(f), self.key(target), j)
        return self.all[target].private or drawn >= noticed

    def found_by(self, f, j, shares, crowd):
        """Through whom f meets somebody new, None for nobody, and whom."""
        way = self.chance("way", self.key(f), j)
        taken = self.follows(f) | {f}
        if way < shares["exposure"] and self.follows(f):
            contact = self.one_of(f, self.follows(f), "contact", self.key(f), j)
            target = self.one_of(contact, self.follows(contact) - taken, "target", self.key(f), j)
            if target is None:
                return contact, None
            seen = self.chance("seen", self.key(f), self.key(target), j)
            return contact, target if seen < self.all[target].activity else None
        by_followers = way < shares["exposure"] + shares["popular"] and sum(crowd) > 0
        for k in range(4):
            u = self.chance("pick", self.key(f), j, k)
            if by_followers:
                sums = [sum(crowd[: i + 1]) for i in range(len(crowd))]
                t = next(i for i, s in enumerate(sums) if s > u * sum(crowd))
            else:
                t = int(u * self.arrived)
            if self.here(t) and t not in taken:
                return None, t
        return None, None

    def one_of(self, g, wanted, *words):
        """One of those wanted whom g follows: 12 looks at a place, then through the whole row."""
        places = self.rows[g].places
        for look in range(12):
            link = places[int(self.chance(*words, look) * 2**31) % len(places)]
            if isinstance(link, Link) and link.whom in wanted:
                return link.whom
        offered = [link.whom for link in self.rows[g].links() if link.whom in wanted]
        u = self.chance(*words, 12)
        return offered[int(u * len(offered))] if offered else None

    def loss(self):
        for (f, _), link in self.links.items():
            for row in (self.rows[f], self.late[f]):
                if link.end == self.day and link in row.places:
                    row.end(link)
        self.links = {pair: link for pair, link in self.links.items() if link.end != self.day}
        if self.made.heal is not None:
            for person in self.all:
                person.activity += (1 - person.activity) * (1 - 2 ** (-1 / self.made.heal))

    def choose(self):
        """The accounts (person, slot) of the day's plan, channel after channel, with their act."""
        chosen = []
        for number, (act, spec) in enumerate(self.plan):
            order = self.ranked(act, spec.rpartition("@")[0].partition(",")[0], number)
            rate = spec.rpartition("@")[2].removesuffix("/day")
            share = Fraction(rate[:-1]) / 100 * len(order) if rate[-1] == "%" else Fraction(rate)
            self.left[number] += share
            due = int(self.left[number])
            self.left[number] -= due
            taken = [account for _, account, _ in chosen]
            factor = float(spec.partition("factor=")[2].partition("@")[0] or 0.2)
            fresh = [account for account in order if account not in taken][:due]
            if act == "crowd":
                fresh = self.reported(spec, fresh, taken, number)
            how = spec if act == "flood" else factor
            chosen += [(act, account, how) for account in fresh]
        return chosen

    def reported(self, spec, aimed, taken, number):
        """Whom a crowd of two closes that needs both: each aimed at with r², others with e²."""
        said = dict(item.split("=") for item in spec.rpartition("@")[0].split(",")[1:])
        recall, precision = float(said["recall"]), float(said["precision"])
        everybody = [(p, s) for p, person in enumerate(self.all) for s in sorted(person.accounts)]
        others = [account for account in everybody if account not in aimed]
        error = min(1, recall * len(aimed) * (1 - precision) / (precision * len(others)))

        def drawn(account):
            p, s = account
            words = (self.run, self.day, f"reports {number}", self.key(p), s)
            return unit(hashed(self.seed, "campaign channel", *words))

        right = [account for account in aimed if drawn(account) < recall**2]
        wrong = [account for account in others if drawn(account) < error**2]
        return right + [account for account in wrong if account not in taken]

    def act(self, chosen):
        """Do everything chosen, suspensions first; gives what was closed."""
        closed = self.suspend(
            [a for act, a, _ in chosen if act in ("suspend", "platform", "crowd")]
        )
        for act, (p, _), factor in chosen:
            person = self.all[p]
            if person.accounts and act == "private":
                person.private = True
            elif person.accounts and act == "limit":
                person.limited = factor
            elif person.accounts and act == "counter":
                person.speaking = True
            elif person.accounts and act == "flood":
                person.flooded = True
                participants = int(factor.partition("participants=")[2].partition("@")[0])
                u = unit(hashed(self.seed, "campaign flood", self.run, self.day, person.key))
                person.private |= u < 1 - 0.5 ** (participants / 20)
        return closed

    def ranked(self, act, name, number):
        accounts = [(p, s) for p, person in enumerate(self.all) for s in sorted(person.accounts)]
        if act == "private":
            accounts = [(p, s) for p, s in accounts if not self.all[p].private]
        if act == "limit":
            accounts = [(p, s) for p, s in accounts if self.all[p].limited == 1]
        if act == "counter":
            accounts = [(p, s) for p, s in accounts if not self.all[p].speaking]
        if act == "flood":
            accounts = [(p, s) for p, s in accounts if not self.all[p].flooded]
        if act in ("private", "limit", "counter", "flood"):
            accounts = [(p, s) for p, s in accounts if s == min(self.all[p].accounts)]
        if act == "platform":
            accounts = [
                (p, s)
                for p, s in accounts
                if self.all[p].platform == name and self.all[p].accounts[s].incarnation == 0
            ]
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
            if q == p:
                link.slots.discard(slot)
        del self.all[p].accounts[slot]


def alike(candidates, often, wanted):
    """Arm ``spread``: for every (followers, age) wanted, in turn, the nearest (owner, followers,
    age, luck) of those least often suspended."""
    often, left, chosen = dict(often), set(range(len(candidates))), []
    for followers, age in wanted:
        if not left:
            break
        least = min(often[candidates[i][0]] for i in left)

        def distance(i, followers=followers, age=age):
            _, own, old, luck = candidates[i]
            return abs(own - followers) + abs(old - age), luck

        best = min((i for i in left if often[candidates[i][0]] == least), key=distance)
        chosen.append(best)
        left.discard(best)
        often[candidates[best][0]] += 1
    return chosen


class DosedTwin(Twin):
    """A twin of a campaign with ordered doses."""

    def order_doses(self, may_go):
        """Draw who is to be suspended how often and when; ``may_go``: persons who take part."""
        drawn = sorted(
            may_go, key=lambda p: hashed(self.seed, "campaign dose", self.run, self.key(p))
        )
        offered, made = self.made.dose, self.made
        self.doses = {p: offered[i * len(offered) // len(drawn)] for i, p in enumerate(drawn)}
        self.owed = dict.fromkeys(range(len(self.all)), 0)
        self.orders = {}
        first, most = made.from_day, max(offered)
        end = made.days if made.to_day is None else made.to_day
        for p, dose in self.doses.items():
            u = unit(hashed(self.seed, "campaign dose day", self.run, self.key(p)))
            for j in range(1, dose + 1):
                if made.dose_last is None:
                    window = end - first + 1
                    day = first + j * window // (dose + 1)
                    day += math.floor((u - 0.5) * window / (most + 1))
                else:
                    window = made.dose_last - first + 1
                    day = made.dose_last - (dose - j) * window // dose
                    day -= math.floor(u * (window // most))
                self.orders.setdefault(day, []).append(p)

    def choose_dosed(self):
        """All accounts of whoever is owed a suspension and holds any, by a hash of the day."""
        for p in self.orders.get(self.day, ()):
            self.owed[p] += 1
        due = [p for p, person in enumerate(self.all) if self.owed[p] and person.accounts]
        for p in due:
            self.owed[p] -= 1
        words = (self.seed, "campaign dose order", self.run, self.day)
        due.sort(key=lambda p: hashed(*words, self.key(p)))
        return [(p, slot) for p in due for slot in sorted(self.all[p].accounts)]


def line_up(followers, present, struck, group, days, most=8, offsets=range(-14, 31)):
    """{(group, k, offset): [persons, present, followers, matched]} around the k-th suspension.

    ``followers`` and ``present``: by day, then person; ``struck``: (day, person), an account each.
    """
    often, sums = {}, {}
    hit = {p for _, p in struck}
    never = [p for p in range(len(group)) if p not in hit]
    for day, p in struck:
        often[p] = often.get(p, 0) + 1
        if often[p] > most:
            continue
        wanted = followers[day - 1][p]
        level = min(
            (followers[day - 1][q] for q in never),
            key=lambda held, wanted=wanted: (abs(held - wanted), held),
            default=None,
        )
        alike = [q for q in never if followers[day - 1][q] == level]
        for offset in offsets:
            then = day + offset
            if not 0 <= then <= days:
                continue
            beside = sum(followers[then][q] for q in alike) / len(alike) if alike else math.nan
            for name in (group[p], "all"):
                row = sums.setdefault((name, often[p], offset), [0, 0, 0, 0.0])
                row[0] += 1
                row[1] += present[then][p]
                row[2] += followers[then][p]
                row[3] += beside
    return sums
