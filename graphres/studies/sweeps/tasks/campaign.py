"""`[[campaign]]`: suspensions over time, arms of equal dose side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from graphres.amounts import MOST_RUNS
from graphres.campaigns import ARMS, OLD_ARMS, USUAL_ARMS, CampaignTrace, Parameters
from graphres.campaigns.evenings import DAYS
from graphres.campaigns.presets import preset
from graphres.data.samples import sample_path
from graphres.graph import FollowGraph
from graphres.options.campaign import OPTION_OF_FIELD, CampaignTask, parse_campaign
from graphres.studies.sweeps.schema import (
    Check,
    ExperimentKey,
    each_is,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Row, TaskKind, figures, list_files
from graphres.studies.sweeps.tasks.shared import CHOOSING, TRAVELLING
from graphres.studies.trials.campaign_task import run_campaign

#: Parameters that are lists by nature.
_LISTS = ("suspend", "act", "dose")


def _of_type(annotation: str, is_list: bool) -> Check:
    """Return what checks values of a parameter's type; its range is checked with all others."""
    if is_list:
        return each_is(text() if "str" in annotation else number())
    if "str" in annotation:
        return text_or_number() if "float" in annotation else text()
    return whole_number(-(2**63)) if "float" not in annotation else number()


def _parameter_keys() -> Iterator[tuple[str, ExperimentKey]]:
    for field in fields(Parameters):
        name = OPTION_OF_FIELD.get(field.name, field.name)
        is_list = field.name in _LISTS
        yield name, ExperimentKey(None, _of_type(str(field.type), is_list), is_list=is_list)


KEYS: Mapping[str, ExperimentKey] = {
    "preset": ExperimentKey(None, text(preset)),
    **dict(_parameter_keys()),
    "arm": ExperimentKey(
        list(USUAL_ARMS), each_is(one_of(*ARMS, *OLD_ARMS)), is_list=True, tells=False
    ),
    **CHOOSING,
    **TRAVELLING,
    "group": ExperimentKey(None, text()),
    "reach_every": ExperimentKey(None, whole_number(1)),
    "daily": ExperimentKey([], each_is(one_of(*DAYS[1:])), is_list=True, tells=False),
    "runs": ExperimentKey(10, whole_number(1, MOST_RUNS)),
}


def _list_files(task: CampaignTask) -> list[tuple[str, str]]:
    """Return lists of accounts, that of announcers first."""
    path = task.parameters.announcers
    announcers = [("announcers", path)] if path and sample_path(path).exists() else []
    return announcers + list_files(task)


def _yield_rows(task: CampaignTask, graph: FollowGraph, jobs: int) -> Iterator[Row]:
    """Yield summaries of the runs of arms and of all, then what is wanted day by day."""
    trace = run_campaign(task, graph, jobs=jobs)
    for row in trace.summary:
        columns = {name: row[name] for name in row if name not in ("arm", "run")}
        for figure, *values in figures(columns):
            yield Row(row["arm"], str(row["run"]), None, figure, *values)
    yield from _days(trace, task.daily)


def _days(trace: CampaignTrace, wanted: Sequence[str]) -> Iterator[Row]:
    for batch in trace.columns("days") if wanted else ():
        for figure in wanted:
            for i, day in enumerate(batch["day"]):
                value = batch[figure][i]
                yield Row(batch["arm"][i], str(batch["run"][i]), day, figure, value)


CAMPAIGN = TaskKind(
    name="campaign",
    label="arm",
    keys=KEYS,
    parse=parse_campaign,
    rows=_yield_rows,
    files=_list_files,
)
