"""``KIND:STRATEGY,key=value@RATE``: what is done to accounts day by day beside `--suspend`."""

from __future__ import annotations

from dataclasses import replace

from graphres.campaigns.channels import ACTS, Channel, parse_channel
from graphres.errors import UsageError
from graphres.interventions.grammar import parse_plan
from graphres.interventions.keys import settle
from graphres.interventions.limit import Limit
from graphres.interventions.plans import LEVERS
from graphres.suggesting import hint

__all__ = ["ACTS", "parse_act"]


def parse_act(spec: str) -> Channel:
    """Understand ``KIND:STRATEGY,key=value@RATE``, written as interventions are.

    Raises
    ------
    UsageError
        For an unknown kind or key; what `parse_channel` raises for the rest.

    Examples
    --------
    >>> channel = parse_act("limit:in-degree:soft,factor=0.5@2%/day")
    >>> channel.act, channel.kind, channel.factor, channel.share
    ('limit', 'soft', 0.5, Fraction(1, 50))
    >>> parse_act("platform:alpha@100%/day").platform
    'alpha'
    """
    said = f"act={spec!r}"
    head, _, rate = spec.rpartition("@")
    terms = parse_plan(head or spec).terms
    term, kind = terms[0], terms[0].kind
    if len(terms) > 1 or term.weight:
        raise UsageError(f"{said} is several", do="give each by itself")
    if kind not in ACTS:
        raise UsageError(f"{said}: no kind {kind!r}", do=_instead(kind))
    name, values, _ = settle(term, Limit.keys if kind == "limit" else {})
    if kind == "platform":
        if len(term.items) != 1:
            raise UsageError(f"{said} names no platform", do="write platform:NAME@RATE")
        made = parse_channel(f"random@{rate}", said)
        return replace(made, spec=spec, kind="platform", platform=name)
    made = parse_channel(f"{name or 'in-degree'}@{rate}", said)
    factor = values.get("factor")
    return replace(made, spec=spec, act=kind, factor=1.0 if factor is None else factor)


def _instead(kind: str) -> str:
    """What to write for a kind that there is not; some are levers of a comparison alone."""
    if kind not in LEVERS:
        return hint(kind, ACTS)
    return f"there are: {', '.join(ACTS)}; {kind} is of intervene alone"
