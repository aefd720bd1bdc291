"""What is published on what a result is about, and how surely that is known."""

from __future__ import annotations

from collections.abc import Collection

from graphres.report.blocks import Table, table_of

_STATUS = (
    "Status: quoted, read in the publication's own abstract or summary; press, read in press or "
    "on a secondary page; remembered, which is not called published; chosen, which no publication "
    "states. graphres reproduce puts each to a run and computes a verdict."
)


def published_table(names: Collection[str]) -> Table | None:
    """Return the published findings of these names with their status; None where there is none."""
    if not names:
        return None
    from graphres.studies.findings import FINDINGS

    rows = [
        {
            "finding": finding.claim,
            "published": finding.published,
            "status": finding.status,
            "source": "; ".join(dict.fromkeys(map(str, finding.sources))),
        }
        for finding in FINDINGS
        if finding.name in names
    ]
    return table_of("What is published on it", rows, remark=_STATUS)
