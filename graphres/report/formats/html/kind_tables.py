"""The tables that a page shows of each kind of result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphres.report.document import Document
from graphres.report.formats.html.content import Table
from graphres.report.formats.html.tables import fields, table
from graphres.report.kinds.sweep.figures import figure_of, figures_in

_SUMMARY = (
    *("strategy", "removed", "R", "half_giant", "tenth_giant", "cut_max", "cut_max_at"),
    *("critical_fraction", "dismantling_set", "reach_start", "half_reach", "tenth_reach"),
    *(
        "reach_cut_max",
        "reach_cut_max_at",
        "cumulative_cost",
        "half_giant_by_cost",
        "wrongly_removed",
        "until_removed",
    ),
)
#: A share with its interval.
_ENDS = ("mean", "low", "high")
_RATIO = ("ratio", "ratio_low", "ratio_high", "present_share")
_ARMS = (
    *("arm", "followers_end", "follower_days", "stunting", "stunting_low", "stunting_high"),
    *("stunting_away", "stunting_lost", "stunting_regrowth", "stunting_spill_over"),
    *("against_rotating", "against_rotating_low", "against_rotating_high", "suspended", "opened"),
    "opened_per_suspended",
)


def _collapse_tables(document: Document) -> list[Table]:
    remark = (
        "R: mean giant over all removals. half, tenth: share removed when a measure is at half or "
        "a tenth of its start. cut max: the most that was cut off, as a share of all accounts, and "
        "at which share removed. critical fraction: where the components beside the giant peak. "
        "dismantling set: removals that leave the giant with 1 % of all accounts."
    )
    tried = (
        "needed: removals to the target, or without one the mean of the measure, as the chooser "
        "counted. +reinsert: accounts brought back where the target allows."
    )
    differences = "reach under one strategy minus reach under the other, in the same worlds"
    return [
        table("What sums each strategy up, mean over runs", document.means(), _SUMMARY, remark),
        table("What portfolios tried", _tried(document), remark=tried),
        table(
            "Strategies in the same worlds", document.rows("differences"), (), differences, _ENDS
        ),
    ]


def _tried(document: Document) -> list[dict[str, Any]]:
    """What every member of a portfolio reached, best first, and what local search made of it."""
    rows = []
    for row in document.means():
        members = {
            name.removeprefix("tried[").removesuffix("]"): value
            for name, value in row.items()
            if name.startswith("tried[") and value is not None
        }
        told = [(name, members[name]) for name in sorted(members, key=lambda each: members[each])]
        if "best_searched" in row:
            told.append(("after local search", row["best_searched"]))
        rows += [{"strategy": row["strategy"], "tried": who, "needed": it} for who, it in told]
    return rows


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
        "followers end: of a person on the last day, away counting zero. stunting: share of "
        "follower-days lost against arm none, split into days away, followers lost and not "
        "regained, slower regrowth, and spill-over on persons not suspended. against rotating: "
        "follower-days that the plan has less than arm rotating, as a share."
    )
    by_dose = (
        "start, end: followers of a person on the evening before the first suspension and on the "
        "last day, away counting zero. followers 7, followers 30: of accounts opened at returns at "
        "that age. end none: of the same persons without suspensions; ratio: end over that."
    )
    effects = (
        "In followers of a person on the last day. total: against the same persons without "
        "suspensions; direct: by their own suspensions; spill over: by those of others, as on "
        "those never hit; naive: hit against never hit."
    )
    doses = [row for row in document.rows("doses") if row["arm"] == "plan"]
    return [
        table("Persons by number of suspensions", doses, remark=by_dose, shares=_RATIO),
        table(
            "What suspensions do to those hit and to others", document.rows("effects"), (), effects
        ),
        table("What sums each arm up, over all runs", document.means(), _ARMS, remark),
    ]


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


def _calibration_tables(document: Document) -> list[Table]:
    """Shares and pairs; drivers whose interval leaves out 0. Single draws are in the csv."""
    known = [row for row in document.rows("drivers") if row["rho"] is not None]
    drivers = [row for row in known if row["rho_low"] > 0 or row["rho_high"] < 0]
    of_findings = ("fact", "finding", "draws", "hits", "share", "low", "high", "drivers", "claim")
    of_targets = ("target", "draws", "hits", "share", "low", "high", "claim", "status", "source")
    shares = ("share", "low", "high")
    driven = "rho: Spearman's rank correlation with holding, and with the finding's first measure."
    return [
        table("Findings, in the draws kept", document.rows("findings"), of_findings, "", shares),
        table("Calibration targets", document.rows("targets"), of_targets, "", shares),
        table("What drives them", drivers, (), driven, ()),
        table("Which hold in the same draws", document.rows("pairs")),
    ]


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


def _report_tables(document: Document) -> list[Table]:
    names = (
        "account",
        "followers",
        "giant_loss",
        "reach_loss",
        "reach_loss_low",
        "reach_loss_high",
    )
    remark = "Each loss comes on top of those of the accounts above it."
    return [table("Whom to look at first", document.rows("leaders"), names, remark)]


def any_tables(document: Document) -> list[Table]:
    """Every part that is a table, or fields; for kinds that nobody has said more of."""
    found = []
    for name, value in document.parts.items():
        if isinstance(value, Mapping) and name != "manifest":
            found.append(fields(name.replace("_", " "), value))
        elif not isinstance(value, str | Mapping) and (rows := document.rows(name)):
            found.append(table(name.replace("_", " "), rows))
    return found


TABLES: Mapping[str, Callable[[Document], Sequence[Table]]] = {
    "report": _report_tables,
    "collapse": _collapse_tables,
    "reach": _reach_tables,
    "rank": _rank_tables,
    "campaign": _campaign_tables,
    "frontier": _frontier_tables,
    "intervene": _intervene_tables,
    "info": _info_tables,
    "reproduce": _reproduce_tables,
    "calibration": _calibration_tables,
    "sweep": _sweep_tables,
    "compare": _compare_tables,
    "wave": _wave_tables,
    "draw": lambda document: [],
}
