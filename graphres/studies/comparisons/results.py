"""What changed between two results of one schema, beyond noise."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphres.errors import InputError
from graphres.studies.comparisons.curves import curve_change
from graphres.studies.comparisons.estimates import Change, changed
from graphres.studies.comparisons.parse import Told, told
from graphres.studies.comparisons.ranks import overlap, rank_changes
from graphres.studies.comparisons.rows import Name
from graphres.studies.comparisons.saved import Saved, read_result

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
    only_before: list[Name]
    only_after: list[Name]
    made_differently: Mapping[str, tuple[Any, Any]]
    overlap: Mapping[str, float | None] | None = None

    def figures(self) -> dict[str, float | None]:
        """What a condition can speak of."""
        said = [row["changed"] for row in self.rows]
        apart = [row for row in self.rows if row["difference"] or row["changed"]]
        return {
            "compared": len(said),
            "changed": said.count(True),
            "unknown": sum(row["changed"] is None for row in apart),
            "only_before": len(self.only_before),
            "only_after": len(self.only_after),
            **(self.overlap or dict.fromkeys(_OVERLAP)),
        }

    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
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
    one, other = read_result(before), read_result(after)
    if one.schema != other.schema:
        raise InputError(
            f"a result of schema {other.schema} beside one of {one.schema}",
            where=other.source,
            do="compare two of the same command",
        )
    with one.trusted():
        _circumstances(one.manifest)
    with other.trusted():
        return _compared(one, other)


def _compared(one: Saved, other: Saved) -> ResultComparison:
    """Two results of one schema."""
    by_share = one.manifest.get("n") != other.manifest.get("n")
    differently = _differently(one, other)
    same_seed = "seed" not in differently
    first, second = (_told(each, by_share=by_share, same_seed=same_seed) for each in (one, other))
    are_paired = not {"seed", "runs"} & differently.keys()
    rows = list(_rows(first, second, are_paired))
    if not rows:
        raise InputError(
            "the two have no figure in common",
            where=other.source,
            do="compare runs of the same strategies, arms or cells",
        )
    there = [{*each.figures, *each.curves} for each in (first, second)]
    return ResultComparison(
        before=one.source,
        after=other.source,
        schema=one.schema,
        rows=rows,
        only_before=sorted(there[0] - there[1]),
        only_after=sorted(there[1] - there[0]),
        made_differently=differently,
        overlap=overlap(first.ranks, second.ranks) if first.ranks or second.ranks else None,
    )


def _told(saved: Saved, *, by_share: bool, same_seed: bool) -> Told:
    with saved.trusted():
        return told(saved, by_share=by_share, same_seed=same_seed)


def _rows(first: Told, second: Told, are_paired: bool) -> Iterator[dict[str, Any]]:
    for name, before in first.figures.items():
        if name in second.figures:
            after = second.figures[name]
            change = changed(before, after, are_paired=are_paired)
            yield _row(name, before.value, after.value, change)
    for account, was, now, change in rank_changes(first.ranks, second.ranks):
        yield _row(Name("rank", account, "rank"), was, now, change)
    for name, curve in first.curves.items():
        if name in second.curves:
            found = curve_change(curve, second.curves[name], are_paired=are_paired)
            if found is not None:
                row = _row(name, found.before, found.after, found.mean)
                row |= {"changed": found.changed, "largest": found.largest, "at": found.at}
                yield {**row, "places_changed": found.places_changed}


def _row(name: Name, before: float | None, after: float | None, change: Change) -> dict[str, Any]:
    values = (*name, before, after, *change, None, None, None)
    return dict(zip(COLUMNS, values, strict=True))


def _differently(one: Saved, other: Saved) -> dict[str, tuple[Any, Any]]:
    """What manifests say differently; of inputs their bytes, by what they are for."""
    first, second = (_circumstances(saved.manifest) for saved in (one, other))
    names = dict.fromkeys([*first, *second])
    pairs = {name: (first.get(name), second.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _circumstances(manifest: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in manifest.items() if name not in _INCIDENTAL}
    inputs = said.pop("inputs", [])
    versions = said.pop("versions", {})
    said |= {f"{each.get('role')} sha256": each.get("sha256") for each in inputs}
    said |= versions
    return said
