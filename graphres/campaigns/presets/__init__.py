"""Presets: parameters and a graph's recipe by name, every number with its source.

A preset is a TOML file in this folder: ``[graph]`` holds the options of `graphres.generate`,
``[campaign]`` the fields of `Parameters`, ``[[suspend]]`` the channels in order, ``[range]`` from
where to where what is not known is varied. ``based_on`` names a preset from which it differs in
what it says itself. A source begins with its status: quoted, press, remembered, chosen.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, NamedTuple

from graphres.campaigns.parameters import Parameters
from graphres.close_matches import suggest_or_list
from graphres.errors import UsageError

__all__ = ["PRESETS", "STATUSES", "Preset", "Range", "load", "preset"]

PRESETS = ("english-2015", "low-pressure", "high-recovery", "two-pressures")

STATUSES = ("quoted", "press", "remembered", "chosen")

_SOURCE = re.compile(rf"({'|'.join(STATUSES)}): \S")

#: A range that spans so large a factor is drawn from evenly in its logarithm.
_WIDE = 8


class Range(NamedTuple):
    """From where to where a parameter is varied; ``name`` is SECTION.PARAMETER."""

    name: str
    low: float
    high: float

    def at(self, share: float) -> float:
        """The value that lies so far into the range.

        Examples
        --------
        >>> Range("campaign.weary", 0.5, 1.0).at(0.5)
        0.75
        >>> round(Range("campaign.find", 0.01, 1.0).at(0.5), 6)
        0.1
        """
        if self.low > 0 and self.high >= _WIDE * self.low:
            return math.exp(math.log(self.low) * (1 - share) + math.log(self.high) * share)
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True)
class Preset:
    """A preset that was read.

    Parameters
    ----------
    name, title : str
    graph : mapping
        Arguments of `graphres.generate`.
    parameters : Parameters
    ranges : tuple of Range
    sources : mapping of str to str
        By SECTION.PARAMETER, ``suspend.STRATEGY`` and ``range.SECTION.PARAMETER``.
    """

    name: str
    title: str
    graph: Mapping[str, Any]
    parameters: Parameters
    ranges: tuple[Range, ...]
    sources: Mapping[str, str]


def preset(name: str) -> Parameters:
    """The campaign's `Parameters` of a preset.

    Parameters
    ----------
    name : str
        One of ``PRESETS``.

    Raises
    ------
    UsageError
        For a name that is none, with the nearest one.

    Examples
    --------
    >>> preset("english-2015").suspend[-1]
    'young:days=2@20%/day'
    >>> preset("low-pressure").find == preset("english-2015").find
    True
    """
    return load(name).parameters


def load(name: str, drawn: Mapping[str, float] | None = None) -> Preset:
    """A preset with everything that its file says.

    Parameters
    ----------
    name : str
        One of ``PRESETS``.
    drawn : mapping of str to float, optional
        Values by SECTION.PARAMETER in place of those of the first preset of the chain; what a
        preset based on it says itself stays.

    Raises
    ------
    UsageError
        For a name that is none; for a file in which a number has no source.

    Examples
    --------
    >>> load("english-2015", {"campaign.find": 0.1}).parameters.find
    0.1
    >>> load("english-2015").sources["campaign.unfollow"]
    'chosen: interest lasts 500 days in the mean'
    """
    if name not in PRESETS:
        raise UsageError(f"no preset {name!r}", do=suggest_or_list(name, PRESETS))
    return _built(name, _told(name), drawn or {})


def _told(name: str) -> dict[str, Any]:
    text = (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _built(name: str, told: dict[str, Any], drawn: Mapping[str, float]) -> Preset:
    base = load(told["based_on"], drawn) if "based_on" in told else None
    values: dict[str, dict[str, Any]] = {"graph": {}, "campaign": {}}
    sources: dict[str, str] = {}
    for section, known in values.items():
        for parameter, entry in told.get(section, {}).items():
            sources[f"{section}.{parameter}"] = _source(name, parameter, entry)
            known[parameter] = entry["value"]
    channels = told.get("suspend", [])
    for entry in channels:
        sources[f"suspend.{entry['strategy']}"] = _source(name, entry["strategy"], entry)
    if channels:
        values["campaign"]["suspend"] = tuple(
            f"{entry['strategy']}@{entry['percent_a_day']}%/day" for entry in channels
        )
    ranges = told.get("range", {})
    for parameter, entry in ranges.items():
        sources[f"range.{parameter}"] = _source(name, parameter, entry)
    if base is None:
        for parameter, value in drawn.items():
            section, _, field = parameter.partition(".")
            values[section][field] = value
        parameters, graph = _parameters(name, {}, values["campaign"]), values["graph"]
    else:
        known = {at.name: getattr(base.parameters, at.name) for at in fields(Parameters)}
        parameters = _parameters(name, known, values["campaign"])
        graph = {**base.graph, **values["graph"]}
    return Preset(
        name=name,
        title=told["title"],
        graph=graph,
        parameters=parameters,
        ranges=tuple(Range(at, r["low"], r["high"]) for at, r in ranges.items())
        or (base.ranges if base else ()),
        sources={**(base.sources if base else {}), **sources},
    )


def _source(name: str, what: str, entry: Mapping[str, Any]) -> str:
    """The source of an entry, which has to begin with its status."""
    source = str(entry.get("source", ""))
    if not _SOURCE.match(source):
        raise UsageError(
            f"preset {name}: {what} has no source",
            do=f"begin it with one of: {', '.join(STATUSES)}",
        )
    return source


def _parameters(name: str, known: Mapping[str, Any], own: Mapping[str, Any]) -> Parameters:
    offered = [at.name for at in fields(Parameters)]
    for parameter in own:
        if parameter not in offered:
            raise UsageError(f"preset {name}: no parameter {parameter!r}")
    return Parameters(**{**known, **own})
