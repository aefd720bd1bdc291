"""`manifest.json` of a store: what it holds, how it was made, and what its bytes must be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graphres.data.store.hashes import BLOCK, FileHash
from graphres.errors import InputError

FORMAT = "graphres.store"
VERSION = 1
MANIFEST = "manifest.json"
SUFFIX = ".fgr"

#: Accounts are numbered in 32 bits.
MOST_ACCOUNTS = 2**31 - 2

_AGAIN = "pack it again"


@dataclass(frozen=True)
class Manifest:
    """What `manifest.json` says.

    Parameters
    ----------
    accounts, follows : int
        n and m; ties when undirected.
    directed : bool
    names_normalised : bool
    list_column : str, optional
        As in `FollowGraph`.
    probability : str, optional
        The name of the probabilities of follows, where there are any.
    layer : str, optional
        The name of the follows' platforms, where there are any.
    layers : tuple of str
        These platforms, in the order of their bits.
    attributes : tuple of str, optional
        What is known of accounts beside their names; None where there is no table of them.
    options : mapping
        The reading options with which it was packed, other than their defaults.
    report : mapping, optional
        What `ReadReport.to_dict` gave; None for a graph that no file was read for.
    files : mapping of str to FileHash
    """

    accounts: int
    follows: int
    directed: bool = True
    names_normalised: bool = False
    list_column: str | None = None
    probability: str | None = None
    layer: str | None = None
    layers: tuple[str, ...] = ()
    attributes: tuple[str, ...] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] | None = None
    files: Mapping[str, FileHash] = field(default_factory=dict)

    @property
    def stored(self) -> int:
        """Targets in each set of rows: an undirected graph holds every tie twice."""
        return self.follows * (1 if self.directed else 2)

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        files = {name: file.to_dict() for name, file in self.files.items()}
        told = {**asdict(self), "files": files, "dropped": self._dropped()}
        whole = {"format": FORMAT, "version": VERSION, "block_bytes": BLOCK, **told}
        text = json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False)
        (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8", errors="surrogatepass")

    def _dropped(self) -> Mapping[str, Any]:
        """What reading left out, by reason."""
        told = self.report or {}
        names = ("repeated_rows", "self_follows", "bad_rows", "rows_where_dropped")
        return {name: told[name] for name in (*names, "rows_after_as_of") if told.get(name)}

    @classmethod
    def read(cls, folder: Path, name: str) -> Manifest:
        """Read that of a folder.

        Raises
        ------
        InputError
            Where it is missing, damaged, of something else, or newer than this graphres.
        """
        told = _document(folder, name)
        if told.get("format") != FORMAT:
            raise InputError(f"{MANIFEST} is not that of a graphres store", where=name, do=_AGAIN)
        _check_version(told.get("version"), name)
        try:
            made = cls._from_dict(told)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{MANIFEST} is damaged ({error})", where=name, do=_AGAIN) from error
        made._check(name)
        return made

    @classmethod
    def _from_dict(cls, told: Mapping[str, Any]) -> Manifest:
        files = {str(name): FileHash.from_dict(file) for name, file in told["files"].items()}
        plain = {name: told[name] for name in cls.__dataclass_fields__ if name != "files"}
        for name in ("layers", "attributes"):
            plain[name] = None if told[name] is None else tuple(map(str, told[name]))
        made = cls(**plain, files=files)
        if not (type(made.accounts) is type(made.follows) is int and type(made.directed) is bool):
            raise ValueError("sizes are no whole numbers")
        return made

    def _check(self, name: str) -> None:
        if min(self.accounts, self.follows) < 0:
            raise InputError(f"{MANIFEST} is damaged (sizes below 0)", where=name, do=_AGAIN)
        if self.accounts > MOST_ACCOUNTS:
            raise InputError(
                f"{self.accounts:,} accounts, more than the {MOST_ACCOUNTS:,} that can be numbered",
                where=name,
                do="pack a part of them",
            )


def is_store(path: object) -> bool:
    """Whether a path is that of a store, or of a folder that can be nothing else.

    A folder is one by its `manifest.json`, its `following.arrow`, or by ending in ``.fgr``.

    Examples
    --------
    >>> is_store("."), is_store("follows.csv")
    (False, False)
    """
    if not isinstance(path, str | Path) or "\0" in str(path):
        return False
    folder = Path(path)
    if not folder.is_dir():
        return False
    return (
        folder.suffix.lower() == SUFFIX
        or (folder / "following.arrow").exists()
        or _is_named(folder)
    )


def _is_named(folder: Path) -> bool:
    """Whether a folder's manifest begins as that of a store."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            return f'"{FORMAT}"'.encode() in file.read(200)
    except OSError:
        return False


def _document(folder: Path, name: str) -> dict[str, Any]:
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"no store: it has no {MANIFEST}", where=name, do=_AGAIN) from error
    except OSError as error:
        raise InputError(
            f"{MANIFEST} can't be read ({(error.strerror or str(error)).lower()})", where=name
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{MANIFEST} is damaged ({error})", where=name, do=_AGAIN) from error
    return told if isinstance(told, dict) else {}


def _check_version(version: object, name: str) -> None:
    if version == VERSION and type(version) is int:
        return
    if type(version) is int and version > VERSION:
        raise InputError(
            f"a store of format {version}, and this graphres reads format {VERSION}",
            where=name,
            do="install a newer graphres",
        )
    raise InputError(f"{MANIFEST} names no format that there is", where=name, do=_AGAIN)
