"""Write distinct follows as rows: python make_rows.py FOLDER ACCOUNTS FOLLOWS.

Both ends have heavy tails, and accounts are numbered at random. Two files: `offsets` int64 and
`targets` int32. Repeats and self-follows are left out, so that there are a few follows less.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

_BLOCK = 1 << 22


def write_rows(folder: Path, accounts: int, follows: int) -> None:
    """Draw, sort, write."""
    rng = np.random.default_rng(1)
    number = rng.permutation(accounts).astype(np.int32)
    keys = np.empty(follows, dtype=np.int64)
    for start in range(0, follows, _BLOCK):
        ends = rng.random((2, min(_BLOCK, follows - start)))
        follower = number[(accounts * ends[0] ** 1.5).astype(np.int64)]
        followed = number[(accounts * ends[1] ** 3).astype(np.int64)]
        keys[start : start + _BLOCK] = follower.astype(np.int64) * accounts + followed
    keys.sort()
    is_first = np.append(True, keys[1:] != keys[:-1])
    keys = keys[is_first & (keys // accounts != keys % accounts)]
    lengths = np.bincount(keys // accounts, minlength=accounts)
    np.concatenate([[0], np.cumsum(lengths)]).tofile(folder / "offsets")
    (keys % accounts).astype(np.int32).tofile(folder / "targets")


if __name__ == "__main__":
    write_rows(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
