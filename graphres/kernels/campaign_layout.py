"""Where the kernels of a campaign keep what: rows of the arrays of persons, accounts and links.

A *link* is a person who follows, or used to follow, another person; its mask says which of the
other's open accounts it holds, a bit a slot. A link is *live* when its mask is not 0 and its
follower is present. Arrays are int32 of shape (rows, n), so that a row is one stretch of memory.
"""

from __future__ import annotations

# Rows of persons.
STATUS = 0  # ABSENT (not yet arrived), PRESENT, AWAY (suspended, will return), GONE (for good)
OPEN = 1  # bits of the slots that hold an open account
SUSPENSIONS = 2  # accounts lost so far
RETURNS = 3  # times come back so far
WAITING = 4  # suspended accounts that the owner will replace at the next return
DUE = 5  # day of the next return, when the lag is fixed
FOLLOWERS = 6  # distinct persons, present, who follow any open account
LOST = 7  # present persons who lost sight at a suspension, and still would follow
FIRST = 8  # day of the first suspension; 0 for never
BEFORE = 9  # followers of the account suspended last
PENDING = 10  # links in state PENDING
PERSON_ROWS = 11

ABSENT = 0
PRESENT = 1
AWAY = 2
GONE = 3

# Rows of accounts, one column a slot: slot s of person p is column p * slots + s.
BIRTH = 0  # day of opening
INCARNATION = 1  # 0 for a person's first, else the number of the return that opened it
HELD = 2  # followers of the account
PREVIOUS = 3  # followers of the account that the owner had lost before
PEAK = 4
AT_1 = 5  # followers at an age of 1, 7, 14, 30 days; -1 until then
AT_7 = 6
AT_14 = 7
AT_30 = 8
ACCOUNT_ROWS = 9

#: Birth of the accounts that are there at the start: their age is unknown, and not young.
LONG_AGO = -100_000

# Rows of links.
FOLLOWER = 0
FOLLOWED = 1
MASK = 2
STATE = 3  # FOLLOWING, PENDING (lost sight of it, may find it again), DECLINED, DEAD
END = 4  # the day on whose evening interest ends
NEXT_IN = 5  # the next link to the same followed, -1 at the end
NEXT_OUT = 6  # the next link of the same follower beyond the packed ones
NEXT_END = 7  # the next link that ends on the same day
LINK_ROWS = 8

FOLLOWING = 0
PENDING_LINK = 1
DECLINED = 2
DEAD = 3

# Places in the array of counts.
N_SUSPENDED = 0
N_RETURNED = 1
N_OPENED = 2
N_CAPPED = 3  # replacements not opened because the owner's slots were full
N_FOUND = 4
N_MADE = 5
N_ENDED = 6
N_LINKS = 7  # links in use
N_QUIT = 8
COUNTS = 9

# Events, each with its own hash of (seed, run, day, event).
E_RETURN = 0
E_REPLACE = 1
E_FIND = 2
E_DECIDE = 3  # not of the day
E_RATE = 4
E_WAY = 5
E_CONTACT = 6
E_TARGET = 7
E_SEEN = 8
E_PICK = 9
E_END = 10
E_QUIT = 11
E_COME_BACK = 12
EVENTS = (
    "return",
    "replace",
    "find",
    "decide",
    "rate",
    "way",
    "contact",
    "target",
    "seen",
    "pick",
    "end",
    "quit",
    "come back",
)

#: How often a person tries to find somebody new by popularity or at random.
TRIES = 4
