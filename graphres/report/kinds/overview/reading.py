"""How a table was read, and what it may lack, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.charts.phrases import share
from graphres.report.kinds.probability_levels import listed
from graphres.report.number_format import counted, percent, shown

Figures = Mapping[str, Any]

_DROPPED = {
    "repeated_rows_dropped": "repeated row",
    "self_follows_dropped": "self-follow",
    "bad_rows": "bad row",
}


def tell_reading(figures: Figures) -> tuple[str, str]:
    """Return what was read, and how."""
    graph, reading = figures["graph"], figures["reading"]
    tie = "follow" if graph["directed"] else "mutual tie"
    sizes = f"{counted(graph['accounts'], 'account')}, {counted(graph['follows'], tie)}"
    sentence = reading["sentence"]
    finding = f"{shown(reading['source'])}: {sizes}."
    if sentence:
        finding += f" It says in {shown(sentence)}."
    left_out = [counted(reading[name], noun) for name, noun in _DROPPED.items() if reading[name]]
    details = f"Left out: {listed(left_out)}." if left_out else "No row was left out."
    if reading["direction_is_guessed"]:
        details += (
            " The table does not say who follows whom: the first column is taken for the "
            "follower. --follower COL --followed COL settles it."
        )
    warnings = "".join(f" Warning: {shown(warning)}." for warning in reading["warnings"])
    return finding, details + warnings


def tell_gaps(figures: Figures) -> Iterator[str]:
    """Yield what the answer depends on besides the probability."""
    reading, graph = figures["reading"], figures["graph"]
    if reading["direction_is_guessed"]:
        names = [row["account"] for row in figures["leaders"]]
        same = len({*names} & {*figures["reverse_leaders"]})
        yield (
            f"Direction: it was guessed. If follows point the other way, {same} of these "
            f"{len(names)} accounts stay in the list, and "
            f"{shown(figures['reverse_leaders'][0])} comes first."
        )
    yield _completeness(reading, graph)


def _completeness(reading: Figures, graph: Figures) -> str:
    """What is known of follows that the table does not hold."""
    if reading["followers_share"] is not None and reading["followers_share"] < 1:
        return (
            f"Completeness: the table holds {percent(reading['followers_share'])} of the "
            "followers these accounts are known to have; true reach is higher."
        )
    if reading["lists_not_collected"]:
        lists = counted(reading["lists_not_collected"], "account")
        return f"Completeness: the lists of {lists} were not collected; their follows are missing."
    if not graph["directed"] or not reading["following_nobody"]:
        return "Completeness: follows that the table lacks are not in these figures."
    silent = reading["following_nobody"]
    return (
        f"Completeness: {counted(silent, 'account')} ({share(silent / graph['accounts'])}) "
        f"{'follows' if silent == 1 else 'follow'} nobody here. If their lists were not "
        "collected, true reach is higher."
    )
