"""From results of the library to the documents that the command line would write of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphres.campaigns import CampaignTrace, Frontier
from graphres.errors import UsageError
from graphres.interventions import InterventionResult
from graphres.measures.curves import CollapseCurve
from graphres.report.document import Document, saved_document
from graphres.report.kinds.calibration.result import calibration_parts
from graphres.report.kinds.campaign.frontier_result import frontier_parts
from graphres.report.kinds.campaign.result import SCHEMA, campaign_parts
from graphres.report.kinds.compare.result import comparison_parts
from graphres.report.kinds.compare.wave_result import wave_parts
from graphres.report.kinds.intervene.result import differences_of
from graphres.report.kinds.reach.result import reach_parts
from graphres.report.kinds.sweep.folder import folder_document
from graphres.report.result import Rows
from graphres.spread import Reach
from graphres.studies.comparisons import ResultComparison, WaveComparison
from graphres.studies.findings.calibration import Calibration
from graphres.studies.sweeps import Sweep


def _of_draws(found: Calibration) -> dict[str, Any]:
    return {"manifest": {"seed": found.seed}, **calibration_parts(found)}


#: Results of which one function makes the whole document, with its schema.
_PLAIN: tuple[tuple[type, str, Callable[[Any], dict[str, Any]]], ...] = (
    (ResultComparison, "graphres.compare/1", comparison_parts),
    (WaveComparison, "graphres.wave/1", wave_parts),
    (Frontier, "graphres.frontier/1", frontier_parts),
    (Calibration, "graphres.calibration/1", _of_draws),
)


def document_from(result: Any) -> Document:
    """Return the document of a result, or the one in a file."""
    if isinstance(result, Document):
        return result
    if isinstance(result, str | Path):
        return saved_document(result)
    if isinstance(result, Sweep):
        return folder_document(result.path)
    if isinstance(result, CollapseCurve):
        result = {"order": result}
    if isinstance(result, Mapping) and result:
        return _of_curves(result)
    if isinstance(result, Reach):
        return Document("graphres.reach/1", {"manifest": {"n": result.n}, **reach_parts(result)})
    if isinstance(result, CampaignTrace):
        return _of_campaign(result)
    for kind, schema, parts_of in _PLAIN:
        if isinstance(result, kind):
            return Document(schema, parts_of(result))
    if isinstance(result, InterventionResult):
        return _of_interventions(result)
    raise UsageError(
        f"{type(result).__name__} has no chart",
        do="give a result of collapse, reach, campaign, frontier, intervene, sweep, compare or "
        "calibrate, or the path of one",
    )


def _of_curves(curves: Mapping[str, Any]) -> Document:
    wrong = [name for name, curve in curves.items() if not isinstance(curve, CollapseCurve)]
    if wrong:
        raise UsageError(f"{wrong[0]!r} is no collapse curve", do="give names and their curves")
    names = {name: None for curve in curves.values() for name in curve.columns()}
    shared = [name for name in names if all(name in curve.columns() for curve in curves.values())]
    header = ["strategy", "run", "removed", "removed_fraction", *shared]
    rows = Rows(header, lambda: [_columns(n, curve, shared) for n, curve in curves.items()])
    summary = [{"strategy": n, "run": "mean", **curve.summary()} for n, curve in curves.items()]
    n = next(iter(curves.values())).n
    return Document(
        "graphres.collapse/1", {"manifest": {"n": n}, "summary": summary, "curve": rows}
    )


def _columns(name: str, curve: CollapseCurve, shared: Sequence[str]) -> list[list[Any]]:
    size, columns = len(curve.removed), curve.columns()
    share = [k / curve.n if curve.n else None for k in curve.removed.tolist()]
    values = (columns[name].tolist() for name in shared)
    return [[name] * size, [0] * size, curve.removed.tolist(), share, *values]


def _of_campaign(trace: CampaignTrace) -> Document:
    manifest = {"n": trace.setting.n, "seed": trace.setting.seed, "runs": len(trace.runs)}
    return Document(SCHEMA, {"manifest": manifest, **campaign_parts(trace)})


def _of_interventions(result: InterventionResult) -> Document:
    parts = {
        "manifest": {"n": result.n},
        "interventions": result.rows(),
        "differences": differences_of(result),
    }
    return Document("graphres.intervene/1", parts)
