"""What `graphres campaign` and ``[[campaign]]`` are to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from graphres.campaigns import USUAL_ARMS, Parameters, check_plan
from graphres.campaigns.frontiers import check_frontier
from graphres.campaigns.presets import preset
from graphres.campaigns.validation import check_spread, platforms_lost, resolve_arms
from graphres.data.expressions import Expression, parse
from graphres.data.reading.moments import parse_as_of
from graphres.errors import UsageError
from graphres.options.eligibility import EligibilityOptions
from graphres.options.raw import RawOptions
from graphres.options.spreading import SpreadOptions
from graphres.options.task import Task
from graphres.spread import Spread

#: The option whose name a field of `Parameters` can't bear.
OPTION_OF_FIELD = {"come_back": "return"}

#: What an option that orders suspensions takes the place of.
_PRESSURE = ("suspend", "waves", "pressure")
_REPLACED = {"replay": _PRESSURE, "dose": (*_PRESSURE, "act", "replay", "frontier")}


@dataclass(frozen=True)
class ReplayOptions:
    """A log of real suspensions, and how to read it.

    Parameters
    ----------
    path : str
    account, time, time_format, start : str, optional
        See `read_suspensions`.
    where : Expression, optional
    skip_bad : bool
    """

    path: str
    account: str | None
    time: str | None
    time_format: str | None
    where: Expression | None
    start: str | None
    skip_bad: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class CampaignTask(Task):
    """Suspend accounts day after day while their owners come back.

    Parameters
    ----------
    parameters : Parameters
    preset : str, optional
        What they are based on.
    arms : tuple of str
    frontier : str, optional
        The lever to look for a frontier over, in place of arms.
    replay : ReplayOptions, optional
    group : str, optional
        The column of the account table by which cohorts are told apart.
    layer : str, optional
        The column of platforms.
    reach_every : int, optional
        Days between measurements of reach; None for no measurement.
    daily : tuple of str
        What an experiment wants day by day.
    """

    runs: int
    spreading: SpreadOptions
    parameters: Parameters
    preset: str | None
    arms: tuple[str, ...]
    frontier: str | None
    replay: ReplayOptions | None
    group: str | None
    layer: str | None
    reach_every: int | None
    daily: tuple[str, ...]

    @property
    def spread(self) -> Spread | None:
        """Return how a message travels, where reach is measured."""
        if self.reach_every is None:
            return None
        return check_spread(self.spreading.make_spread(seed=self.seed), self.reach_every)

    @property
    def needed_layer(self) -> str | None:
        """Return the column of platforms, where some are lost."""
        return self.layer if platforms_lost(self.parameters) else None


def parse_campaign(raw: RawOptions) -> CampaignTask:
    """Understand options or keys; `UsageError` for values that are none or clash."""
    eligibility = EligibilityOptions.parse(raw)
    _check_replaced(raw)
    replay = _parse_replay(raw)
    parameters = _parse_parameters(raw)
    over = raw.text("frontier")
    if over is not None:
        _check_frontier_alone(raw)
        check_frontier(over, parameters)
    spreading, every = SpreadOptions.parse(raw), raw.value("reach_every")
    if every is not None:
        check_spread(spreading.make_spread(seed=0), every)
    return CampaignTask(
        seed=raw.integer("seed", 0),
        runs=raw.integer("runs", 10),
        eligibility=eligibility,
        spreading=spreading,
        parameters=parameters,
        preset=raw.text("preset"),
        arms=resolve_arms(raw.texts("arm") or USUAL_ARMS),
        frontier=over,
        replay=replay,
        group=raw.text("group"),
        layer=raw.text("layer"),
        reach_every=every,
        daily=raw.texts("daily"),
    )


def parameter_facts(parameters: Parameters) -> dict[str, Any]:
    """Return the parameters as a manifest tells them."""
    facts = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(parameters).items()
    }
    for name in ("act", "dose"):
        if not facts[name]:
            del facts[name]
    return facts


def _parse_parameters(raw: RawOptions) -> Parameters:
    """Return the parameters, on a preset or the defaults."""
    changes: dict[str, Any] = dict(_changed_fields(raw))
    if raw.value("replay"):
        changes |= {"suspend": (), "waves": None, "pressure": 1.0}
    if raw.value("dose"):
        changes |= {"dose": _parse_doses(raw.value("dose")), "suspend": (), "act": ()}
        changes |= {"waves": None, "pressure": 1.0}
    name = raw.text("preset")
    base = Parameters() if name is None else preset(name)
    return check_plan(replace(base, **changes))


def _changed_fields(raw: RawOptions) -> Iterator[tuple[str, Any]]:
    """Yield the fields that an option sets; an empty tuple is an option that was not used."""
    for field in fields(Parameters):
        value = raw.value(OPTION_OF_FIELD.get(field.name, field.name))
        if value is not None and value != ():
            yield field.name, tuple(value) if isinstance(value, list) else value


def _parse_doses(value: Any) -> tuple[int, ...]:
    """Understand whole numbers with commas between, or a list of them."""
    if not isinstance(value, str):
        return tuple(value)
    try:
        return tuple(int(part) for part in value.split(","))
    except ValueError as error:
        raise UsageError(
            f"--dose {value!r} is no list of doses", do="give whole numbers, such as 0,1,2,4,8"
        ) from error


def _check_replaced(raw: RawOptions) -> None:
    for option, names in _REPLACED.items():
        for name in names:
            if raw.value(option) and raw.value(name) not in (None, ()):
                raise UsageError(f"--{option} takes the place of --{name}", do="give one of them")


def _parse_replay(raw: RawOptions) -> ReplayOptions | None:
    path = raw.text("replay")
    for name in ("account", "time", "time_format", "where", "from", "on_bad_row"):
        if raw.value(f"replay_{name}") and not path:
            option = f"--replay-{name.replace('_', '-')}"
            raise UsageError(f"{option} without a log", do="give --replay FILE")
    where, start = raw.text("replay_where"), raw.text("replay_from")
    if start:
        try:
            parse_as_of(start)
        except UsageError as error:
            raise UsageError(error.what, where="--replay-from", do=error.do) from error
    if not path:
        return None
    return ReplayOptions(
        path,
        raw.text("replay_account"),
        raw.text("replay_time"),
        raw.text("replay_time_format"),
        parse(where) if where else None,
        start,
        raw.value("replay_on_bad_row") == "skip",
    )


def _check_frontier_alone(raw: RawOptions) -> None:
    if raw.value("arm"):
        raise UsageError("--frontier runs arm plan alone", do="leave --arm out")
    if raw.value("reach_every") is not None:
        raise UsageError("--frontier measures no reach", do="leave --reach-every out")
