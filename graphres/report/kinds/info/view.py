"""What `graphres info` found: figures of a graph, or what this installation offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.number_format import count, counted, number, percent
from graphres.report.result import Result, Rows

Figures = Mapping[str, Any]

# Counts as they are called on the page; each has its share of the accounts beside it.
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


def info_result(
    figures: Figures,
    most_followed: Sequence[Mapping[str, Any]],
    warnings: Sequence[str],
    notes: Sequence[str],
    manifest: Mapping[str, Any],
    opening: Block,
) -> Result:
    """The figures of a graph in every form."""
    document = {
        "manifest": manifest,
        "graph": figures,
        "most_followed": most_followed,
        "warnings": warnings,
        "notes": notes,
    }
    rows = Rows.of(["field", "value"], list(figures.items()))
    page = [opening, *_page(figures, most_followed, warnings)]
    return Result("graphres.info/1", document, rows, lambda width: page)


def _page(
    figures: Figures, most_followed: Sequence[Mapping[str, Any]], warnings: Sequence[str]
) -> Iterator[Block]:
    yield Table("", ("accounts", "count", "share"), _account_rows(figures))
    yield Table("", ("follows", *_QUANTILES.values()), _degree_rows(figures))
    yield Line("\n".join(_sentences(figures)))
    if most_followed:
        yield _most_followed(most_followed)
    if warnings:
        yield Line("\n".join(warnings), "warning")


def _account_rows(figures: Figures) -> list[tuple[str, str, str]]:
    n = figures["accounts"]
    rows = [("all", count(n), "")]
    for field, said in _COUNTS.items():
        if field in figures:
            share = percent(figures[field] / n) if n else ""
            rows.append((said, count(figures[field]), share))
    return rows


def _degree_rows(figures: Figures) -> list[tuple[str, ...]]:
    rows = []
    for name in ("followers", "following"):
        mean, *others = (figures[f"{name}_{what}"] for what in _QUANTILES)
        rows.append((f"{name} of an account", number(mean, 1), *map(count, others)))
    return rows


def _sentences(figures: Figures) -> Iterator[str]:
    weak, strong = figures["components"], figures["strong_components"]
    yield f"{counted(weak, 'weak component')}, {count(strong)} strong."
    if figures["reciprocity"] is not None:
        yield f"{percent(figures['reciprocity'])} of follows are returned."
    if "followers_total_share" in figures:
        share, known = figures["followers_total_share"], figures["followers_total_known"]
        yield (
            f"The table holds {percent(share)} of the followers known of {count(known)} accounts; "
            "audience is a lower bound while this is under 100 %."
        )


def _most_followed(accounts: Sequence[Mapping[str, Any]]) -> Table:
    totals = "followers_total" in accounts[0]
    header = ("most followed", "followers", *(["known in all"] if totals else []))
    rows = [
        (a["account"], count(a["followers"]), *([count(a["followers_total"])] if totals else []))
        for a in accounts
    ]
    return Table("", header, rows)


def listing_result(
    kind: str, header: Sequence[str], rows: Sequence[Sequence[str]], manifest: Mapping[str, Any]
) -> Result:
    """A list of what there is, such as strategies, in every form.

    On a page each row is a name with its other cells beneath, or beside it when there is one.
    """
    table = Rows.of(header, rows)
    told = [name.replace("_", " ") for name in header]
    page: list[Block] = [Line("\n".join(_said(told, row))) for row in rows]
    if len(header) == 2:
        page = [Table("", header, rows, left=(0, 1))]
    document = {"manifest": manifest, kind: table}
    return Result(f"graphres.{kind}/1", document, table, lambda width: page)


def _said(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """A name, what it is, and the rest of what is known of it, each with what it is called."""
    name, summary, *rest = row
    yield name
    yield f"    {summary}"
    for called, cell in zip(header[2:], rest, strict=True):
        if cell:
            yield f"    {called}: {cell}"
