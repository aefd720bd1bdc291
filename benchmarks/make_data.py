"""Write a table of follows with heavy tails on both sides: ``python make_data.py out.csv``.

Every account follows at least one other, no follow is repeated and nobody follows themselves, so
that a peer that neither drops repeats nor self-follows still computes the same numbers. The same
arguments always write the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

Codes = npt.NDArray[np.int64]


def heavy_tailed(rng: np.random.Generator, size: int, n: int, exponent: float) -> Codes:
    """Ranks in 0..n-1, rank r with weight (r + 1)^(-1 / (exponent - 1)): O(size), no table."""
    power = 1 - 1 / (exponent - 1)
    ranks = ((n + 1) ** power - 1) * rng.random(size) + 1
    return np.minimum((ranks ** (1 / power)).astype(np.int64) - 1, n - 1)


def spread_ranks(ranks: Codes, n: int) -> Codes:
    """Give rank r to another account, so that who follows most is not who is followed most."""
    return (ranks * 1_000_003 + n // 2) % n


def draw_pairs(rng: np.random.Generator, size: int, n: int) -> Codes:
    """About `size` follows as follower * n + followed; each side is drawn on its own."""
    follower = spread_ranks(heavy_tailed(rng, size, n, exponent=3.5), n)
    followed = heavy_tailed(rng, size, n, exponent=2.3)
    return (follower * n + followed)[follower != followed]


def one_follow_each(rng: np.random.Generator, n: int) -> Codes:
    """A follow for every account, ascending, so that all n accounts are in the table."""
    follower, followed = np.arange(n), heavy_tailed(rng, n, n, exponent=2.3)
    return follower * n + np.where(follower == followed, (followed + 1) % n, followed)


def distinct(pairs: Codes) -> Codes:
    """Ascending, each once."""
    pairs = np.sort(pairs)
    return pairs[np.append(True, pairs[1:] != pairs[:-1])]


def distinct_follows(n: int, m: int, seed: int) -> Codes:
    """Exactly m distinct follows among n accounts, in random row order."""
    rng = np.random.default_rng(seed)
    pairs = first = one_follow_each(rng, n)
    while len(pairs) < m:
        size = int(1.2 * (m - len(pairs))) + 1000
        pairs = distinct(np.concatenate([pairs, draw_pairs(rng, size, n)]))
    spare = np.flatnonzero(first[pairs // n] != pairs)
    surplus = rng.choice(spare, len(pairs) - m, replace=False, shuffle=False)
    return rng.permutation(np.delete(pairs, surplus))


def as_names(codes: Codes, n: int, handles: bool) -> pa.Array:
    """The ids as integers, or as handles of equal length such as ``@user_001234``."""
    if not handles:
        return pa.array(codes)
    digits = pc.utf8_lpad(pc.cast(pa.array(codes), pa.string()), len(str(n - 1)), "0")
    return pc.binary_join_element_wise("@user_", digits, "")


def write_follows(path: Path, n: int, m: int, seed: int, handles: bool) -> None:
    """Write the table: a header, then m rows ``follower,followed`` without quotes."""
    pairs = distinct_follows(n, m, seed)
    shuffled = np.random.default_rng([seed, 1]).permutation(n)
    ends = [as_names(shuffled[side], n, handles) for side in (pairs // n, pairs % n)]
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b"follower,followed\n")
        pyarrow.csv.write_csv(pa.table(ends, names=["follower", "followed"]), file, options)


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--accounts", type=float, default=1e6)
    parser.add_argument("--follows", type=float, default=1e7)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--handles", action="store_true", help="ids like @user_001234")
    a = parser.parse_args()
    if not a.accounts <= a.follows <= a.accounts * (a.accounts - 1) / 4:
        parser.error("needs accounts <= follows <= accounts * (accounts - 1) / 4")
    write_follows(a.path, int(a.accounts), int(a.follows), a.seed, a.handles)


if __name__ == "__main__":
    main()
