"""Where names stand in a picture: beside their nodes, and off one another as far as it goes."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: How far from the rim of its node a label is tried, and in which directions first.
_DISTANCES = (3.0, 10.0, 20.0, 34.0, 52.0, 76.0)
_ANGLES = (0, 180, 315, 45, 225, 135, 270, 90, 338, 22, 202, 158)
#: Beyond this distance a thin line leads from the node to its label.
_LED = 9.0


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Box:
        """The box of a disc."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    def meets(self, other: Box) -> bool:
        """Whether two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Spot(NamedTuple):
    """A node to label: its number, its middle and radius in pixels, and its name as shown."""

    node: int
    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True)
class Label:
    """A name at its place.

    Parameters
    ----------
    node : int
    text : str
        Never cut.
    x, y : float
        The middle of the text, in pixels.
    led_from : (float, float), optional
        Where a thin line to it begins, for a label that stands apart from its node.
    """

    node: int
    text: str
    x: float
    y: float
    led_from: tuple[float, float] | None = None


def measure_text(text: str, size: float) -> float:
    """Estimate how wide a text is, in pixels, at a size of its letters.

    Examples
    --------
    >>> measure_text("ann", 10) < measure_text("漢字字", 10)
    True
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return size * (1.05 * wide + 0.64 * (len(text) - wide))


def place_labels(
    spots: Sequence[Spot], frame: Box, size: float, obstacles: Sequence[Box] = ()
) -> list[Label]:
    """Place names within a frame, the first spots with the first choice.

    A name that has no free place is left out, and so is one wider than the frame.

    Parameters
    ----------
    spots : sequence of Spot
    frame : Box
    size : float
        Of the letters, in pixels.
    obstacles : sequence of Box
        What no name may stand on beside the nodes that are named.

    Examples
    --------
    >>> frame = Box(0, 0, 200, 100)
    >>> [label.text for label in place_labels([Spot(0, 50, 50, 5, "ann")], frame, 11)]
    ['ann']
    """
    discs = [Box.around(x, y, radius) for _, x, y, radius, _ in spots]
    taken = [*discs, *obstacles]
    labels = []
    for spot, disc in zip(spots, discs, strict=True):
        for label, box in _candidates(spot, size):
            is_free = not any(box.meets(other) for other in taken if other is not disc)
            if is_free and _is_within(box, frame):
                labels.append(label)
                taken.append(box)
                break
    return labels


def _candidates(spot: Spot, size: float) -> Iterator[tuple[Label, Box]]:
    """Places for a name, the nearest first."""
    half, tall = measure_text(spot.text, size) / 2 + 1, size / 2 + 1
    for distance in _DISTANCES:
        for degrees in _ANGLES:
            turn = math.radians(degrees)
            dx, dy = math.cos(turn), math.sin(turn)
            # The rim of the box, not its middle, is to be this far from the rim of the node.
            x = spot.x + dx * (spot.radius + distance) + half * _side(dx)
            y = spot.y + dy * (spot.radius + distance) + tall * _side(dy)
            led = None
            if distance > _LED:
                led = (spot.x + dx * spot.radius, spot.y + dy * spot.radius)
            yield (
                Label(spot.node, spot.text, x, y, led),
                Box(x - half, y - tall, x + half, y + tall),
            )


def _side(direction: float) -> float:
    return 0.0 if abs(direction) < 0.2 else math.copysign(1.0, direction)


def _is_within(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )
