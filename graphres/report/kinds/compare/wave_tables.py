"""The tables of `graphres compare --suspended`: a wave as predicted, observed, and at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, fields_table
from graphres.report.document import Document
from graphres.report.number_format import MISSING, NumberText, count, number, signed

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


def wave_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show what became of accounts and follows, what is left, and how that changed."""
    rows = document.rows("figures")
    fates = ("suspended", "still_there", "left", "alone", "stayed", "joined")
    yield _counts("Accounts", document.parts["accounts"], fates)
    ends = ("with_suspended", "with_left", "unfollowed", "kept", "followed_anew", "with_joined")
    yield _counts("Follows", document.parts["follows"], ends)
    levels = ("before", "predicted", "observed", "observed_with_joined")
    cells = [(_name(row), *(number(row[name]) for name in levels)) for row in rows]
    yield Table("What is left", ("", "before", "predicted", "observed", "with joined"), cells)
    changes = ("predicted_change", "observed_change", "random_change")
    cells = [(_name(row), *(signed(row[name]) for name in changes), _range(row)) for row in rows]
    header = ("", "predicted", "observed", "random", "95 % of random")
    yield Table("How that changed", header, cells)
    yield Paragraph(verdict(next(row for row in rows if row["figure"] == "giant")))
    yield Paragraph(_partners(document.parts["matched"]))
    yield Paragraph(_KEY, "quiet")
    yield Paragraph(CAUTION, "quiet")


def wave_details(document: Document) -> list[Table]:
    """Show how the random waves compare with the real one."""
    return [fields_table("Random waves and the suspended", document.parts["matched"])]


def _counts(title: str, fates: Mapping[str, int], names: tuple[str, ...]) -> Table:
    header = [name.replace("_", " ") for name in names]
    return Table(title, header, [[count(fates[name]) for name in names]], left=())


def _name(row: Mapping[str, Any]) -> str:
    return str(row["figure"]).replace("_mean", "")


def _range(row: Mapping[str, Any]) -> str:
    if row["random_change"] is None:
        return MISSING
    ends = f"[{signed(row['random_low'])}, {signed(row['random_high'])}]"
    return NumberText(ends, row["random_low"])


def verdict(giant: Mapping[str, Any]) -> str:
    """Say whom the wave hit, and whether more or less was lost than by its removals alone.

    Examples
    --------
    >>> row = {"predicted_change": -0.3, "random_low": -0.2, "random_high": -0.1}
    >>> print(verdict({**row, "observed_change": -0.25}))
    The removals alone take more from the giant than random ones alike; less was lost than that.
    """
    predicted, observed = giant["predicted_change"], giant["observed_change"]
    low, high = giant["random_low"], giant["random_high"]
    comparison = "are not set beside random ones: too few others remain"
    if low is not None:
        where = "as much from the giant as"
        if predicted < low:
            where = "more from the giant than"
        elif predicted > high:
            where = "less from the giant than"
        comparison = f"take {where} random ones alike"
    loss = "as much was lost as that"
    if abs(observed - predicted) > 1e-12:
        loss = f"{'more' if observed < predicted else 'less'} was lost than that"
    return f"The removals alone {comparison}; {loss}."


def _partners(matched: Mapping[str, float | None]) -> str:
    if not matched["draws"]:
        return "Fewer others remain than were suspended, so that no random wave is alike."
    return (
        f"The suspended had {number(matched['suspended_followers'], 1)} followers in the mean, "
        f"their partners {number(matched['matched_followers'], 1)} "
        f"({count(matched['draws'])} random waves)."
    )
