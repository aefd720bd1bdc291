"""Colours and dashes are told apart, on paper and on a dark ground."""

from __future__ import annotations

import pytest

from graphres.report.charts.palette import DARK, DASHES, INK, LIGHT, PAPER, QUIET

GROUND = "#16181c"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("colours", "ground"), [(LIGHT, PAPER), (DARK, GROUND)])
def test_every_line_stands_out(colours, ground):
    assert min(contrast(colour, ground) for colour in colours) >= 3


def test_words_stand_out():
    assert contrast(INK, PAPER) >= 4.5
    assert contrast(QUIET, PAPER) >= 4.5


def test_every_colour_has_its_counterpart_and_pairs_repeat_late():
    assert len(LIGHT) == len(DARK) == len({*LIGHT, *DARK}) / 2
    assert len(set(DASHES)) == len(DASHES)
    pairs = {(LIGHT[i % len(LIGHT)], DASHES[i % len(DASHES)]) for i in range(42)}
    assert len(pairs) == 42
