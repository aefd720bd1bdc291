"""``--until``: when to stop."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from graphres.close_matches import suggest
from graphres.data.expressions import Expression
from graphres.errors import ExpressionError


def giant_target(until: Expression | None) -> float | None:
    """Return the share to which ``--until`` wants the giant brought, if it says nothing else.

    Examples
    --------
    >>> from graphres.data.expressions import parse
    >>> giant_target(parse("giant <= 0.1")), giant_target(parse("giant <= 0.1 or removed > 9"))
    (0.1, None)
    """
    match = re.fullmatch(r"\s*giant\s*<=?\s*(\d*\.?\d+)\s*", until.text) if until else None
    return float(match[1]) if match else None


def check_until(
    until: Expression, measures: Sequence[str], *, offered: Collection[str] = ()
) -> None:
    """Raise `ExpressionError` for a name that is not measured; ``offered`` names might be."""
    names = {"removed", "removed_fraction", *measures}
    unknown = sorted(until.names - names)
    if unknown:
        is_offered = unknown[0] in offered
        raise ExpressionError(
            f"--until names {unknown[0]!r}, which is not measured",
            where=until.text,
            do=f"add --measure {unknown[0]}" if is_offered else suggest(unknown[0], sorted(names)),
        )
