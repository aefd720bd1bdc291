"""The sample graphs: where they are, and ``sample:NAME`` for one of them."""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from graphres.close_matches import suggest_or_list
from graphres.errors import InputError

_PREFIX = "sample:"


@cache
def samples_folder() -> Path | None:
    """The folder of the sample graphs: beside a checkout, else where pip has put it."""
    beside = Path(__file__).parents[2] / "sample_graphs"
    if beside.is_dir():
        return beside
    try:
        installed = files("graphres") or []
    except PackageNotFoundError:
        return None
    found = (file.locate() for file in installed if file.name == "karate.csv")
    return next((Path(str(path)).resolve().parent for path in found), None)


def sample_names() -> dict[str, Path]:
    """Every sample by name: its file's without the suffix, README aside."""
    folder = samples_folder()
    found = sorted(folder.iterdir()) if folder is not None else []
    return {path.stem: path for path in found if path.suffix in (".csv", ".txt", ".toml")}


def is_sample(text: str) -> bool:
    """Whether a path names a sample; a file of that very name goes first."""
    return text.startswith(_PREFIX) and not Path(text).exists()


def sample_path(path: str | os.PathLike[str]) -> Path:
    """The file that ``sample:NAME`` stands for; any other path as it is.

    Raises
    ------
    InputError
        If there is no such sample.

    Examples
    --------
    >>> sample_path("sample:karate").name, str(sample_path("follows.csv"))
    ('karate.csv', 'follows.csv')
    """
    text = os.fspath(path)
    if not is_sample(text):
        return Path(text)
    name = text.removeprefix(_PREFIX)
    known = sample_names()
    if not known:
        raise InputError("the sample graphs are not installed", where=text, do="name a file")
    by_file = {sample.name: sample for sample in known.values()}
    if name not in known and name not in by_file:
        raise InputError(f"no sample {name!r}", where=text, do=suggest_or_list(name, known))
    return known.get(name) or by_file[name]
