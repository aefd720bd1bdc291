"""Two rankings: who came, who went, who moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.studies.comparisons.estimates import Change, Estimate, compare_estimates

Row = Mapping[str, Any]

#: Share of resamples in which an account has to be on a list to be on it for sure.
_SURE = 0.975


def compare_ranks(
    before: Sequence[Row], after: Sequence[Row]
) -> list[tuple[str, float | None, float | None, Change]]:
    """Account, both ranks and the change, in the order of the second, then of the first.

    A move is beyond noise where the places that resamples gave leave 0 out (see
    `compare_estimates`); an account that came or went where it is on its list in 97.5 % of
    resamples. A ranking without resamples is taken as it stands.
    """
    first, second = ({row["account"]: row for row in rows} for rows in (before, after))
    changes = []
    for account in dict.fromkeys([*second, *first]):
        rows = first.get(account), second.get(account)
        ranks = [None if row is None else row["rank"] for row in rows]
        changes.append((account, *ranks, _change(*rows)))
    return changes


def _change(before: Row | None, after: Row | None) -> Change:
    if before is not None and after is not None:
        return compare_estimates(_estimate(before), _estimate(after), are_paired=False)
    only = after if before is None else before
    assert only is not None
    within = only.get("within_budget")
    noise = "exact" if within is None else "intervals"
    return Change(None, None, None, noise, within is None or within >= _SURE)


def _estimate(row: Row) -> Estimate:
    low, high = row.get("rank_low"), row.get("rank_high")
    is_exact = row.get("within_budget") is None
    return Estimate(row["rank"], low, high, is_exact=is_exact)


def measure_overlap(before: Sequence[Row], after: Sequence[Row]) -> dict[str, float | None]:
    """How alike two rankings are.

    ``in_both``, ``came``, ``went``: accounts; ``jaccard``: those in both over those in either;
    ``kendall``: tau-b of the ranks of those in both (Kendall 1945, doi:10.1093/biomet/33.3.239),
    None with fewer than two.
    """
    from scipy.stats import kendalltau

    first, second = ({row["account"]: row["rank"] for row in rows} for rows in (before, after))
    both = [account for account in first if account in second]
    either = len(first) + len(second) - len(both)
    tau = None
    if len(both) > 1:
        pair = [[ranks[account] for account in both] for ranks in (first, second)]
        tau = float(kendalltau(*pair).statistic)
    return {
        "in_both": len(both),
        "came": len(second) - len(both),
        "went": len(first) - len(both),
        "jaccard": len(both) / either if either else None,
        "kendall": tau,
    }
