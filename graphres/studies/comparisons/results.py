"""What changed between two results of one schema, beyond noise."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphres.errors import InputError
from graphres.studies.comparisons.curves import compare_curves
from graphres.studies.comparisons.estimates import Change, compare_estimates
from graphres.studies.comparisons.parse import ParsedResult, parse_result
from graphres.studies.comparisons.ranks import compare_ranks, measure_overlap
from graphres.studies.comparisons.rows import FigureName
from graphres.studies.comparisons.saved import SavedResult, read_result

if TYPE_CHECKING:
    import pandas as pd


COLUMNS = (
    *("part", "name", "figure", "before", "after", "difference", "low", "high", "noise"),
    *("changed", "largest", "at", "places_changed"),
)

_OVERLAP = ("in_both", "came", "went", "jaccard", "kendall")

#: What a condition can speak of.
FIELDS = ("compared", "changed", "unknown", "only_before", "only_after", *_OVERLAP)

#: What tells when and where a result was made, not from what.
_INCIDENTAL = ("command", "seconds", "peak_memory_bytes")


@dataclass(frozen=True)
class ResultComparison:
    """Two results of one schema, figure by figure.

    Parameters
    ----------
    before, after : str
        Their files.
    schema : str
    rows : list of mapping
        With ``COLUMNS``, what both have.
    only_before, only_after : list of Name
        What one of them has.
    made_differently : mapping of str to (object, object)
        What their manifests say differently, file names apart.
    overlap : mapping of str to float, optional
        Of rankings: see `graphres.studies.comparisons.ranks.overlap`.
    """

    before: str
    after: str
    schema: str
    rows: list[dict[str, Any]]
    only_before: list[FigureName]
    only_after: list[FigureName]
    made_differently: Mapping[str, tuple[Any, Any]]
    overlap: Mapping[str, float | None] | None = None

    def figures(self) -> dict[str, float | None]:
        """Return the figures that a condition can name."""
        verdicts = [row["changed"] for row in self.rows]
        apart = [row for row in self.rows if row["difference"] or row["changed"]]
        return {
            "compared": len(verdicts),
            "changed": verdicts.count(True),
            "unknown": sum(row["changed"] is None for row in apart),
            "only_before": len(self.only_before),
            "only_after": len(self.only_after),
            **(self.overlap or dict.fromkeys(_OVERLAP)),
        }

    def frame(self) -> pd.DataFrame:
        """Return the rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def __repr__(self) -> str:
        """How many figures changed, in one line."""
        figures = self.figures()
        return f"<ResultComparison {figures['changed']} of {figures['compared']} figures changed>"


def compare_results(
    before: str | os.PathLike[str], after: str | os.PathLike[str]
) -> ResultComparison:
    """Say what changed between two results of one schema; see `graphres.compare`."""
    first, second = read_result(before), read_result(after)
    if first.schema != second.schema:
        raise InputError(
            f"a result of schema {second.schema} beside one of {first.schema}",
            where=second.source,
            do="compare two of the same command",
        )
    with first.trusted():
        _circumstances(first.manifest)
    with second.trusted():
        return _compare(first, second)


def _compare(before: SavedResult, after: SavedResult) -> ResultComparison:
    """Two results of one schema."""
    by_share = before.manifest.get("n") != after.manifest.get("n")
    differently = _find_circumstances(before, after)
    same_seed = "seed" not in differently
    first, second = (
        _parse(saved, by_share=by_share, same_seed=same_seed) for saved in (before, after)
    )
    are_paired = not {"seed", "runs"} & differently.keys()
    rows = list(_rows(first, second, are_paired))
    if not rows:
        raise InputError(
            "the two have no figure in common",
            where=after.source,
            do="compare runs of the same strategies, arms or cells",
        )
    there = [{*saved.figures, *saved.curves} for saved in (first, second)]
    return ResultComparison(
        before=before.source,
        after=after.source,
        schema=before.schema,
        rows=rows,
        only_before=sorted(there[0] - there[1]),
        only_after=sorted(there[1] - there[0]),
        made_differently=differently,
        overlap=measure_overlap(first.ranks, second.ranks) if first.ranks or second.ranks else None,
    )


def _parse(saved: SavedResult, *, by_share: bool, same_seed: bool) -> ParsedResult:
    with saved.trusted():
        return parse_result(saved, by_share=by_share, same_seed=same_seed)


def _rows(first: ParsedResult, second: ParsedResult, are_paired: bool) -> Iterator[dict[str, Any]]:
    for name, before in first.figures.items():
        if name in second.figures:
            after = second.figures[name]
            change = compare_estimates(before, after, are_paired=are_paired)
            yield _row(name, before.value, after.value, change)
    for account, was, now, change in compare_ranks(first.ranks, second.ranks):
        yield _row(FigureName("rank", account, "rank"), was, now, change)
    for name, curve in first.curves.items():
        if name in second.curves:
            difference = compare_curves(curve, second.curves[name], are_paired=are_paired)
            if difference is not None:
                row = _row(name, difference.before, difference.after, difference.mean)
                row |= {
                    "changed": difference.changed,
                    "largest": difference.largest,
                    "at": difference.at,
                }
                yield {**row, "places_changed": difference.places_changed}


def _row(
    name: FigureName, before: float | None, after: float | None, change: Change
) -> dict[str, Any]:
    values = (*name, before, after, *change, None, None, None)
    return dict(zip(COLUMNS, values, strict=True))


def _find_circumstances(before: SavedResult, after: SavedResult) -> dict[str, tuple[Any, Any]]:
    """Return what the manifests say differently; inputs are compared by their bytes, by role."""
    first, second = (_circumstances(saved.manifest) for saved in (before, after))
    names = dict.fromkeys([*first, *second])
    pairs = {name: (first.get(name), second.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _circumstances(manifest: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in manifest.items() if name not in _INCIDENTAL}
    inputs = facts.pop("inputs", [])
    versions = facts.pop("versions", {})
    facts |= {f"{entry.get('role')} sha256": entry.get("sha256") for entry in inputs}
    facts |= versions
    return facts
