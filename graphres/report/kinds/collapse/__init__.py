"""What a collapse shows: curves, and what sums them up."""

#: Every measure, in the order of columns.
MEASURES = (
    *("giant", "second", "components", "susceptibility", "strong", "follows", "audience"),
    "reach",
)

#: Those that are measured where none is asked for: people see the first removal by removal.
DEFAULT = ("giant", "second", "components", "susceptibility", "follows")

#: Measures that count; every other one is a share.
COUNTS = ("components", "not_found", "wrongly_removed", "isolated")
