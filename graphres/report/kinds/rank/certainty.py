"""What a page about a ranking says of cost, of others who are hit, and of how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.number_format import MISSING, amount, count, number, percent
from graphres.studies.trials.rank_stability import RankStability

Columns = Mapping[str, Sequence[Any]]

#: Columns that a narrow page does without, the first of them first.
_SPARE = ("strong loss", "reach cut", "giant cut", "alone")


def certainty_blocks(
    columns: Columns, steady: RankStability | None, hidden: str, *, by_ties: bool
) -> Iterator[Block]:
    """What goes with each account, at what cost, and how sure its rank is."""
    written: dict[str, Sequence[str]] = {
        "rank": [count(rank) for rank in columns["rank"]],
        "account": columns["account"],
        "giant cut": [number(value) for value in columns["giant_cut"]],
        "strong loss": [number(value) for value in columns["strong_loss"]],
        "reach cut": [_small(value) for value in columns["reach_cut"]],
        "alone": [count(value) for value in columns["isolated"]],
        **_money(columns),
        **_doubt(columns),
        **_places(columns, steady),
    }
    rows = list(zip(*written.values(), strict=True))
    title = "What goes with each, and how sure its rank is"
    yield Table(title, list(written), rows, left=[1], spare=_SPARE)
    yield Line(" ".join(_key(columns, steady, hidden, by_ties=by_ties)), "quiet")


def _money(columns: Columns) -> dict[str, Sequence[str]]:
    if "cost" not in columns:
        return {}
    each, whole = columns["cost"], columns["cumulative_cost"]
    return {"cost": [amount(c) for c in each], "in all": [amount(c) for c in whole]}


def _doubt(columns: Columns) -> dict[str, Sequence[str]]:
    if "confidence" not in columns:
        return {}
    return {
        "sure": [percent(value, 0) for value in columns["confidence"]],
        "wrongful": [number(value, 1) for value in columns["expected_wrongful"]],
        "expected loss": [number(value) for value in columns["expected_loss"]],
    }


def _places(columns: Columns, steady: RankStability | None) -> dict[str, Sequence[str]]:
    if steady is None:
        return {}
    ends = zip(columns["rank_low"], columns["rank_high"], strict=True)
    return {
        "places": [_range(low, high, steady.last) for low, high in ends],
        "in budget": [percent(share, 0) for share in columns["within_budget"]],
    }


def _range(low: int | None, high: int | None, last: int) -> str:
    if low is None:
        return f"> {count(last)}"
    if high is None:
        return f"{count(low)} to > {count(last)}"
    return count(low) if low == high else f"{count(low)} to {count(high)}"


def _small(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3g}"


def _key(
    columns: Columns, steady: RankStability | None, hidden: str, *, by_ties: bool
) -> Iterator[str]:
    yield (
        "giant cut, reach cut: what others lose with the account; strong loss: of the largest "
        "strong component; alone: accounts left without any follow by then."
    )
    if "confidence" in columns:
        yield (
            "sure: that the account is what its label says; wrongful: suspensions so far that can "
            "be expected to be wrong; expected loss: what the giant loses where those are undone."
        )
    if steady is None:
        yield "How sure a rank is: --resamples 100."
    elif by_ties:
        yield (
            f"places: where the account stands in {count(steady.resamples)} draws of equal scores; "
            "in budget: share of draws in which it is among those ranked here."
        )
    else:
        yield (
            f"places: where the account stands in 95 % of {count(steady.resamples)} rankings with "
            f"a part hidden (--hide {hidden}); in budget: share of them in which it is within "
            "the budget. This tells of follows that may be missing, of no other error."
        )
