"""Where compiled kernels are kept between runs, and what of it is believed.

A kept kernel is machine code in a pickle: whoever can write it can run code. A folder is therefore
used only if its user alone can write to it, and a file only if its checksum says that it is whole.
"""

from __future__ import annotations

import functools
import hashlib
import os
import stat
import sys
import uuid
import warnings
from contextlib import suppress
from pathlib import Path

from graphres.errors import CacheWarning

_DIGEST = hashlib.sha256().digest_size
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_PRIVATE = 0o700

#: Kinds of warning that were given; each is given once a process.
_warned: set[str] = set()


def cache_folder() -> Path | None:
    """Return where compiled kernels are kept: NUMBA_CACHE_DIR, else the user's cache; or None.

    The folder's name follows the kernels' source, so that no stale machine code is ever loaded.
    A path that is empty or relative is ignored: it would stand for the current folder.
    """
    root = _absolute(os.environ.get("NUMBA_CACHE_DIR"))
    if root is None:
        cache = _user_cache()
        root = None if cache is None else cache / "graphres"
    return None if root is None else root / f"kernels-{_source_fingerprint()}"


def _absolute(text: str | None) -> Path | None:
    return Path(text) if text and Path(text).is_absolute() else None


def _user_cache() -> Path | None:
    try:
        home = _absolute(str(Path.home()))
    except RuntimeError:  # a user without a home
        home = None
    if sys.platform == "win32":
        configured, default = os.environ.get("LOCALAPPDATA"), ("AppData", "Local")
    elif sys.platform == "darwin":
        configured, default = None, ("Library", "Caches")
    else:
        configured, default = os.environ.get("XDG_CACHE_HOME"), (".cache",)
    return _absolute(configured) or (home and home.joinpath(*default))


@functools.cache
def _source_fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def usable_folder() -> Path | None:
    """Return the cache folder, made and safe; None, after a warning, where that can't be."""
    folder = cache_folder()
    if folder is None:
        warn_of_no_cache("there is no home folder")
        return None
    try:
        _make_private(folder)
        fault = _fault(folder)
    except OSError as error:
        fault = f"{folder}: {(error.strerror or str(error)).lower()}"
    if fault is not None:
        warn_of_no_cache(fault)
        return None
    return folder


def _make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(_PRIVATE, exist_ok=True)


def _fault(folder: Path) -> str | None:
    """Say why a folder can't be trusted, if it can't."""
    if sys.platform == "win32":  # there folders of a user are private unless shared on purpose
        return None
    about = folder.stat()
    if about.st_uid != os.geteuid():
        return f"{folder} belongs to another user"
    if about.st_mode & _OTHERS_WRITE:
        return f"{folder} can be written by others (chmod go-w would mend that)"
    for above in folder.resolve().parents:
        mode = above.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            return f"{above} can be written by everybody (chmod o-w would mend that)"
    return None


def read_checked(path: Path) -> bytes | None:
    """Return what was written, or None where there is no file.

    Raises
    ------
    ValueError
        Where the file is not as it was written.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, payload = content[:_DIGEST], content[_DIGEST:]
    if hashlib.sha256(payload).digest() != digest:
        raise ValueError("not as it was written")
    return payload


def write_checked(path: Path, payload: bytes) -> None:
    """Write a file with its checksum, whole or not at all."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        part.write_bytes(hashlib.sha256(payload).digest() + payload)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def warn_of_damage(path: Path, error: Exception) -> None:
    """Remove a damaged file, and say so once."""
    with suppress(OSError):
        path.unlink()
    reason = str(error) or type(error).__name__
    _warn("damage", f"{path}: a damaged file of the kernel cache was removed ({reason})")


def warn_of_no_cache(reason: str) -> None:
    """Say once that kernels are compiled for this run alone."""
    _warn("no cache", f"compiled kernels are not kept for the next run: {reason}")


def _warn(kind: str, line: str) -> None:
    if kind not in _warned:
        _warned.add(kind)
        warnings.warn(CacheWarning(line), stacklevel=2)
