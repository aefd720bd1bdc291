"""What is proven of a target, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphres.report.blocks import Paragraph
from graphres.report.document import Document
from graphres.report.number_format import counted

_METHODS = {"optimum": "found by a solver; no set is smaller", "linear program": "a linear program"}


def lower_bound_blocks(document: Document) -> Iterator[Paragraph]:
    """Show the lower bound, and where it comes from, if the document has one.

    Examples
    --------
    >>> proof = {"target": 0.1, "fewest": 4, "method": "counting ties"}
    >>> next(lower_bound_blocks(Document("graphres.rank/1", {"certificate": proof}))).text
    'At least 4 removals are needed for giant <= 0.1, whoever chooses (counting ties).'
    """
    proof: dict[str, Any] | None = document.parts.get("certificate")
    if proof is None:
        return
    method = _METHODS.get(proof["method"], proof["method"])
    needed = "is" if proof["fewest"] == 1 else "are"
    yield Paragraph(
        f"At least {counted(proof['fewest'], 'removal')} {needed} needed for giant <= "
        f"{proof['target']:g}, whoever chooses ({method})."
    )
