"""The result of `graphres rank`: accounts to look at next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.measures.lower_bound import LowerBound
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows

_SCHEMA = "graphres.rank/1"


def rank_result(
    columns: Mapping[str, Sequence[Any]],
    manifest: Mapping[str, Any],
    opening: Block,
    certificate: LowerBound | None = None,
) -> Result:
    """Return a ranking in every form.

    Parameters
    ----------
    columns : mapping of str to sequence
        By name, what is known of each ranked account.
    manifest : mapping
    opening : Block
        The first lines for people.
    certificate : LowerBound, optional
        What is proven of a target.
    """
    rows = Rows(list(columns), lambda: [list(columns.values())])
    proof = {} if certificate is None else {"certificate": vars(certificate)}
    parts = {"manifest": manifest, **proof, "ranking": rows}
    return Result(_SCHEMA, parts, rows, blocks_for_people(_SCHEMA, parts, opening))
