"""What `graphres reproduce` shows of the published findings."""

from __future__ import annotations

from graphres.report.document import Document
from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.reproduce.tables import (
    count_verdicts,
    reproduce_blocks,
    reproduce_details,
)


def reproduce_headline(document: Document) -> str:
    """Return how the findings that were held out came out."""
    return count_verdicts(document.rows("findings"))


KIND = ResultKind(
    title="Published findings, each re-run",
    blocks=reproduce_blocks,
    details=reproduce_details,
    headline=reproduce_headline,
)
