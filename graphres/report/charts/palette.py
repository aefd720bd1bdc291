"""Colours that the colour-blind tell apart, and dashes that tell them apart in grey.

The hues are those of Okabe and Ito (2008). On paper they are darkened, on a dark ground lightened,
until each has a contrast of at least 3 to 1 with what it is drawn on.
"""

from __future__ import annotations

from itertools import cycle, islice

#: Blue, vermilion, green, purple, black, ochre.
LIGHT = ("#0072b2", "#c44e00", "#007f5f", "#a8457c", "#222222", "#8a6500")
#: The same, on a dark ground.
DARK = ("#56b4e9", "#ff8a4c", "#2fd0a0", "#e8a0cc", "#e6e6e6", "#e5c93f")

#: Lengths of strokes and gaps; seven of them, so that colour and dash repeat together late.
DASHES = ((1, 0), (7, 3), (2, 2), (10, 3, 2, 3), (5, 2, 1, 2, 1, 2), (14, 4), (1, 3))

PAPER, INK, QUIET, GREY, GRID = "#ffffff", "#1c1c1c", "#6b6b6b", "#8a8a8a", "#e3e3e3"


def colours(count: int) -> list[str]:
    """Return as many colours, from the first again when they are used up."""
    return list(islice(cycle(LIGHT), count))


def dashes(count: int) -> list[list[int]]:
    """Return as many dashes.

    Examples
    --------
    >>> dashes(2)
    [[1, 0], [7, 3]]
    """
    return [list(dash) for dash in islice(cycle(DASHES), count)]
