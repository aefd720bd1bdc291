"""The tables of `graphres rank`: what each account takes away, and how sure its rank is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.document import Document
from graphres.report.kinds.lower_bound import lower_bound_blocks
from graphres.report.kinds.rank import CAUTION
from graphres.report.kinds.spread_notes import describe_spread
from graphres.report.number_format import (
    MISSING,
    amount,
    count,
    interval,
    number,
    percent,
    significant,
)

Columns = Mapping[str, Sequence[Any]]

#: Columns of every ranking; others are attributes that were asked for.
_NAMES = (
    *("rank", "account", "score", "followers", "giant_after", "giant_loss", "giant_cut"),
    *("strong_after", "strong_loss", "strong_cut", "reach_after", "reach_loss", "reach_loss_low"),
    *("reach_loss_high", "reach_cut", "reason", "isolated", "cost", "cumulative_cost"),
    *("confidence", "expected_wrongful", "expected_loss", "rank_low", "rank_high"),
    "within_budget",
)

#: Columns that a narrow page does without, the first of them first.
_SPARE = ("giant after", "reach after", "giant loss", "score", "followers")
_SPARE_OF_OTHERS = ("strong loss", "reach cut", "giant cut", "alone")


def rank_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show accounts with what they take away, then what goes with each and how sure its rank is."""
    columns = document.columns("ranking")
    if not columns or not columns["rank"]:
        yield Paragraph("There is no account to rank.")
    else:
        yield _losses(columns)
    yield from lower_bound_blocks(document)
    if columns and columns["rank"]:
        if any(value is not None for value in columns["reach_after"]):
            yield Paragraph(_reach_key(columns, document.manifest), "quiet")
        yield _certainty(columns, document.manifest)
    yield Paragraph(CAUTION, "quiet")


def _losses(columns: Columns) -> Table:
    """Show what is left and what is lost, where there is room for both."""
    attributes = [name for name in columns if name not in _NAMES]
    cells = {
        "rank": map(count, columns["rank"]),
        "account": columns["account"],
        "score": (significant(score, 6) for score in columns["score"]),
        "followers": map(count, columns["followers"]),
        "giant after": map(number, columns["giant_after"]),
        "giant loss": map(number, columns["giant_loss"]),
        "reach after": map(number, columns["reach_after"]),
        "reach loss": map(_loss, *(columns[f"reach_loss{end}"] for end in ("", "_low", "_high"))),
        "reason": map(_text, columns["reason"]),
        **{name: map(_text, columns[name]) for name in attributes},
    }
    rows = list(zip(*cells.values(), strict=True))
    left = [i for i, name in enumerate(cells) if name in ("account", "reason", *attributes)]
    return Table("", list(cells), rows, left=left, spare=_SPARE)


def _loss(loss: float | None, low: float | None, high: float | None) -> str:
    """Format a loss with its interval; a dash for one that takes more worlds."""
    if loss is None:
        return MISSING
    if high is None:
        return f"{number(loss)} [{MISSING}]" if loss > 0 else "none seen"
    return interval(loss, low or 0.0, high)


def _text(value: Any) -> str:
    return MISSING if value is None else str(value)


def _reach_key(columns: Columns, manifest: Mapping[str, Any]) -> str:
    """Say what the columns of reach mean."""
    losses = zip(columns["reach_loss"], columns["reach_loss_high"], strict=True)
    is_exact = all(loss == high for loss, high in losses)
    worlds = f"{count(manifest['worlds'])} {'' if is_exact else 'sampled '}worlds"
    if not is_exact:
        worlds += ", [95 % interval, from 4 worlds a source on]; where none is seen, raise --worlds"
    return (
        "reach: share of all accounts that hear a message, in the mean; "
        f"{describe_spread(manifest)}; {worlds}. reason: what most of an account's loss is: its "
        "own messages (silenced), its own hearing (removed), or others whose path goes through it "
        "(cut)."
    )


def _certainty(columns: Columns, manifest: Mapping[str, Any]) -> Table:
    """Show what goes with each account, at what cost, and how sure its rank is."""
    cells: dict[str, Sequence[str]] = {
        "rank": [count(rank) for rank in columns["rank"]],
        "account": columns["account"],
        "giant cut": [number(value) for value in columns["giant_cut"]],
        "strong loss": [number(value) for value in columns["strong_loss"]],
        "reach cut": [significant(value, 3) for value in columns["reach_cut"]],
        "alone": [count(value) for value in columns["isolated"]],
        **_costs(columns),
        **_doubts(columns),
        **_places(columns, manifest),
    }
    return Table(
        "What goes with each, and how sure its rank is",
        list(cells),
        list(zip(*cells.values(), strict=True)),
        left=[1],
        spare=_SPARE_OF_OTHERS,
        remark=" ".join(_certainty_key(columns, manifest)),
    )


def _costs(columns: Columns) -> dict[str, Sequence[str]]:
    if "cost" not in columns:
        return {}
    return {
        "cost": [amount(cost) for cost in columns["cost"]],
        "in all": [amount(cost) for cost in columns["cumulative_cost"]],
    }


def _doubts(columns: Columns) -> dict[str, Sequence[str]]:
    if "confidence" not in columns:
        return {}
    return {
        "sure": [percent(value, 0) for value in columns["confidence"]],
        "wrongful": [number(value, 1) for value in columns["expected_wrongful"]],
        "expected loss": [number(value) for value in columns["expected_loss"]],
    }


def _places(columns: Columns, manifest: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    if manifest.get("resamples") is None:
        return {}
    ends = zip(columns["rank_low"], columns["rank_high"], strict=True)
    return {
        "places": [_range(low, high) for low, high in ends],
        "in budget": [percent(share, 0) for share in columns["within_budget"]],
    }


def _range(low: int | None, high: int | None) -> str:
    """Format the places of an account; beyond those that were looked at it has none."""
    if low is None:
        return "beyond"
    if high is None:
        return f"{count(low)} to beyond"
    return count(low) if low == high else f"{count(low)} to {count(high)}"


def _certainty_key(columns: Columns, manifest: Mapping[str, Any]) -> Iterator[str]:
    yield (
        "giant cut, reach cut: what others lose with the account; strong loss: of the largest "
        "strong component; alone: accounts left without any follow by then."
    )
    if "confidence" in columns:
        yield (
            "sure: that the account is what its label says; wrongful: suspensions so far that can "
            "be expected to be wrong; expected loss: what the giant loses where those are undone."
        )
    resamples = manifest.get("resamples")
    if resamples is None:
        yield "How sure a rank is: --resamples 100."
    elif str(manifest["tie_rule"]).startswith("drawn"):
        yield (
            f"places: where the account stands in {count(resamples)} draws of equal scores; "
            "in budget: share of draws in which it is among those ranked here."
        )
    else:
        yield (
            f"places: where the account stands in 95 % of {count(resamples)} rankings with "
            f"a part hidden (--hide {manifest.get('hide') or '0.1'}); in budget: share of them in "
            "which it is within the budget. This tells of follows that may be missing, of no "
            "other error."
        )
