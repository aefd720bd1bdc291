"""``KIND:STRATEGY,key=value@RATE``: what is done to accounts day by day beside `--suspend`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphres.campaigns.channels import ACTS, Channel, parse_channel
from graphres.close_matches import suggest
from graphres.errors import UsageError
from graphres.interventions.aliases import instead_of
from graphres.interventions.keys import settle
from graphres.interventions.plans import lever_class
from graphres.interventions.syntax import parse_plan

#: Kinds that take keys, those of the levers of the same name.
_KEYED = ("limit", "counter", "flood", "crowd")


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
    name, values, _ = settle(term, lever_class(kind).keys if kind in _KEYED else {})
    if kind == "platform":
        if len(term.items) != 1:
            raise UsageError(f"{said} names no platform", do="write platform:NAME@RATE")
        made = parse_channel(f"random@{rate}", said)
        return replace(made, spec=spec, kind="platform", platform=name)
    if (kind, name) == ("counter", "greedy"):
        raise UsageError(f"{said}: counter:greedy is of intervene alone", do="name a strategy")
    made = parse_channel(f"{name or 'in-degree'}@{rate}", said)
    factor = values.pop("factor", None)
    act = "suspend" if kind == "crowd" else kind
    return replace(
        made, spec=spec, act=act, factor=1.0 if factor is None else factor, values=values
    )


def check_acts(specs: Sequence[str]) -> None:
    """`UsageError` for an act that is none, and for two counter-messages that spread otherwise."""
    acts = [parse_act(spec) for spec in specs]
    speaking = {act.values["probability"] for act in acts if act.act == "counter"}
    if len(speaking) > 1:
        raise UsageError(
            "two counter-messages of different probability", do="give them one probability="
        )


def _instead(kind: str) -> str:
    """What to write for a kind that there is not."""
    return instead_of(kind) or suggest(kind, ACTS)
