"""The result of `graphres reproduce --calibrate`: draws kept, and what holds in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows
from graphres.studies.findings.calibration import Calibration

_SCHEMA = "graphres.calibration/1"

#: What every output says.
CAUTION = (
    "A qualitative reproduction: the readable evidence is a handful of users and summary "
    "statistics. The draws are from ranges that are chosen, and each is judged by a single run, so "
    "that a share tells of the ranges and of chance together."
)

#: The tables that csv and jsonl can hold one of.
TABLES = ("findings", "targets", "drivers", "pairs", "draws")

_SHARE = ("draws", "hits", "share", "low", "high")
_TARGETS = ("target", *_SHARE, "claim", "published", "status", "source")
_FINDINGS = ("fact", "finding", *_SHARE, "drivers", "claim", "published", "status", "source")
_DRIVERS = ("finding", "parameter", "draws", "rho", "rho_low", "rho_high", "rho_measured")
_PAIRS = (
    *("first", "second", "draws", "first_holds", "second_holds"),
    *("both_hold", "both_expected"),
)
#: Drivers named beside a finding.
_NAMED = 3


def calibration_result(
    calibration: Calibration, manifest: Mapping[str, Any], opening: Block, table: str = "findings"
) -> Result:
    """Return the result in every form; ``table`` is the one that a single table shows."""
    parts = calibration_parts(calibration)
    document = {"manifest": manifest, **parts}
    page = blocks_for_people(_SCHEMA, document, opening)
    return Result(_SCHEMA, document, parts[table], page)


def calibration_parts(calibration: Calibration) -> dict[str, Any]:
    """Return what the document says of the draws."""
    return {
        "caution": CAUTION,
        "answer": calibration.answer,
        "calibration": {
            "draws": len(calibration.draws),
            "draws_asked": calibration.requested,
            **_named("kept", calibration.kept_share),
            **_named("together", calibration.together),
            "most_at_once": max(calibration.counts, default=None),
        },
        "findings": Rows.of(_FINDINGS, _finding_rows(calibration)),
        "targets": Rows.of(_TARGETS, _target_rows(calibration)),
        "drivers": Rows.of(_DRIVERS, [tuple(row.values()) for row in calibration.drivers]),
        "pairs": Rows.of(_PAIRS, [tuple(row.values()) for row in calibration.pairs]),
        "draws": _draws(calibration),
    }


def _named(name: str, share: Any) -> dict[str, Any]:
    return {
        name: share.hits,
        f"{name}_share": share.share,
        f"{name}_low": share.low,
        f"{name}_high": share.high,
    }


def _target_rows(calibration: Calibration) -> list[tuple[Any, ...]]:
    return [
        (at.name, *calibration.target_shares[at.name], at.claim, at.published, at.status, at.source)
        for at in calibration.targets
    ]


def _finding_rows(calibration: Calibration) -> list[tuple[Any, ...]]:
    return [
        (
            at.number,
            at.name,
            *calibration.shares[at.name],
            _drivers(calibration, at.name),
            at.claim,
            at.published,
            at.status,
            "; ".join(dict.fromkeys(map(str, at.sources))),
        )
        for at in calibration.findings
    ]


def _drivers(calibration: Calibration, name: str) -> str:
    """Name the parameters that drive whether a finding holds, with their ρ, strongest first."""
    clear = [
        row
        for row in calibration.drivers
        if row["finding"] == name
        and row["rho"] is not None
        and not row["rho_low"] <= 0 <= row["rho_high"]
    ]
    clear.sort(key=lambda row: -abs(row["rho"]))
    return ", ".join(
        f"{row['parameter'].partition('.')[2]} {row['rho']:+.2f}" for row in clear[:_NAMED]
    )


def _draws(calibration: Calibration) -> Rows:
    """Return every draw: its parameters, what rejected it, and what held."""
    names = [target.name for target in calibration.targets]
    header = ["draw", "is_kept", "rejected_by", "findings_held", *calibration.parameters]
    header += [f"target[{name}]" for name in names]
    header += [f"{kind}[{name}]" for name in calibration.names for kind in ("holds", "measured")]
    rows = [
        [
            *(each.number, each.is_kept, each.rejected_by, each.count if each.is_kept else None),
            *(each.values[name] for name in calibration.parameters),
            *(each.targets.get(name) for name in names),
            *(
                value.get(name)
                for name in calibration.names
                for value in (each.holds, each.measured)
            ),
        ]
        for each in calibration.draws
    ]
    return Rows.of(header, rows)
