"""Tables of follows and accounts -> `FollowGraph` and `ReadReport`.

The way of a table: `streams` opens and decompresses it and makes it UTF-8; `tables` finds out how
it is laid out, reads it with Arrow or with Python and numbers the ids; `assemble` builds
the graph; `report` says what became of every row.
"""

from graphres.data.reading.follows import read_follows
from graphres.data.reading.report import AccountsReport, ReadReport
from graphres.data.reading.suspensions import SuspensionLog, read_suspensions
from graphres.data.reading.tables.rows import BadRows

__all__ = [
    "AccountsReport",
    "BadRows",
    "ReadReport",
    "SuspensionLog",
    "read_follows",
    "read_suspensions",
]
