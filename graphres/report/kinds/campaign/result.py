"""The result of `graphres campaign`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graphres.campaigns.capacities import Capacity
from graphres.campaigns.trace import TABLES, CampaignTrace
from graphres.report.blocks import Block
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.campaign.finding import (
    describe_interference,
    describe_network,
    write_headline,
)
from graphres.report.result import Result, Rows

SCHEMA = "graphres.campaign/2"


def campaign_result(
    trace: CampaignTrace,
    table: str,
    manifest: Mapping[str, Any],
    opening: Block,
    effect: Sequence[Capacity] | None = None,
) -> Result:
    """Return a campaign in every form.

    Parameters
    ----------
    trace : CampaignTrace
    table : str
        The one of its tables that stands for it where there is room for one.
    manifest : mapping
    opening : Block
        The first lines for people.
    effect : sequence of Capacity, optional
        What replacements do.
    """
    parts = {"manifest": manifest, **campaign_parts(trace)}
    if trace.missed is not None and trace.setting.replay is not None:
        suspensions = len(trace.setting.replay.days)
        parts["replay"] = {"suspensions": suspensions, "missed": trace.missed}
    if effect is not None:
        parts["replacements"] = [asdict(capacity) for capacity in effect]
    return Result(SCHEMA, parts, parts[table], blocks_for_people(SCHEMA, parts, opening))


def campaign_parts(trace: CampaignTrace) -> dict[str, Any]:
    """Return the fields of the document, but for its manifest."""
    finding = {
        "dose_is": trace.dose_is,
        "headline": write_headline(trace),
        "network": describe_network(trace),
        "interference": describe_interference(trace),
    }
    facts = {"finding": finding, "effects": trace.effects, "levels": trace.levels}
    if trace.balance is not None:
        facts["balance"] = trace.balance
    tables = {name: _rows(trace, name) for name in TABLES}
    return {"summary": trace.summary, **facts, **tables}


def _rows(trace: CampaignTrace, table: str) -> Rows:
    names = trace.names(table)
    return Rows(names, lambda: ([batch[name] for name in names] for batch in trace.columns(table)))
