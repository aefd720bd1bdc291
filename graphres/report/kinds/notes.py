"""What the pages of several kinds say of how things are measured, and of what not to conclude."""

GIANT = (
    "Giant: the largest set of accounts that hang together whichever way their follows point, as "
    "a share of all accounts there were at the start, never of what is left. It is exact after "
    "every single removal.",
    "Random removal halves any giant near one half by arithmetic alone: whoever is removed was a "
    "member of it. Only the cut, what the giant loses beyond its removed members, says that the "
    "rest fell apart.",
)

REACH = (
    "Reach: the mean share of all accounts that hear a message which a source posts, each follow "
    "passing it on with probability p, once. It is measured in sampled worlds, and an interval "
    "of 95 % tells of sampling alone, not of doubt about p; a p measured from reposts is worth "
    "more than any default.",
    "The model knows no content, no time of day, no algorithm that recommends, and no other "
    "platform.",
)

POSITION = (
    "To be followed, or to carry messages on, describes a position in this network, not conduct, "
    "and is no ground for suspension by itself. Every account needs evidence of a violation of "
    "its own, a person who looks at it, reasons given, and an appeal that somebody hears."
)
