"""Pairing heaps against sorted lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphres.kernels.structures.pairing_heap import Heaps, drop_top, lift, meld

KEYS = st.lists(st.integers(0, 6), min_size=1, max_size=30)


class Twins:
    """Heaps of numbers by key, every number in one of them, and the same as lists."""

    def __init__(self, keys: list[int], count: int) -> None:
        self.key = np.array(keys, dtype=np.int64)
        self.links = np.full((3, len(keys)), -1, dtype=np.int32)
        self.heaps = Heaps(self.key, *self.links)
        self.tops = [-1] * count
        self.lists: list[list[int]] = [[] for _ in range(count)]
        for number in range(len(keys)):
            self.into(number % count, number)
            self.lists[number % count].append(number)

    def into(self, which: int, top: int) -> None:
        self.tops[which] = meld(self.tops[which], top, self.heaps)

    def unite(self, which: int, other: int) -> None:
        self.into(which, self.tops[other])
        self.lists[which] += self.lists[other]
        self.tops[other], self.lists[other] = -1, []

    def lower(self, which: int, number: int, to: int) -> None:
        self.key[number] = min(self.key[number], to)
        self.tops[which] = lift(self.tops[which], number, self.heaps)

    def take(self, which: int) -> tuple[int, int]:
        top = self.tops[which]
        expected = min(self.lists[which], key=lambda number: (self.key[number], number))
        self.lists[which].remove(expected)
        self.tops[which] = drop_top(top, self.heaps)
        return top, expected


@given(KEYS, st.data())
def test_the_smallest_of_a_heap_is_its_top_whatever_is_done(keys, data):
    heaps = Twins(keys, 3)
    for _ in range(data.draw(st.integers(0, 40))):
        which = data.draw(st.integers(0, 2))
        if not heaps.lists[which]:
            assert heaps.tops[which] == -1
            continue
        what = data.draw(st.sampled_from(["take", "lower", "unite"]))
        if what == "take":
            found, expected = heaps.take(which)
            assert found == expected
        elif what == "lower":
            number = data.draw(st.sampled_from(heaps.lists[which]))
            heaps.lower(which, number, data.draw(st.integers(0, 6)))
        else:
            heaps.unite((which + 1) % 3, which)
    for which in range(3):
        while heaps.lists[which]:
            found, expected = heaps.take(which)
            assert found == expected
        assert heaps.tops[which] == -1


@given(KEYS)
def test_links_are_left_as_they_were_found(keys):
    heaps = Twins(keys, 1)
    while heaps.lists[0]:
        heaps.take(0)
    assert (heaps.links == -1).all()
