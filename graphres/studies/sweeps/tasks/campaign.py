"""`[[campaign]]`: suspensions over time, arms of equal dose side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import ClassVar

from graphres.amounts import MOST_RUNS
from graphres.campaigns import (
    ARMS,
    OLD_ARMS,
    USUAL_ARMS,
    CampaignTrace,
    Parameters,
    campaign,
    check_plan,
)
from graphres.campaigns.announcers import announcers_of
from graphres.campaigns.evenings import DAYS
from graphres.campaigns.presets import preset
from graphres.data.samples import sample_path
from graphres.graph import FollowGraph
from graphres.spread import Spread
from graphres.studies.sweeps.schema import (
    Check,
    Key,
    each_is,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Kind, Row, Settings, figures
from graphres.studies.sweeps.tasks.shared import CHOOSING, TRAVELLING, chosen_files, eligible

#: The option whose name a field of `Parameters` can't bear.
_ALIASES = {"return": "come_back"}

#: Parameters of which one value is a list.
_CHANNELS = ("suspend", "act")


#: Parameters that are lists by nature.
_LISTS = ("suspend", "act", "dose")


def _of_type(annotation: str, is_list: bool) -> Check:
    """What a parameter's type takes; its range is understood with all others."""
    if is_list:
        return each_is(text() if "str" in annotation else number())
    if "str" in annotation:
        return text_or_number() if "float" in annotation else text()
    return whole_number(-(2**63)) if "float" not in annotation else number()


def _parameter_keys() -> Iterator[tuple[str, Key]]:
    for field in fields(Parameters):
        name = next((name for name, at in _ALIASES.items() if at == field.name), field.name)
        is_list = field.name in _LISTS
        yield name, Key(None, _of_type(str(field.type), is_list), is_list=is_list)


class Campaign(Kind):
    """What suspensions do to follower growth. Keys not given are the preset's, or the defaults."""

    name: ClassVar[str] = "campaign"
    label: ClassVar[str] = "arm"
    keys: ClassVar[Mapping[str, Key]] = {
        "preset": Key(None, text(preset)),
        **dict(_parameter_keys()),
        "arm": Key(list(USUAL_ARMS), each_is(one_of(*ARMS, *OLD_ARMS)), is_list=True, tells=False),
        **{name: key for name, key in CHOOSING.items() if name != "budget"},
        **TRAVELLING,
        "group": Key(None, text()),
        "reach_every": Key(None, whole_number(1)),
        "daily": Key([], each_is(one_of(*DAYS[1:])), is_list=True, tells=False),
        "runs": Key(10, whole_number(1, MOST_RUNS)),
    }

    def check(self, settings: Settings) -> None:
        """That all parameters are in their ranges, and channels are such."""
        _parameters(settings)

    def files(self, settings: Settings) -> list[tuple[str, str]]:
        """Lists of accounts."""
        said = settings["announcers"]
        own = [("announcers", said)] if said and sample_path(said).exists() else []
        return own + chosen_files(settings)

    def rows(
        self, graph: FollowGraph, settings: Settings, *, seed: int, jobs: int
    ) -> Iterator[Row]:
        """Summaries of the runs of arms and of all, then what is asked for day by day."""
        made = _parameters(settings)
        every = settings["reach_every"]
        worlds, p = settings["worlds"], settings["probability"]
        trace = campaign(
            graph,
            made,
            arms=settings["arm"],
            runs=settings["runs"],
            seed=seed,
            jobs=jobs,
            eligible=eligible(settings, graph),
            announcers=announcers_of(made.announcers, graph),
            group=settings["group"],
            spread=None if every is None else Spread(p, worlds=worlds, seed=seed),
            reach_every=every or 1,
        )
        for row in trace.summary:
            told = {name: row[name] for name in row if name not in ("arm", "run")}
            for figure, *values in figures(told):
                yield Row(row["arm"], str(row["run"]), None, figure, *values)
        yield from _days(trace, settings["daily"])


def _parameters(settings: Settings) -> Parameters:
    known = preset(settings["preset"]) if settings["preset"] else Parameters()
    names = [field.name for field in fields(Parameters)]
    given = {_ALIASES.get(name, name): value for name, value in settings.items()}
    asked = {name: given[name] for name in names if given.get(name) is not None}
    asked |= {name: tuple(asked[name]) for name in _LISTS if name in asked}
    return check_plan(replace(known, **asked))


def _days(trace: CampaignTrace, wanted: list[str]) -> Iterator[Row]:
    for batch in trace.columns("days") if wanted else ():
        for figure in wanted:
            for i, day in enumerate(batch["day"]):
                value = batch[figure][i]
                yield Row(batch["arm"][i], str(batch["run"][i]), day, figure, value)
