"""How a table was read, and what it may lack, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.kinds.probability_levels import enumerate_words
from graphres.report.number_format import count, counted, percent, printable

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
    example = f" ({printable(sentence)})" if sentence else ""
    finding = f"{printable(reading['source'])}: {sizes}{example}."
    left_out = [counted(reading[name], noun) for name, noun in _DROPPED.items() if reading[name]]
    details = f"Left out: {enumerate_words(left_out)}." if left_out else ""
    warnings = "".join(f" Warning: {printable(warning)}." for warning in reading["warnings"])
    return finding, (details + warnings).strip()


def tell_gaps(figures: Figures) -> Iterator[str]:
    """Yield what the answer depends on besides the probability."""
    reading, graph = figures["reading"], figures["graph"]
    if reading["direction_is_guessed"]:
        names = [row["account"] for row in figures["leaders"]]
        same = len({*names} & {*figures["reverse_leaders"]})
        yield (
            f"The direction of follows was guessed: if it is the other way round, {same} of "
            f"these {len(names)} accounts stay in the list, and "
            f"{printable(figures['reverse_leaders'][0])} comes first."
        )
    yield _completeness(reading, graph)


def _completeness(reading: Figures, graph: Figures) -> str:
    """Return what is known of follows that the table does not hold."""
    if reading["followers_share"] is not None and reading["followers_share"] < 1:
        return (
            f"The table holds {percent(reading['followers_share'])} of the "
            "followers these accounts are known to have; true reach is higher."
        )
    if reading["lists_not_collected"]:
        lists = counted(reading["lists_not_collected"], "account")
        return f"The lists of {lists} were not collected; their follows are missing."
    if not graph["directed"] or not reading["following_nobody"]:
        return "Follows that the table lacks are not in these figures."
    silent, accounts = reading["following_nobody"], counted(graph["accounts"], "account")
    return (
        f"{count(silent)} of {accounts} {'follows' if silent == 1 else 'follow'} nobody; if "
        f"{'its list is' if silent == 1 else 'their lists are'} missing, reach is higher."
    )
