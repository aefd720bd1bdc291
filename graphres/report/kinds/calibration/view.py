"""What `graphres reproduce --calibrate` gives: draws kept, and what holds in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.number_format import MISSING, count, counted, percent
from graphres.report.result import Result, Rows
from graphres.studies.findings.calibration import Calibration

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

_KEY = (
    "kept: draws that meet all targets, each of which is asked of the draws that met those before "
    "it. holds: the share of kept draws in which the value of every measure of the finding lies "
    "inside its tolerance, with Wilson's 95 % interval. driven by: parameters whose Spearman rank "
    "correlation with holding has a 95 % interval that leaves out 0, strongest first; among so "
    "many some are there by chance."
)


def calibration_result(
    calibration: Calibration, manifest: Mapping[str, Any], opening: Block, table: str = "findings"
) -> Result:
    """Return the result in every form; ``table`` is the one that a single table shows."""
    parts = calibration_parts(calibration)
    document = {"manifest": manifest, **parts}
    page = [opening, *_page(calibration)]
    return Result("graphres.calibration/1", document, parts[table], lambda width: page)


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
    """The parameters that drive whether a finding holds, with their ρ, strongest first."""
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
    """Every draw: its parameters, what rejected it, and what held."""
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


def _page(calibration: Calibration) -> Iterator[Block]:
    yield Line(calibration.answer)
    yield Table(
        "Calibration targets",
        ("target", "asked", "met", "share", "95 % interval"),
        [(at.name, *_cells(calibration.target_shares[at.name])) for at in calibration.targets],
    )
    yield Line(_describe_kept(calibration))
    yield Table(
        "Findings held out, in the draws kept",
        ("", "tested", "hold", "share", "95 % interval", "driven by"),
        [
            (
                f"{at.number} {at.name}",
                *_cells(calibration.shares[at.name]),
                _drivers(calibration, at.name),
            )
            for at in calibration.findings
        ],
        left=(0, 5),
    )
    yield Line(_at_once(calibration))
    yield Line(_KEY, "quiet")
    yield Line(CAUTION, "quiet")


def _cells(share: Any) -> Sequence[str]:
    ends = MISSING if share.low is None else f"[{100 * share.low:.1f}, {100 * share.high:.1f}]"
    return count(share.trials), count(share.hits), percent(share.share), ends


def _describe_kept(calibration: Calibration) -> str:
    share = calibration.kept_share
    more = (
        ""
        if len(calibration.draws) == calibration.requested
        else f" (of {count(calibration.requested)} asked for)"
    )
    return (
        f"Kept: {count(share.hits)} of {counted(share.trials, 'draw')}{more}, "
        f"{percent(share.share)}."
    )


def _at_once(calibration: Calibration) -> str:
    """How many draws have how many findings at once."""
    if not calibration.kept_draws:
        return "No draw is left to judge findings on."
    counts = sorted(calibration.counts.items(), reverse=True)
    return "Findings that hold at once: " + ", ".join(
        f"{held} in {counted(draws, 'draw')}" for held, draws in counts
    )
