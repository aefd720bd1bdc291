"""What `graphres reproduce` found: a table of verdicts, and under it why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.number_format import MISSING, counted
from graphres.report.result import Result, Rows
from graphres.studies.findings import CAUTION, COLUMNS, Reproduction, Tested
from graphres.studies.findings.verdicts import VERDICTS

_HEADER = ("fact", "", "role", "measured", "95 % interval", "draws", "verdict")

_KEY = (
    "measured: the first measure of each finding, named first below it, with its interval over "
    "runs. draws: the share of draws from the ranges of the parameters in which the finding holds. "
    "role: a finding that calibrates was used to choose parameters and is no test; one that "
    "checks is about the machinery. verdict: holds if every interval lies wholly inside its "
    "tolerance (in brackets; our own where the published figures name none), fails if one lies "
    "wholly outside, else undecided."
)


def reproduce_result(found: Reproduction, manifest: Mapping[str, Any], opening: Block) -> Result:
    """The verdicts in every form."""
    table = [each.row() for each in found.tested]
    rows = Rows.of(COLUMNS, [[row[name] for name in COLUMNS] for row in table])
    document = {
        "manifest": manifest,
        "caution": CAUTION,
        "findings": [_told(each) for each in found.tested],
    }
    page = [opening, *_page(found)]
    return Result("graphres.reproduce/1", document, rows, lambda width: page)


def _told(tested: Tested) -> dict[str, Any]:
    """A finding with all that was measured."""
    checks = () if tested.outcome is None else tested.outcome.checks
    return {
        **tested.row(),
        "name": tested.finding.name,
        "tested_by": tested.finding.tested_by,
        "draws": tested.draws,
        "checks": [
            {
                "what": check.what,
                "value": check.value,
                "low": check.low,
                "high": check.high,
                "tolerance": str(check.tolerance),
                "verdict": check.verdict,
            }
            for check in checks
        ],
    }


def _page(found: Reproduction) -> Iterator[Block]:
    yield Table("", _HEADER, [_row(each) for each in found.tested], left=(1, 2, 6))
    yield Line(_counted(found))
    for each in found.tested:
        yield Line("\n".join(_reasons(each)), "title")
    yield Line(_KEY, "quiet")
    yield Line(CAUTION, "quiet")


def _row(tested: Tested) -> tuple[str, ...]:
    row = tested.row()
    low, high = row["low"], row["high"]
    share = row["share_of_draws"]
    return (
        str(row["fact"]),
        tested.finding.name,
        row["role"],
        _short(row["measured"]),
        "" if low is None else f"[{_short(low)}, {_end(high)}]",
        MISSING if share is None else f"{100 * share:.0f} %",
        row["verdict"],
    )


def _short(value: float | None) -> str:
    """Three digits.

    Examples
    --------
    >>> _short(0.12345), _short(None)
    ('0.123', '–')
    """
    return MISSING if value is None else f"{value:.3g}"


def _end(high: float | None) -> str:
    """An upper end, or that none was found in all that was tried."""
    return "no end" if high is None else _short(high)


def _counted(found: Reproduction) -> str:
    """How many of the findings that were held out came to what."""
    held_out = [each for each in found.tested if each.finding.role == "tests"]
    if not held_out:
        return "None of these findings was held out as a test."
    verdicts = [each.verdict for each in held_out]
    said = ", ".join(f"{verdicts.count(v)} {v}" for v in VERDICTS if v in verdicts)
    return f"Of {counted(len(held_out), 'finding')} held out as tests: {said}."


def _reasons(tested: Tested) -> Iterator[str]:
    at = tested.finding
    yield f"{at.number} {at.name}: {tested.verdict}. {at.claim}."
    yield f"   published ({at.status}): {at.published}"
    yield f"   run: {at.tested_by}"
    for reason in tested.reasons:
        yield f"   {reason}"
