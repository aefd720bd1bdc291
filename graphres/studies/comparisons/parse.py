"""What a saved result tells: figures by name, curves, a ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphres.errors import InputError
from graphres.studies.comparisons.estimates import Estimate
from graphres.studies.comparisons.rows import (
    FigureName,
    MeasureCurve,
    Row,
    is_deterministic,
    name_row,
    place_on_shares,
    read_curves,
    read_summaries,
)
from graphres.studies.comparisons.saved import SavedResult
from graphres.studies.sweeps.tasks.base import figures


@dataclass(frozen=True)
class ParsedResult:
    """A result taken apart.

    Parameters
    ----------
    figures : mapping of Name to Estimate
    read_curves : mapping of Name to Curve
    ranks : list of mapping
        Rows of a ranking, first rank first.
    """

    figures: Mapping[FigureName, Estimate] = field(default_factory=dict)
    curves: Mapping[FigureName, MeasureCurve] = field(default_factory=dict)
    ranks: Sequence[Row] = ()


def parse_result(
    saved: SavedResult, *, by_share: bool = False, same_seed: bool = True
) -> ParsedResult:
    """Take a result apart.

    Parameters
    ----------
    saved : SavedResult
    by_share : bool
        Whether curves of a collapse are told by the share of accounts removed, not their number.
    same_seed : bool
        Whether what it is compared with has its seed, so that strategies that take one agree.

    Raises
    ------
    InputError
        For a kind of result that is not compared.
    """
    if saved.schema not in _PARSERS:
        names = ", ".join(schema.removeprefix("graphres.").split("/")[0] for schema in _PARSERS)
        raise InputError(
            f"results of schema {saved.schema} are not compared",
            where=saved.source,
            do=f"those of {names} are",
        )
    if saved.schema == "graphres.collapse/1":
        return _collapse(saved, by_share=by_share, same_seed=same_seed)
    return _PARSERS[saved.schema](saved)


#: Settings with which something is drawn, whatever the strategy.
_ERRING = {"miss", "false_alarm", "confidence", "hide"}


def _collapse(
    saved: SavedResult, *, by_share: bool = False, same_seed: bool = True
) -> ParsedResult:
    errs = _ERRING & saved.manifest.keys()

    def is_exact(name: str) -> bool:
        return not errs and is_deterministic(name, same_seed=same_seed)

    rows = saved.document.get("summary", [])
    summary = dict(read_summaries("summary", rows, ("strategy",), is_exact))
    curve, place = saved.document.get("curve", []), "removed"
    if by_share:
        curve, place = list(place_on_shares(curve, ("strategy",))), "removed_fraction"
    return ParsedResult(summary, dict(read_curves(curve, ("strategy",), place, is_exact)))


def _campaign(saved: SavedResult) -> ParsedResult:
    rows, days = saved.document.get("summary", []), saved.document.get("days", [])
    estimates = dict(read_summaries("summary", rows, ("arm",), lambda name: False))
    return ParsedResult(estimates, dict(read_curves(days, ("arm",), "day", lambda name: False)))


def _rank(saved: SavedResult) -> ParsedResult:
    return ParsedResult(
        ranks=sorted(saved.document.get("ranking", []), key=lambda row: row["rank"])
    )


def _reach(saved: SavedResult) -> ParsedResult:
    document = saved.document
    rows = [row for row in document.get("rows", []) if row["part"] != "carries"]
    if "hops" in document:
        rows = [row for part in document.get("probabilities", [document]) for row in _parts(part)]
    return ParsedResult(
        {
            FigureName(row["part"], _name_at(row), "reach"): Estimate(
                row["mean"],
                row["low"],
                row["high"],
                is_exact=row["low"] == row["high"],
                is_sampled=True,
            )
            for row in rows
        }
    )


def _parts(document: Row) -> list[Row]:
    """Rows of reach at one probability, as tables hold them."""
    p = {"probability": document["probability"]} if "probability" in document else {}
    rows = [{"part": "reach", "name": "all", **_ends(document["reach"]), **p}]
    rows += [{"part": "hop", "name": str(h["hop"]), **_ends(h), **p} for h in document["hops"]]
    named = [(g["group"], g) for g in document["groups"]]
    return rows + [{"part": "group", "name": name, **_ends(g), **p} for name, g in named]


def _name_at(row: Row) -> str:
    """Name a row, with its probability where there are several."""
    name = str(row["name"]).rstrip("+")
    return f"{name}, p = {row['probability']:g}" if "probability" in row else name


def _ends(row: Row) -> Row:
    return {name: row[name] for name in ("mean", "low", "high")}


#: Columns that say which row of interventions it is.
_NAMING = ("intervention", "budget", "run", "probability")


def _intervene(saved: SavedResult) -> ParsedResult:
    estimates = {}
    for row in saved.document["interventions"]:
        budget = row["budget"]
        of = row["intervention"] if budget is None else f"{row['intervention']} at {budget:g}"
        of += f", p = {row['probability']:g}" if "probability" in row else ""
        values = {k: v for k, v in row.items() if k not in _NAMING}
        for figure, value, low, high in figures(values):
            if value is None or isinstance(value, int | float):
                estimates[FigureName("reach", of, figure)] = Estimate(
                    value, low, high, is_sampled=True
                )
    return ParsedResult(estimates)


def _info(saved: SavedResult) -> ParsedResult:
    graph = saved.document.get("graph", {})
    return ParsedResult(
        {
            FigureName("graph", "graph", name): Estimate(value, is_exact=True)
            for name, value in graph.items()
            if value is None or isinstance(value, int | float)
        }
    )


def _sweep(saved: SavedResult) -> ParsedResult:
    rows = saved.document["rows"]
    keys = tuple(name for name in (rows[0] if rows else ()) if name not in _MEASURED)
    cells = [(name_row(row, keys), row) for row in rows]
    drawn = {cell["cell"] for cell in saved.document["cells"] if _ERRING & cell.keys()}
    exact = {name: _is_exact_cell(row) and row["cell"] not in drawn for name, row in cells}
    sums = list(_wide([(name, row) for name, row in cells if row["at"] is None], "run"))
    estimates = dict(read_summaries("summary", sums, (_CELL,), exact.__getitem__))
    points = [(name, row) for name, row in cells if row["at"] is not None]
    curves_by_name: dict[FigureName, MeasureCurve] = {}
    for figure_rows in _by_figure(points):
        curves_by_name |= dict(
            read_curves(list(_wide(figure_rows, "run", "at")), (_CELL,), "at", exact.__getitem__)
        )
    return ParsedResult(estimates, curves_by_name)


#: Columns of a sweep's table that do not say of what a figure is.
_MEASURED = ("cell", "account", "run", "at", "figure", "value", "low", "high")

#: The name of a cell among its figures; no figure is called so.
_CELL = "cell"

NamedRow = tuple[str, Row]


def _by_figure(rows: Sequence[NamedRow]) -> Iterable[list[NamedRow]]:
    """Rows by cell and figure."""
    groups: dict[tuple[str, str], list[NamedRow]] = {}
    for name, row in rows:
        groups.setdefault((name, row["figure"]), []).append((name, row))
    return groups.values()


def _wide(rows: Sequence[NamedRow], *places: str) -> Iterator[Row]:
    """One row a cell and place, a column a figure and its ends, from one row a figure."""
    wide_rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for name, row in rows:
        at = {place: row[place] for place in places}
        wide = wide_rows.setdefault((name, *at.values()), {_CELL: name, **at})
        wide[row["figure"]] = row["value"]
        if row["low"] is not None:
            wide |= {f"{row['figure']}_low": row["low"], f"{row['figure']}_high": row["high"]}
    yield from wide_rows.values()


def _is_exact_cell(row: Row) -> bool:
    return row["command"] in ("collapse", "rank") and is_deterministic(
        row.get("strategy") or "", same_seed=True
    )


_PARSERS: dict[str, Callable[[SavedResult], ParsedResult]] = {
    "graphres.collapse/1": _collapse,
    "graphres.rank/1": _rank,
    "graphres.reach/1": _reach,
    "graphres.campaign/1": _campaign,
    "graphres.campaign/2": _campaign,
    "graphres.intervene/1": _intervene,
    "graphres.info/1": _info,
    "graphres.sweep/1": _sweep,
}
