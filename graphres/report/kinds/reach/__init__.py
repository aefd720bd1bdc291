"""What the reach of messages shows: hops, groups, and who carries a message on."""

CAUTION = (
    "To carry messages on describes a position in this network, not conduct, and is no ground for "
    "suspension by itself."
)

#: Further hops share the last one.
LAST_HOP = 31


def hop_name(hop: int) -> str:
    """Name a hop; the last one stands for all further ones too.

    Examples
    --------
    >>> hop_name(2), hop_name(31)
    ('2', '31+')
    """
    return f"{hop}+" if hop == LAST_HOP else str(hop)
