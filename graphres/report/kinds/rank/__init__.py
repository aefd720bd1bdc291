"""What a ranking shows: accounts to look at next, and how sure each rank is."""

CAUTION = (
    "A rank describes a position in this network, not conduct, and is no ground for suspension by "
    "itself."
)
