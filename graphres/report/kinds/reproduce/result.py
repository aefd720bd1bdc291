"""The result of `graphres reproduce`: verdicts on published findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows
from graphres.studies.findings import CAUTION, COLUMNS, Reproduction, Tested

_SCHEMA = "graphres.reproduce/1"


def reproduce_result(
    reproduction: Reproduction, manifest: Mapping[str, Any], opening: Block
) -> Result:
    """Return the verdicts in every form."""
    table = [tested.row() for tested in reproduction.tested]
    rows = Rows.of(COLUMNS, [[row[name] for name in COLUMNS] for row in table])
    parts = {
        "manifest": manifest,
        "caution": CAUTION,
        "findings": [_to_dict(tested) for tested in reproduction.tested],
    }
    return Result(_SCHEMA, parts, rows, blocks_for_people(_SCHEMA, parts, opening))


def _to_dict(tested: Tested) -> dict[str, Any]:
    """Return a finding with all that was measured."""
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
