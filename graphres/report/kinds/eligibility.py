"""What a headline says where not every account may be removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.number_format import count


def eligibility(n: int, eligible: int, protected: int) -> dict[str, int]:
    """Count for a manifest how many of all accounts may be removed, and how many are protected."""
    return {"accounts": n, "may_be_removed": eligible, "protected": protected}


def of_those(facts: Mapping[str, int]) -> str:
    """Name the accounts that may be removed.

    Examples
    --------
    >>> of_those(eligibility(100, 95, 5))
    'of the accounts that may be removed (95 of 100; 5 protected)'
    """
    eligible = f"{count(facts['may_be_removed'])} of {count(facts['accounts'])}"
    return (
        f"of the accounts that may be removed ({eligible}; {count(facts['protected'])} protected)"
    )


def restrict(finding: str, manifest: Mapping[str, Any]) -> str:
    """Say of which accounts a finding holds, where these are not all.

    Examples
    --------
    >>> restrict("Without all 2 accounts", {"eligibility": eligibility(9, 8, 1)})
    'Of the accounts that may be removed (8 of 9; 1 protected): without all 2 accounts'
    """
    facts = manifest.get("eligibility")
    if not facts or not finding:
        return finding
    which = of_those(facts)
    return f"{which[:1].upper()}{which[1:]}: {finding[:1].lower()}{finding[1:]}"
