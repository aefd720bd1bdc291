"""What is known of synthetic accounts beside whom they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graphres.data.generators.base import Drawn
from graphres.kernels.arrays import Int32, Int64

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

LANGUAGES = {"en": 0.5, "es": 0.2, "ar": 0.12, "fr": 0.1, "de": 0.08}
PLATFORMS = {"alpha": 0.7, "beta": 0.3}
FIRST_DAY, DAYS = np.datetime64("2019-01-01"), 1461
_COMMUNITY_SHARE = 0.8  # share of a community's accounts that have its language, and its platform


def identifiers(n: int, letter: str = "a") -> pa.StringArray:
    """Return n names of equal length.

    >>> identifiers(3).to_pylist()
    ['a1', 'a2', 'a3']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    digits = pc.utf8_lpad(pa.array(np.arange(1, n + 1)).cast(pa.string()), len(str(n)), "0")
    return pc.binary_join_element_wise(letter, digits, "")


def table(rng: np.random.Generator, drawn: Drawn, at: Int64) -> pd.DataFrame:
    """Return the attributes, one row an account.

    Parameters
    ----------
    rng : numpy.random.Generator
    drawn : Drawn
        A community has a language and a platform that most of its accounts share; a person has
        one language.
    at : ndarray of int64, shape (n,)
        Which drawn account each row describes.

    Returns
    -------
    pandas.DataFrame
        Columns lang, platform and joined (by day, in drawn order); community and person
        where there are any.
    """
    import pandas as pd

    n = len(drawn.community)
    person = np.arange(n) if drawn.person is None else drawn.person
    lang = _choose(rng, LANGUAGES, drawn.community)[person]
    platform = _choose(rng, PLATFORMS, drawn.community)
    joined = FIRST_DAY + np.sort(rng.integers(0, DAYS, n))
    columns: dict[str, Any] = {
        "lang": _words(list(LANGUAGES), lang[at]),
        "platform": _words(
            list(PLATFORMS), (platform if drawn.platform is None else drawn.platform)[at]
        ),
        "joined": joined[at].astype("datetime64[s]"),
    }
    if n and drawn.community.max() >= 0:
        names = ["core", *(f"c{number}" for number in range(1, drawn.community.max() + 1))]
        columns["community"] = _words(names, drawn.community[at])
    if drawn.person is not None:
        rows = np.argsort(at)  # a person bears the number of an account, as the account does
        names_of_rows = identifiers(n, "p").to_numpy(zero_copy_only=False)
        columns["person"] = names_of_rows[rows[drawn.person[at]]]
    return pd.DataFrame(columns)


def followers_from_outside(
    rng: np.random.Generator, inside: Int64, ratio: float
) -> NDArray[np.float64]:
    """Return all followers of each account: those inside and Poisson(ratio * (inside + 1))."""
    return (inside + rng.poisson(ratio * (inside + 1.0))).astype(np.float64)


def _choose(rng: np.random.Generator, shares: dict[str, float], community: Int32) -> Int64:
    """Draw a position in ``shares`` for each account: mostly its community's, else by share."""
    n = len(community)
    anyone = rng.choice(len(shares), n, p=list(shares.values()))
    follows_community = (community >= 0) & (rng.random(n) < _COMMUNITY_SHARE)
    choice: Int64 = np.where(follows_community, community % len(shares), anyone)
    return choice


def _words(words: list[str], codes: NDArray[np.integer]) -> NDArray[np.object_]:
    texts: NDArray[np.object_] = np.array(words, dtype=object)[codes]
    return texts
