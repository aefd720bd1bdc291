"""From a document to a part of a page. To add a kind of result: a title, and its tables, below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphres.report.document import Document
from graphres.report.figures import count, counted, percent
from graphres.report.page.content import Part, Table
from graphres.report.page.figures import figures_of
from graphres.report.page.method import CAUTIONS, METHODS, published
from graphres.report.page.tables import fields, table
from graphres.report.plots.picture import Picture
from graphres.report.plots.pictures import PICTURES, picture
from graphres.report.plots.sweep_figures import figure_of, figures_in
from graphres.report.plots.words import share, source_line, unbroken

__all__ = ["part_of"]

_TITLES = {
    "collapse": "How connectivity and reach fall as accounts are removed",
    "reach": "Who hears a message now",
    "rank": "Which accounts to look at next",
    "campaign": "What suspensions repeated over time do to follower growth",
    "frontier": "How much is enough to hold the audience",
    "intervene": "Suspension beside other levers",
    "info": "What is in this graph",
    "reproduce": "Published findings, each re-run",
    "sweep": "A grid of runs, side by side",
    "compare": "What changed between two results, beyond noise",
    "wave": "A wave of suspensions, as predicted and as observed",
}

_SUMMARY = (
    *("strategy", "removed", "R", "half_giant", "tenth_giant", "cut_max", "cut_max_at"),
    *("critical_fraction", "dismantling_set", "reach_start", "half_reach", "tenth_reach"),
    *("reach_cut_max", "reach_cut_max_at", "cumulative_cost", "wrongly_removed", "until_removed"),
)
#: A share with its interval.
_ENDS = ("mean", "low", "high")
_ARMS = (
    *("arm", "followers_end", "audience", "stunting", "stunting_low", "stunting_high"),
    *("stunting_away", "stunting_lost", "stunting_regrowth", "stunting_spill_over"),
    *("against_spread", "against_spread_low", "against_spread_high", "suspended", "opened"),
    "opened_per_suspended",
)


def part_of(document: Document) -> Part:
    """All that a page says of a result."""
    kind = document.kind
    shows = picture(document) if kind in PICTURES else None
    finding, remarks = _words(document, shows)
    return Part(
        title=_TITLES.get(kind, f"graphres {kind}"),
        finding=unbroken(f"{finding}.") if finding else "",
        remarks=[unbroken(each) for each in remarks if each not in CAUTIONS.get(kind, "")],
        caution=str(document.parts.get("caution", CAUTIONS.get(kind, ""))),
        figures=figures_of(shows) if shows is not None else [],
        tables=[found for found in _TABLES.get(kind, _any_tables)(document) if found.rows],
        method=METHODS.get(kind, ()),
        published=published(kind),
        manifest=fields("How it was made", document.manifest),
        source=source_line(document.manifest) if shows is None else shows.source,
        warnings=[str(each) for each in _warnings(document)],
    )


def _words(document: Document, shows: Picture | None) -> tuple[str, Sequence[str]]:
    if shows is not None:
        return shows.title, shows.remarks
    tell = _TELL.get(document.kind)
    return (tell(document), []) if tell else ("", [])


def _warnings(document: Document) -> list[Any]:
    """What reading the tables had to warn of."""
    return [
        each for table in document.manifest.get("inputs", []) for each in table.get("warnings", [])
    ]


def _rank_told(document: Document) -> str:
    rows = document.rows("ranking")
    if not rows:
        return "There is no account to rank"
    last = rows[-1]
    said = f"Without all {counted(len(rows), 'account')} of the table the giant component holds "
    said += f"{share(last['giant_after'])} of all accounts"
    reach = last.get("reach_after")
    return said if reach is None else f"{said}, and a message is heard by {share(reach)}"


def _info_told(document: Document) -> str:
    graph = document.parts["graph"]
    said = f"{counted(graph['accounts'], 'account')} and {counted(graph['follows'], 'follow')}"
    if graph.get("giant_share") is None:
        return said
    return f"{said}; {percent(graph['giant_share'])} of the accounts hang together"


def _reproduce_told(document: Document) -> str:
    """How the findings that were held out came out."""
    tests = [row for row in document.rows("findings") if row["role"] == "tests"]
    verdicts = [row["verdict"] for row in tests]
    said = ", ".join(f"{verdicts.count(each)} {each}" for each in dict.fromkeys(verdicts))
    return f"Of {count(len(tests))} findings held out as tests: {said}" if tests else ""


_TELL: Mapping[str, Callable[[Document], str]] = {
    "rank": _rank_told,
    "info": _info_told,
    "reproduce": _reproduce_told,
}


def _collapse_tables(document: Document) -> list[Table]:
    remark = (
        "R: mean giant over all removals. half, tenth: share removed when a measure is at half or "
        "a tenth of its start. cut max: the most that was cut off, as a share of all accounts, and "
        "at which share removed. critical fraction: where the components beside the giant peak. "
        "dismantling set: removals that leave the giant with 1 % of all accounts."
    )
    differences = "reach under one strategy minus reach under the other, in the same worlds"
    return [
        table("What sums each strategy up, mean over runs", document.means(), _SUMMARY, remark),
        table(
            "Strategies in the same worlds", document.rows("differences"), (), differences, _ENDS
        ),
    ]


def _reach_tables(document: Document) -> list[Table]:
    return [
        table("Share of all that first hears it, by hop", document.rows("hops"), shares=_ENDS),
        table("Share of all that hears it, by group", document.rows("groups"), shares=_ENDS),
        table(
            "Who carries it on most often",
            document.rows("carriers"),
            remark="carries, hears: share of worlds in which the account does.",
            shares=_ENDS,
        ),
    ]


def _rank_tables(document: Document) -> list[Table]:
    rows = [{"account": row["account"], **row} for row in document.rows("ranking")]
    return [table("Accounts in order", rows)]


def _campaign_tables(document: Document) -> list[Table]:
    remark = (
        "followers end: of a person on the last day, away counting zero. audience: follower-days. "
        "stunting: share of it lost against arm none, split into days away, followers lost and not "
        "regained, slower regrowth, and spill-over on persons not suspended. against spread: what "
        "repetition alone did."
    )
    return [table("What sums each arm up, over all runs", document.means(), _ARMS, remark)]


def _frontier_tables(document: Document) -> list[Table]:
    return [
        table("Share of the audience held", document.rows("points"), shares=_ENDS[1:]),
        table("Where it crosses the level of the start", document.rows("crossings")),
    ]


def _intervene_tables(document: Document) -> list[Table]:
    against = [row for row in document.rows("differences") if row["other"] == "none"]
    return [
        table("Levers side by side", document.rows("interventions")),
        table("What each changes against none, world by world", against),
    ]


def _info_tables(document: Document) -> list[Table]:
    graph = document.parts["graph"]
    return [fields("The graph", graph), table("Most followed", document.rows("most_followed"))]


def _reproduce_tables(document: Document) -> list[Table]:
    names = (
        *("fact", "claim", "verdict", "measured", "low", "high", "share_of_draws", "role"),
        *("published", "status", "source", "reason"),
    )
    return [table("Findings", document.rows("findings"), names)]


def _sweep_tables(document: Document) -> list[Table]:
    """The figures that are drawn, cell by cell, and the cells that are not there."""
    rows = document.rows("summary")
    drawn = {figure.key for figure in figures_in(rows)}
    shown = [row for row in rows if figure_of(row) in drawn and row["value"] is not None]
    missing = [row for row in document.rows("cells") if row["status"] not in ("finished", "kept")]
    remark = "The folder has every figure of every run, and the curves."
    first = ("cell", "figure", "value", "low", "high", "command", "graph", "seed")
    names = dict.fromkeys([*first, *(rows[0] if rows else ())])
    return [
        table("Cells, by the figures drawn", shown, names, remark),
        table("Not there", missing),
    ]


def _compare_tables(document: Document) -> list[Table]:
    rows = [{"of": row["name"], **row} for row in document.rows("rows")]
    changed = [row for row in rows if row["changed"]]
    names = ("of", "part", "figure", "before", "after", "difference", "low", "high", "noise")
    more = ("largest", "at", "places_changed")
    only = [
        {"of": row["name"], "part": row["part"], "figure": row["figure"], "in": end}
        for end in ("before", "after")
        for row in document.rows(f"only_{end}")
    ]
    different = [
        {"what": name, "before": _plain(was), "after": _plain(now)}
        for name, (was, now) in document.parts["made_differently"].items()
    ]
    return [
        table("Made differently", different),
        table("Changed beyond noise", changed, (*names, *more), shares=()),
        table("All that both have", rows, (*names, "changed")),
        table("In one result alone", only),
    ]


def _plain(value: Any) -> Any:
    """A value of a manifest as a cell takes it."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _wave_tables(document: Document) -> list[Table]:
    remark = (
        "giant, audience, follows: shares of what there was before; followers mean: of who was "
        "not suspended. random: as many accounts, each about as much followed as one of the "
        "suspended; low and high: the middle 95 % of the waves drawn."
    )
    return [
        table("What is left, and how that changed", document.rows("figures"), (), remark),
        fields("Accounts", document.parts["accounts"]),
        fields("Follows", document.parts["follows"]),
        fields("Random waves beside the suspended", document.parts["matched"]),
    ]


def _any_tables(document: Document) -> list[Table]:
    """Every part that is a table, or fields; for kinds that nobody has said more of."""
    found = []
    for name, value in document.parts.items():
        if isinstance(value, Mapping) and name != "manifest":
            found.append(fields(name.replace("_", " "), value))
        elif not isinstance(value, str | Mapping) and (rows := document.rows(name)):
            found.append(table(name.replace("_", " "), rows))
    return found


_TABLES: Mapping[str, Callable[[Document], Sequence[Table]]] = {
    "collapse": _collapse_tables,
    "reach": _reach_tables,
    "rank": _rank_tables,
    "campaign": _campaign_tables,
    "frontier": _frontier_tables,
    "intervene": _intervene_tables,
    "info": _info_tables,
    "reproduce": _reproduce_tables,
    "sweep": _sweep_tables,
    "compare": _compare_tables,
    "wave": _wave_tables,
}
