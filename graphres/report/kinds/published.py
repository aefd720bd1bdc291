"""What is published on what a result is about, and how surely that is known."""

from __future__ import annotations

from collections.abc import Collection

from graphres.report.blocks import Table, table_of
from graphres.studies.claims import CLAIMS

_STATUS = (
    "Status: quoted, read in the publication's own abstract or summary; press, read in press or "
    "on a secondary page; remembered, which is not called published; chosen, which no publication "
    "states. graphres reproduce puts each to a run and computes a verdict."
)


def published_table(names: Collection[str]) -> Table | None:
    """Return the published findings of these names with their status; None where there is none."""
    if not names:
        return None
    claims = [CLAIMS[name] for name in names]
    rows = [
        {
            "finding": claim.claim,
            "published": claim.published,
            "status": claim.status,
            "source": "; ".join(dict.fromkeys(map(str, claim.sources))),
        }
        for claim in claims
    ]
    return table_of("What is published on it", rows, remark=_STATUS)
