"""What a headline says where not every account may be removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.number_format import count

#: Results whose headline is about removals that protection and targets narrow down.
_KINDS = ("collapse", "rank", "intervene")


def eligibility(n: int, eligible: int, protected: int) -> dict[str, int]:
    """How many of all accounts may be removed, and how many are protected, for a manifest."""
    return {"accounts": n, "may_be_removed": eligible, "protected": protected}


def of_those(facts: Mapping[str, int]) -> str:
    """The accounts that may be removed, in words.

    Examples
    --------
    >>> of_those(eligibility(100, 95, 5))
    'of the accounts that may be removed (95 of 100; 5 protected)'
    """
    kept = f"{count(facts['may_be_removed'])} of {count(facts['accounts'])}"
    return f"of the accounts that may be removed ({kept}; {count(facts['protected'])} protected)"


def headline(kind: str, manifest: Mapping[str, Any], finding: str) -> str:
    """A finding that says of which accounts it holds, where these are not all.

    Examples
    --------
    >>> headline("rank", {"eligibility": eligibility(9, 8, 1)}, "Without all 2 accounts")
    'Of the accounts that may be removed (8 of 9; 1 protected): without all 2 accounts'
    """
    facts = manifest.get("eligibility")
    if not facts or not finding or kind not in _KINDS:
        return finding
    which = of_those(facts)
    return f"{which[:1].upper()}{which[1:]}: {finding[:1].lower()}{finding[1:]}"
