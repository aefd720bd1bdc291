"""What is proven of a target, in one line."""

from __future__ import annotations

from graphres.measures.lower_bound import LowerBound
from graphres.report.blocks import Line
from graphres.report.number_format import counted

_METHODS = {"optimum": "found by a solver; no set is smaller", "linear program": "a linear program"}


def proven(certificate: LowerBound) -> Line:
    """The lower bound, and where it comes from.

    Examples
    --------
    >>> from graphres.measures.lower_bound import Certificate
    >>> proven(Certificate(0.1, 4, "counting ties")).text
    'At least 4 removals are needed for giant <= 0.1, whoever chooses (counting ties).'
    """
    removals = counted(certificate.fewest, "removal")
    how = _METHODS.get(certificate.method, certificate.method)
    needed = "is" if certificate.fewest == 1 else "are"
    return Line(
        f"At least {removals} {needed} needed for giant <= {certificate.target:g}, whoever "
        f"chooses ({how})."
    )
