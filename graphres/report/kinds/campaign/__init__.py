"""What a campaign shows: persons by dose, the mean of all, arms side by side, frontiers."""

#: The name that stands for every group, or every dose.
ALL = "all"

CAUTION = (
    "A model with chosen parameters: a qualitative result, and intervals tell of runs alone, not "
    "of doubt about the parameters."
)

BOAST = (
    "A video of the movement boasted that ten accounts are opened for each one closed; after one "
    "mass wave at least 0.2 were seen (Berger, April 2015)."
)
