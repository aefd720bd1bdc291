"""``KIND:STRATEGY,key=value@RATE``: what is done to accounts day by day beside `--suspend`."""

from __future__ import annotations

from dataclasses import replace

from graphres.campaigns.channels import Channel, parse_channel
from graphres.errors import UsageError
from graphres.interventions.grammar import Term, parse_plan
from graphres.interventions.limit import Limit

__all__ = ["ACTS", "parse_act"]

#: What can be done to an account.
ACTS = {
    "suspend": "it is closed; the owner may come back",
    "private": "present followers stay, nobody new follows, until the owner next comes back",
    "limit": "it is noticed with a factor of the probability, until the owner next comes back",
    "platform": "what stands on a platform is closed; who comes back is elsewhere",
}


def parse_act(spec: str) -> Channel:
    """Understand ``KIND:STRATEGY,key=value@RATE``, written as interventions are.

    Raises
    ------
    UsageError
        For an unknown kind; what `parse_channel` raises for the rest.

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
    kind = terms[0].kind
    if len(terms) > 1 or terms[0].weight:
        raise UsageError(f"{said} is several", do="give each by itself")
    if kind not in ACTS:
        raise UsageError(f"{said}: no kind {kind!r}", do=f"there are: {', '.join(ACTS)}")
    items, factor = _own_keys(terms[0])
    if kind == "platform":
        if len(items) != 1:
            raise UsageError(f"{said} names no platform", do="write platform:NAME@RATE")
        made = parse_channel(f"random@{rate}", said)
        return replace(made, spec=spec, kind="platform", platform=items[0])
    name = items[0] if items else "in-degree"
    name += (":" if ":" not in name else ",") * (len(items) > 1) + ",".join(items[1:])
    return replace(parse_channel(f"{name}@{rate}", said), spec=spec, act=kind, factor=factor)


def _own_keys(term: Term) -> tuple[list[str], float]:
    """What is not the act's own, and the factor of a limit."""
    known = Limit.keys["factor"]
    if term.kind != "limit" or known.default is None:
        return list(term.items), 1.0
    rest, factor = [], known.default
    for item in term.items:
        pair = term.key(item)
        if pair is not None and pair[0] == "factor":
            factor = known.read(*pair, str(term))
        else:
            rest.append(item)
    return rest, factor
