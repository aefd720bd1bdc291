"""From the options of `graphres campaign` to what the library takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphres.campaigns import Parameters, check_plan
from graphres.campaigns.presets import preset
from graphres.campaigns.validation import check_spread, platforms_lost
from graphres.commands import inputs
from graphres.commands.campaign_command import MODEL_OPTIONS
from graphres.commands.failures import refuse_warnings, say, warn_of_input
from graphres.commands.spreads import spread_of
from graphres.data.expressions import parse
from graphres.data.provenance import file_input
from graphres.data.reading import ReadReport, SuspensionLog, read_suspensions
from graphres.data.reading.crawl_metadata import make_platform_error
from graphres.data.reading.moments import parse_as_of
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.report.progress import Bar
from graphres.spread import Spread

Given = Mapping[str, Any]


def planned(given: Given) -> Parameters:
    """The parameters asked for, on a preset or the defaults, checked before anything is read."""
    _check_ordered(given)
    asked = {to: given[name] for name, to in MODEL_OPTIONS.items() if given[name] is not None}
    if given["suspend"]:
        asked["suspend"] = tuple(given["suspend"])
    if given["acts"]:
        asked["act"] = tuple(given["acts"])
    if given["replay"]:
        asked |= {"suspend": (), "waves": None, "pressure": 1.0}
    if given["dose"]:
        asked |= {"dose": _doses(given["dose"]), "suspend": (), "act": (), "waves": None}
        asked["pressure"] = 1.0
    if given["announcers"] is not None:
        asked["announcers"] = given["announcers"]
    known = Parameters() if given["preset"] is None else preset(given["preset"])
    return check_plan(replace(known, **asked))


def _doses(text: str) -> tuple[int, ...]:
    """Whole numbers with commas between."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(
            f"--dose {text!r} is no list of doses", do="give whole numbers, such as 0,1,2,4,8"
        ) from error


def read(given: Given, made: Parameters, bar: Bar) -> tuple[FollowGraph, ReadReport]:
    """The graph; with platforms only where some are lost.

    Raises
    ------
    InputError
        For a person on several platforms: what a campaign does bears on all accounts of a person.
    """
    layer = given["layer"] if platforms_lost(made) else None
    graph, report = inputs.read(given, bar.stage("reading"), layer=layer)
    if given["layer"] and layer is None and not given["quiet"]:
        say("note", "--layer is of no use without --act platform:NAME@RATE")
    several = [] if graph.layers is None else graph.layers.on_several(graph).tolist()
    if several and given["person"]:
        first = graph.ids[several[0]].as_py()
        raise make_platform_error(first, len(several), report.source)
    if several and not given["quiet"]:
        each = "account is" if len(several) == 1 else "accounts are"
        told = f"{len(several):,} {each} followed on several platforms and closed"
        say("note", f"{told} with the one where most followers are")
    return graph, report


#: What an option that orders suspensions takes the place of.
_INSTEAD = {
    "replay": {"suspend": "suspend", "waves": "waves", "pressure": "pressure"},
    "dose": {
        **{"suspend": "suspend", "waves": "waves", "pressure": "pressure"},
        **{"acts": "act", "replay": "replay", "frontier": "frontier"},
    },
}


def _check_ordered(given: Given) -> None:
    for option, instead in _INSTEAD.items():
        for name, said in instead.items():
            if given[option] and given[name] not in (None, ()):
                raise UsageError(f"--{option} takes the place of --{said}", do="give one of them")
    for name in ("account", "time", "time_format", "where", "from", "on_bad_row"):
        if given[f"replay_{name}"] and not given["replay"]:
            option = f"--replay-{name.replace('_', '-')}"
            raise UsageError(f"{option} without a log", do="give --replay FILE")
    if given["replay_where"]:
        parse(given["replay_where"])
    if given["replay_from"]:
        try:
            parse_as_of(given["replay_from"])
        except UsageError as error:
            raise UsageError(error.what, where="--replay-from", do=error.do) from error


def replay(given: Given, graph: FollowGraph) -> SuspensionLog | None:
    """The log of suspensions, if one is named; what there is to say of it goes to stderr."""
    if not given["replay"]:
        return None
    log = read_suspensions(
        given["replay"],
        graph,
        account=given["replay_account"],
        time=given["replay_time"],
        time_format=given["replay_time_format"],
        where=given["replay_where"],
        start=given["replay_from"],
        skip_bad=given["replay_on_bad_row"] == "skip",
    )
    inputs.tell_bad_rows(log.source, log.bad_rows)
    for warning in log.warnings:
        warn_of_input(warning)
    if log.before:
        warn_of_input(f"{log.source}: {log.before} suspensions before --replay-from left out")
    refuse_warnings()
    for note in () if given["quiet"] else log.notes:
        say("note", note)
    return log


def spread(given: Given) -> Spread | None:
    """How a message travels, where reach is asked for."""
    if given["reach_every"] is None:
        return None
    anybody = {"model": "ic", "together": False, "sources": "all"}
    return check_spread(spread_of({**given, **anybody}), given["reach_every"])


def manifest_of(
    given: Given,
    graph: FollowGraph,
    report: ReadReport,
    log: SuspensionLog | None,
    **facts: Any,
) -> dict[str, Any]:
    """How this run came to its result."""
    made = inputs.manifest_of(given, graph, report, **facts)
    if log is not None:
        made["inputs"].append({**file_input("replay", given["replay"]), **log.to_dict()})
    return made


def told(made: Parameters) -> dict[str, Any]:
    """The parameters as the manifest tells them."""
    from dataclasses import asdict

    said = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(made).items()}
    for name in ("act", "dose"):
        if not said[name]:
            del said[name]
    return said
