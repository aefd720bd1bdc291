"""Hashes: equal to a plain twin, spread evenly, blind to where an id stands."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphres.kernels.hashing import hash_ids, hash_text, hash_words
from tests.reference import measures as reference

words = st.integers(0, 2**64 - 1)


@given(st.lists(words, min_size=1, max_size=4))
def test_words_hash_as_their_definition(values):
    assert int(hash_words(*values)[0]) == reference.hash_word(*values)


@given(st.lists(st.text(max_size=30), max_size=10))
def test_an_id_hashes_the_same_wherever_it_stands(texts):
    raw = [text.encode() for text in texts]
    together = hash_ids([len(r) for r in raw], b"".join(raw))
    assert together.tolist() == [hash_text(text) for text in texts]


@given(st.lists(st.text(max_size=12), min_size=2, unique=True))
def test_different_ids_hash_differently(texts):
    assert len({hash_text(text) for text in texts}) == len(texts)


def test_bits_are_even():
    draws = hash_words(0, "test", np.arange(20_000, dtype=np.uint64))
    for bit in range(64):
        share = np.mean((draws >> np.uint64(bit)) & np.uint64(1))
        assert abs(share - 0.5) < 0.02, bit


def test_seed_stream_and_run_all_matter():
    draws = {
        int(hash_words(seed, stream, run)[0])
        for seed in (0, 1, -1)
        for stream in ("order", "ties")
        for run in (0, 1)
    }
    assert len(draws) == 12
