"""The work of `graphres generate`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphres.commands.generate_command import MODEL_OPTIONS
from graphres.data.generators import generate
from graphres.engine.atomic_write import Batch
from graphres.errors import UsageError
from graphres.report.kinds.generate.result import accounts_result, follows_result
from graphres.report.output import Destination
from graphres.report.writers import write

_FORMATS = ("csv", "jsonl", "parquet")


def run(given: Mapping[str, Any]) -> int:
    """Draw the graph and write its tables."""
    follows = _place(given["output"] or "-", given["force"])
    accounts = _place(given["accounts_out"], given["force"]) if given["accounts_out"] else None
    graph = generate(
        given["model"],
        n=given["n"],
        mean_followers=given["mean_followers"],
        seed=given["seed"],
        two_platforms=given["two_platforms"],
        followers_outside=given["followers_outside"],
        **{name: given[name] for name in MODEL_OPTIONS if given[name] is not None},
    )
    with Batch() as batch:
        if accounts is not None:
            write(accounts_result(graph), replace(accounts, batch=batch))
        write(follows_result(graph), replace(follows, batch=batch))
    return 0


def _place(path: str, force: bool) -> Destination:
    place = Destination("csv") if path == "-" else Destination.choose(path, None, force)
    if place.format not in _FORMATS:
        raise UsageError(
            f"a graph is not written as {place.format}",
            where=path,
            do="end it in .csv, .jsonl or .parquet",
        )
    place.check()
    return place
