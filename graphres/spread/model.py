"""How a message travels: model, probability, worlds, and who posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graphres.amounts import MOST_WORLDS
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Mask, Words

MODELS = ("ic", "lt")

_FULL = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True)
class Spread:
    """How a message travels from the followed to their followers.

    Parameters
    ----------
    probability : float or {'wc', 'col'}
        That a follow passes the message on: one number for all; weighted cascade, 1 over how many
        accounts the listener follows; or the column read with the follows.
    model : {'ic', 'lt'}
        Independent cascade: each follow passes the message on with its probability, once. Linear
        threshold: the probabilities are weights; each listener has a threshold, drawn uniformly,
        and passes on what it hears from followed accounts whose weights reach it. Weights of a
        listener that sum to more than 1 are scaled to 1.
    worlds : int
        Sampled worlds, a multiple of 64.
    together : bool
        All sources post one message, instead of one source a world.
    seed : int
    sources : ndarray of bool, shape (n,), optional
        Who may post; every account when absent.

    Raises
    ------
    UsageError
        For values that are none.

    References
    ----------
    Kempe, Kleinberg & Tardos 2003, doi:10.1145/956750.956769.

    Examples
    --------
    >>> Spread(probability=0.1, worlds=128).worlds
    128
    """

    probability: float | str = 0.05
    model: str = "ic"
    worlds: int = 256
    together: bool = False
    seed: int = 0
    sources: Mask | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise UsageError(f"no model {self.model!r}", do="choose ic or lt")
        if self.worlds < 64 or self.worlds % 64:
            better = max(64, -(-self.worlds // 64) * 64)
            raise UsageError(
                f"worlds come in words of 64, not {self.worlds}", do=f"{better} cost as much"
            )
        if self.worlds > MOST_WORLDS:
            raise UsageError(f"{self.worlds} worlds are too many", do=f"at most {MOST_WORLDS:,}")
        if isinstance(self.probability, str):
            if self.probability not in ("wc", "col"):
                raise UsageError(
                    f"no probability {self.probability!r}", do="give a number, wc or col:NAME"
                )
        elif not 0 <= self.probability <= 1:
            raise UsageError(f"a probability is from 0 to 1, not {self.probability:g}")


class Chances(NamedTuple):
    """Probabilities of follows: values, and what ``per`` says they are of.

    0: one value for all; 1: one each listener, (n,); 2: one each stored follow, (m,), in the order
    of ``graph.followers.targets``.
    """

    values: Float64
    per: int

    def as_words(self) -> Words:
        """Fractions of 2⁶⁴, uint64; 1 is all ones."""
        words = np.full(self.values.shape, _FULL, dtype=np.uint64)
        below = self.values < 1
        words[below] = (self.values[below] * 2.0**64).astype(np.uint64)
        return words

    @property
    def are_certain(self) -> bool:
        """Whether every follow always or never passes a message on."""
        return bool(np.all((self.values == 0) | (self.values == 1)))

    @property
    def are_one(self) -> bool:
        """Whether every follow always passes a message on."""
        return bool(np.all(self.values == 1))


def chances(graph: FollowGraph, spread: Spread) -> Chances:
    """The probability of every follow, scaled for linear thresholds where it must be.

    Raises
    ------
    InputError
        For ``col`` when the graph was read without a column of probabilities.
    """
    made = _given(graph, spread)
    if spread.model == "ic" or made.per == 1:
        return made
    if made.per == 0:
        most = np.maximum(graph.out_degree, 1)
        return Chances(np.minimum(made.values[0], 1 / most), 1)
    sums = np.bincount(graph.followers.targets, weights=made.values, minlength=graph.n)
    return Chances(made.values / np.maximum(sums, 1.0)[graph.followers.targets], 2)


def _given(graph: FollowGraph, spread: Spread) -> Chances:
    if spread.probability == "wc":
        return Chances(1.0 / np.maximum(graph.out_degree, 1), 1)
    if spread.probability == "col":
        if graph.probability is None:
            raise InputError(
                "the follows have no probabilities", do="name their column: -p col:NAME"
            )
        return Chances(graph.probability, 2)
    return Chances(np.array([float(spread.probability)]), 0)
