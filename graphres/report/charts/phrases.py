"""Words that several charts share: the source line, shares, who goes first."""

from __future__ import annotations

import ntpath
import re
from collections.abc import Mapping
from typing import Any

from graphres.report.number_format import count, counted, printable


def source_line(manifest: Mapping[str, Any]) -> str:
    """Name the graph, its size and the draws; what is unknown is left out.

    Examples
    --------
    >>> table = {"role": "follows", "source": "a/b.csv"}
    >>> source_line({"n": 3, "m": 2, "seed": 0, "inputs": [table]})
    'b.csv: 3 accounts, 2 follows; seed 0'
    """
    tables = [table for table in manifest.get("inputs", []) if table.get("role") == "follows"]
    name = ntpath.basename(str(tables[0].get("source", ""))) if tables else ""
    tie = "follow" if manifest.get("directed", True) else "tie"
    sizes = [
        counted(manifest[field], noun)
        for field, noun in (("n", "account"), ("m", tie))
        if manifest.get(field) is not None
    ]
    parts = [": ".join(part for part in (name, ", ".join(sizes)) if part)]
    if manifest.get("seed") is not None:
        parts.append(f"seed {manifest['seed']}")
    if (manifest.get("runs") or 0) > 1:
        parts.append(f"{count(manifest['runs'])} runs")
    if manifest.get("worlds"):
        p = manifest.get("probability")
        parts.append(f"{f'p = {p}, ' if p is not None else ''}{count(manifest['worlds'])} worlds")
    if manifest.get("graphres"):
        parts.append(f"graphres {manifest['graphres']}")
    return printable("; ".join(part for part in parts if part))


def unbroken(text: str) -> str:
    r"""Return the text with blanks that no line ends at: in an interval, and before a percent sign.

    Examples
    --------
    >>> unbroken("by 15 % [12.8 %, 18 %] of all").split(" ")
    ['by', '15\xa0%', '[12.8\xa0%,\xa018\xa0%]', 'of', 'all']
    """
    return re.sub(r"\[[^]]*\]|\d %", lambda match: match[0].replace(" ", "\xa0"), text)


def share_format(last: float) -> str:
    """Return the format of shares on an axis that ends at ``last``."""
    return ".0%" if last >= 0.15 else ".1~%" if last >= 0.01 else ".2~%"


def first_by(strategy: str, removals: int) -> str:
    """Name the accounts that a strategy removes first.

    Examples
    --------
    >>> first_by("in-degree", 40), first_by("random", 1), first_by("pagerank", 7)
    ('the 40 most followed accounts', '1 account at random', 'the first 7 accounts by pagerank')
    """
    if strategy == "random":
        return f"{counted(removals, 'account')} at random"
    if strategy == "in-degree":
        many = f"{count(removals)} most followed accounts"
        return "the most followed account" if removals == 1 else f"the {many}"
    if removals == 1:
        return f"the first account by {printable(strategy)}"
    return f"the first {count(removals)} accounts by {printable(strategy)}"
