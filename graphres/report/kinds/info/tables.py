"""The tables of `graphres info`: accounts, follows, and who is most followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, fields_table
from graphres.report.document import Document
from graphres.report.number_format import count, counted, number, percent

Figures = Mapping[str, Any]

# Counts as people call them; each has its share of the accounts next to it.
_COUNTS = {
    "giant": "in the giant (largest weak component)",
    "second": "in the second largest",
    "strong": "in the largest strong component",
    "isolated": "isolated",
    "followed_by_nobody": "followed by nobody",
    "follows_nobody": "follow nobody",
    "follows_unknown": "whom they follow is unknown (list not collected)",
    "crawled": "list collected",
}

_QUANTILES = {"mean": "mean", "median": "median", "p90": "90 %", "p99": "99 %", "max": "most"}


def info_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show how many accounts there are of each sort, and how follows are spread over them."""
    figures = document.parts["graph"]
    yield Table("", ("accounts", "count", "share"), _account_rows(figures))
    yield Table("", ("follows", *_QUANTILES.values()), _degree_rows(figures))
    yield Paragraph("\n".join(_sentences(figures)))
    if accounts := document.rows("most_followed"):
        yield _most_followed(accounts)
    if warnings := document.parts["warnings"]:
        yield Paragraph("\n".join(warnings), "warning")


def info_details(document: Document) -> Iterator[Table]:
    """Show every figure there is."""
    yield fields_table("The graph", document.parts["graph"])


def _account_rows(figures: Figures) -> list[tuple[str, str, str]]:
    n = figures["accounts"]
    rows = [("all", count(n), "")]
    for field, label in _COUNTS.items():
        if field in figures:
            share = percent(figures[field] / n) if n else ""
            rows.append((label, count(figures[field]), share))
    return rows


def _degree_rows(figures: Figures) -> list[tuple[str, ...]]:
    rows = []
    for name in ("followers", "following"):
        mean, *quantiles = (figures[f"{name}_{quantile}"] for quantile in _QUANTILES)
        rows.append((f"{name} of an account", number(mean, 1), *map(count, quantiles)))
    return rows


def _sentences(figures: Figures) -> Iterator[str]:
    weak, strong = figures["components"], figures["strong_components"]
    yield f"{counted(weak, 'weak component')}, {count(strong)} strong."
    if figures["reciprocity"] is not None:
        yield f"{percent(figures['reciprocity'])} of follows are returned."
    if "followers_total_share" in figures:
        share, accounts = figures["followers_total_share"], figures["followers_total_known"]
        yield (
            f"The table holds {percent(share)} of the followers known of {count(accounts)} "
            "accounts; audience is a lower bound while this is under 100 %."
        )


def _most_followed(accounts: Sequence[Mapping[str, Any]]) -> Table:
    totals = ["followers_total"] if "followers_total" in accounts[0] else []
    header = ("most followed", "followers", *(["known in all"] if totals else []))
    rows = [
        (row["account"], count(row["followers"]), *(count(row[total]) for total in totals))
        for row in accounts
    ]
    return Table("", header, rows)
