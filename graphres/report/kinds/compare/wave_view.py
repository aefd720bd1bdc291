"""A real wave of suspensions, as observed, as predicted, and beside random ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.graph import FollowGraph
from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.header import sizes
from graphres.report.number_format import MISSING, count, number
from graphres.report.result import Result, Rows
from graphres.studies.comparisons import WaveComparison
from graphres.studies.comparisons.waves import COLUMNS

_SCHEMA = "graphres.wave/1"

_KEY = (
    "giant, audience, follows: shares of what there was before. predicted: the suspended removed, "
    "nothing else; observed: what is there among the accounts of before; followers: mean of who "
    "was not suspended. random: as many accounts, each about as much followed as one of the "
    "suspended, none of them suspended; mean and the middle 95 % of the waves drawn. alone: not "
    "there since all their follows were with the suspended."
)

CAUTION = (
    "What is observed is all that happened meanwhile: accounts that left, follows that ended or "
    "began, and what the second table misses. It is no proof of what the wave did."
)


def wave_result(
    found: WaveComparison, before: FollowGraph, after: FollowGraph, manifest: Mapping[str, Any]
) -> Result:
    """The result of a comparison of snapshots in every form."""
    parts = wave_parts(found)
    document = {"manifest": manifest, **parts}
    opening = Line(f"before: {sizes(before)}\nafter: {sizes(after)}", "title")
    return Result(_SCHEMA, document, parts["figures"], lambda width: [opening, *_page(found)])


def wave_parts(found: WaveComparison) -> dict[str, Any]:
    """The fields of the document beside its manifest."""
    return {
        "accounts": dict(found.accounts),
        "follows": dict(found.follows),
        "matched": dict(found.matched),
        "figures": Rows.of(COLUMNS, [[row[name] for name in COLUMNS] for row in found.rows]),
    }


def _page(found: WaveComparison) -> Iterator[Block]:
    accounts, follows = found.accounts, found.follows
    fates = ("suspended", "still_there", "left", "alone", "stayed", "joined")
    yield Table("Accounts", *_counts(accounts, fates), left=())
    ends = ("with_suspended", "with_left", "unfollowed", "kept", "followed_anew", "with_joined")
    yield Table("Follows", *_counts(follows, ends), left=())
    levels = ("before", "predicted", "observed", "observed_with_joined")
    rows = [(_name(row), *(number(row[name]) for name in levels)) for row in found.rows]
    header = ("", "before", "predicted", "observed", "with joined")
    yield Table("What is left", header, rows)
    changes = ("predicted_change", "observed_change", "random_change")
    rows = [
        (_name(row), *(_signed(row[name]) for name in changes), _range(row)) for row in found.rows
    ]
    header = ("", "predicted", "observed", "random", "95 % of random")
    yield Table("How that changed", header, rows)
    yield Line(verdict(found["giant"]))
    yield Line(_alike(found.matched))
    yield Line(_KEY, "quiet")
    yield Line(CAUTION, "quiet")


def _counts(
    fates: Mapping[str, int], names: tuple[str, ...]
) -> tuple[list[str], list[tuple[str, ...]]]:
    return [name.replace("_", " ") for name in names], [tuple(count(fates[n]) for n in names)]


def _name(row: Mapping[str, Any]) -> str:
    return str(row["figure"]).replace("_mean", "")


def _signed(value: float | None) -> str:
    return MISSING if value is None else f"{value:+.4f}"


def _range(row: Mapping[str, Any]) -> str:
    if row["random_change"] is None:
        return MISSING
    return f"[{_signed(row['random_low'])}, {_signed(row['random_high'])}]"


def verdict(giant: Mapping[str, Any]) -> str:
    """Whom the wave hit, and whether more or less came of it than its removals alone.

    Examples
    --------
    >>> row = {"predicted_change": -0.3, "random_low": -0.2, "random_high": -0.1}
    >>> print(verdict({**row, "observed_change": -0.25}))
    The removals alone take more from the giant than random ones alike; less was lost than that.
    """
    predicted, observed = giant["predicted_change"], giant["observed_change"]
    low, high = giant["random_low"], giant["random_high"]
    beside = "are not set beside random ones: too few others remain"
    if low is not None:
        where = "as much from the giant as"
        if predicted < low:
            where = "more from the giant than"
        elif predicted > high:
            where = "less from the giant than"
        beside = f"take {where} random ones alike"
    seen = "as much was lost as that"
    if abs(observed - predicted) > 1e-12:
        seen = f"{'more' if observed < predicted else 'less'} was lost than that"
    return f"The removals alone {beside}; {seen}."


def _alike(matched: Mapping[str, float | None]) -> str:
    if not matched["draws"]:
        return "Fewer others remain than were suspended, so that no random wave is alike."
    return (
        f"The suspended had {number(matched['suspended_followers'], 1)} followers in the mean, "
        f"their partners {number(matched['matched_followers'], 1)} "
        f"({count(matched['draws'])} random waves)."
    )
