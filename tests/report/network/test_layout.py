"""Where accounts stand: the same whatever the order of rows, within the picture, apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.report.network.labels import Box, Spot, measure_text, place_labels
from graphres.report.network.layout import Ties, lay_out
from graphres.report.network.packing import pack_circles

pytest.importorskip("igraph", reason="no igraph")


def ties_of(pairs: list[tuple[int, int]]) -> Ties:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Ties(ends[:, 0], ends[:, 1], np.ones(len(ends)))


@st.composite
def networks(draw: st.DrawFn):
    n = draw(st.integers(1, 14))
    node = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(node, node).filter(lambda ends: ends[0] != ends[1])))
    return n, pairs


@given(networks(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_nodes_in_another_order_stand_where_they_stood(network, shuffler):
    n, pairs = network
    keys = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    community = np.arange(n, dtype=np.int64) % 3
    number = list(range(n))
    shuffler.shuffle(number)
    first = lay_out(keys, ties_of(pairs), community, seed=4)
    moved = np.argsort(number)  # node i is now number[i]
    again = lay_out(
        keys[moved],
        ties_of([(number[b], number[a]) for a, b in reversed(pairs)]),
        community[moved],
        seed=4,
    )
    assert np.array_equal(again[number], first)
    assert first.min() >= 0
    assert first.max() <= 1 + 1e-9


def test_another_seed_is_another_picture():
    keys, ties = np.arange(9, dtype=np.uint64), ties_of([(i, i + 1) for i in range(8)])
    none = np.zeros(9, dtype=np.int64)
    assert not np.allclose(lay_out(keys, ties, none, 0), lay_out(keys, ties, none, 1))


@given(st.lists(st.floats(0.5, 9.0), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_circles_do_not_overlap(radii):
    radii = np.sort(np.array(radii))[::-1]
    centres = pack_circles(radii)
    gaps = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    apart = gaps >= radii[:, None] + radii[None] - 1e-9
    assert apart[~np.eye(len(radii), dtype=bool)].all()


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.text("abc漢<", min_size=1, max_size=30)),
        max_size=20,
    )
)
@settings(max_examples=60, deadline=None)
def test_names_are_whole_within_the_picture_and_off_one_another(places):
    frame = Box(0, 0, 400, 300)
    spots = [Spot(i, x, y, 5.0, text) for i, (x, y, text) in enumerate(places)]
    labels = place_labels(spots, frame, 11)
    boxes = []
    for label in labels:
        assert label.text == spots[label.node].text
        half = measure_text(label.text, 11) / 2
        boxes.append(Box(label.x - half, label.y - 6, label.x + half, label.y + 6))
        assert boxes[-1].left >= 0
        assert boxes[-1].right <= 400
    for i, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[:i])
