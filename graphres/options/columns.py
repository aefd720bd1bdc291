"""What options take from columns of the account table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from graphres.close_matches import suggest
from graphres.data.convert.columns import account_column
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask


def find_labels(graph: FollowGraph, name: str, purpose: str) -> np.ndarray:
    """Return a column as text, object of shape (n,); None where it says nothing."""
    values = account_column(graph, name, purpose)
    labels = [None if missing else str(v) for v, missing in zip(values, values.isna(), strict=True)]
    return np.array(labels, dtype=object)


def find_members(
    labels: np.ndarray, groups: Iterable[str], column: str
) -> Iterator[tuple[str, Mask]]:
    """Yield every group with its accounts; `InputError` for one without any."""
    for group in groups:
        members = labels == group
        if not members.any():
            names = sorted({label for label in labels if label is not None})[:10]
            raise InputError(
                f"no account has {group!r} in column {column!r}", do=suggest(group, names)
            )
        yield group, members
