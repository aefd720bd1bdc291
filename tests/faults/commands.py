"""Every command that writes, on inputs of its own, in the current folder."""

from __future__ import annotations

from pathlib import Path

_REACH = ["-p", "0.2", "--worlds", "64"]

#: Name → (files and folders that it writes, command line).
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "collapse": (("new.csv",), ("collapse", "follows.csv", "-o", "new.csv")),
    "collapse, JSON": (("new.json",), ("collapse", "follows.csv", "-o", "new.json")),
    "collapse, Parquet": (("new.parquet",), ("collapse", "follows.csv", "-o", "new.parquet")),
    "collapse, xlsx": (("new.xlsx",), ("collapse", "follows.csv", "-o", "new.xlsx")),
    "collapse with a page": (
        ("new.csv", "new.html"),
        ("collapse", "follows.csv", "-o", "new.csv", "--html", "new.html"),
    ),
    "reach": (("new.csv",), ("reach", "follows.csv", "-o", "new.csv", *_REACH)),
    "rank": (("new.csv",), ("rank", "follows.csv", "-o", "new.csv", *_REACH)),
    "info": (("new.json",), ("info", "follows.csv", "-o", "new.json")),
    "campaign": (
        ("new.csv",),
        ("campaign", "follows.csv", "--days", "3", "--runs", "1", "-o", "new.csv"),
    ),
    "intervene": (
        ("new.json",),
        ("intervene", "follows.csv", "-i", "flood", "--budget", "1", "-o", "new.json", *_REACH),
    ),
    "compare": (("new.json",), ("compare", "result.json", "result.json", "-o", "new.json")),
    "generate": (
        ("new.csv", "people.csv"),
        (
            *("generate", "uniform", "--n", "30", "--mean-followers", "3", "-o", "new.csv"),
            *("--accounts-out", "people.csv"),
        ),
    ),
    "pack": (("new.store",), ("pack", "follows.csv", "-o", "new.store")),
    "report": (("new.html",), ("report", "result.json", "-o", "new.html")),
    "draw": (("new.svg",), ("draw", "follows.csv", "-o", "new.svg")),
}


def write_inputs(folder: Path) -> None:
    """Write what the commands read, but for a result, which a command makes."""
    rows = [f"{u},{(u * u + step) % 12}" for u in range(12) for step in (1, 3)]
    text = "\n".join(["follower,followed", *rows])
    (folder / "follows.csv").write_text(text + "\n")


#: What is read by `report`.
RESULT = ("collapse", "follows.csv", "-o", "result.json")
