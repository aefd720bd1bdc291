"""How the kernels of a campaign number what they keep: rows of follows, attempts, events.

Whom person f follows stands in row f, whom it used to follow in row n + f: small hash tables in the
one array ``places`` int64, their size a power of two. A place is EMPTY, ENDED, or the person
followed with the *last known* incarnation: that of the newest account which the follower has found.
Finding follows all accounts that are open, so a follower holds those that are still open and no
newer than the last known one. A follow is *live* when it holds any and the follower is present. A
suspension thus changes one person, and no row; follows that lost sight move to the second row when
their turn comes.
"""

from __future__ import annotations

# The status of a person.
ABSENT = 0  # not yet arrived
PRESENT = 1
AWAY = 2  # suspended, will return
GONE = 3  # for good

#: Birth of the accounts that are there at the start: their age is unknown, and not young.
LONG_AGO = -100_000

# Columns of rows, int64 (2 n, ROW_COLUMNS): where in ``places`` a person's row lies.
START = 0
SIZE = 1  # a power of two
TAKEN = 2  # places that are not EMPTY
ROOM = 3  # places that it may use without moving
ROW_COLUMNS = 4

#: Days from one tidying of a row to the next.
TIDY = 16

# A place: the person followed << WHOM, two bits, the last known incarnation in INCARNATION_BITS.
WHOM = 17
FOUND_TODAY = 1 << 16  # found today, to be followed once everybody has looked
DECLINED = 1 << 15  # will not look for her any more, though it may meet her again
INCARNATION_BITS = DECLINED - 1
EMPTY = -1
ENDED = -2
NONE_OPEN = DECLINED

LEAST_SIZE = 8

# Rows of asks, int32 (ASK_ROWS, k): the attempts of a day to follow somebody new.
WHO = 0
ATTEMPT = 1  # the follower's how-manieth of the day
CONTACT = 2  # through whom, or how else
TARGET = 3  # who is followed, or NOBODY
ASK_ROWS = 4

NOBODY = -1
EXPOSURE = -1
POPULAR = -2
RANDOM = -3

# Columns of ends, int32 (k, END_COLUMNS): follows by the day on which interest ends.
END_WHO = 0
END_WHOM = 1
NEXT_END = 2  # the next that ends on the same day, -1 at the end
END_COLUMNS = 3

# Places in the array of counts of a day.
N_SUSPENDED = 0
N_RETURNED = 1
N_OPENED = 2
N_CAPPED = 3  # replacements not opened because the owner's slots were full
N_FOUND = 4
N_ASKED = 5  # attempts to follow somebody new
N_DONE = 6  # attempts that have been followed up
N_ENDED = 7
N_QUIT = 8
COUNTS = 9

# Places in the array of what is used of arrays that grow.
USED_PLACES = 0
USED_ENDS = 1

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
E_HEAR = 13
E_WEARY = 14
E_OVERLOOK = 15
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
    "hear",
    "weary",
    "overlook",
)

#: How often a person tries to find somebody new by popularity or at random.
TRIES = 4

#: Attempts that go through a step together: what they fetch from memory stays in the cache.
BLOCK = 512

#: Parts of a guide to rising values.
GUIDE = 512

#: How often a place of a row is drawn before the whole row is looked through instead.
LOOKS = 12
