"""One population on two platforms: follows stay on theirs, persons may be on both."""

from __future__ import annotations

import numpy as np

from graphres.data.generators.base import Drawn, Model
from graphres.kernels.arrays import Int32


def draw_two_platforms(
    model: Model, rng: np.random.Generator, n: int, follows: int, both: float
) -> Drawn:
    """Draw the model once for each platform and join the accounts of one person.

    Parameters
    ----------
    model : Model
    rng : numpy.random.Generator
    n, follows : int
        Accounts and follows of both platforms together; either gets half.
    both : float
        Share of the persons with an account on each platform: of P persons with n accounts,
        n - P are on both, so n - P = n both / (1 + both).

    Returns
    -------
    Drawn
        Even numbers are the accounts of the first platform; a person bears the number of the
        first of its accounts.
    """
    sizes = n - n // 2, n // 2
    parts = follows - follows // 2, follows // 2
    drawn = [model.draw(rng, size, part) for size, part in zip(sizes, parts, strict=True)]
    community = np.empty(n, np.int32)
    for side in (0, 1):
        community[side::2] = drawn[side].community
    return Drawn(
        np.concatenate([2 * drawn[side].follower + side for side in (0, 1)]),
        np.concatenate([2 * drawn[side].followed + side for side in (0, 1)]),
        community,
        np.arange(n, dtype=np.int32) % 2,
        _persons(rng, n, min(round(n * both / (1 + both)), n // 2)),
    )


def _persons(rng: np.random.Generator, n: int, joined: int) -> Int32:
    person = np.arange(n, dtype=np.int32)
    firsts = 2 * rng.choice(n - n // 2, joined, replace=False)
    seconds = 2 * rng.choice(n // 2, joined, replace=False) + 1
    person[seconds] = firsts
    return person
