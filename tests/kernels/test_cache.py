"""What is kept of compiled kernels is believed only where it is whole and private."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from graphres.errors import CacheWarning
from graphres.kernels import cache
from graphres.kernels.cache import cache_folder, usable_folder
from graphres.kernels.compiled import Kernel
from graphres.kernels.csr import count_rows

ROOT = Path(__file__).resolve().parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX here")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache, and no warning given yet."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_warned", set())
    return cache_folder()


def use() -> None:
    """Compile a kernel, or load it, as a process that starts would."""
    out = np.zeros(3, np.int64)
    Kernel(count_rows.function, 1, 1).compiled()(np.array([0, 1, 1], np.int32), out)
    assert out.tolist() == [0, 1, 3]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kernel"))


def warned_of() -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    return [str(each.message) for each in caught if each.category is CacheWarning]


def test_a_kernel_is_kept_and_loaded(folder):
    assert warned_of() == []
    assert len(kept(folder)) == 1
    assert Kernel(count_rows.function, 1, 1).is_cached()
    before = kept(folder)[0].stat().st_mtime_ns
    assert warned_of() == []
    assert kept(folder)[0].stat().st_mtime_ns == before


def damaged(content: bytes) -> dict[str, bytes]:
    draw = random.Random(1)
    flipped = [bytearray(content) for _ in range(6)]
    for each in flipped:
        at = draw.randrange(len(each))
        each[at] ^= 1 << draw.randrange(8)
    cut = [content[: draw.randrange(len(content))] for _ in range(3)]
    return {
        "empty": b"",
        "short": content[:7],
        **{f"cut {i}": each for i, each in enumerate(cut)},
        **{f"flipped {i}": bytes(each) for i, each in enumerate(flipped)},
        "other": b"not a kernel at all" * 9,
    }


def test_what_is_damaged_is_removed_with_one_warning_and_compiled_again(folder, monkeypatch):
    use()
    path = kept(folder)[0]
    whole = path.read_bytes()
    for name, content in damaged(whole).items():
        path.write_bytes(content)
        monkeypatch.setattr(cache, "_warned", set())
        said = warned_of()
        assert len(said) == 1, name
        assert "damaged" in said[0]
        assert cache.read_checked(path) is not None, name
        assert warned_of() == []


def test_a_pickle_that_is_whole_but_no_kernel_is_removed_too(folder):
    use()
    path = kept(folder)[0]
    cache.write_checked(path, b"\x80\x04N.")
    assert len(warned_of()) == 1
    assert warned_of() == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_costs_one_warning(folder, monkeypatch, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(cache.os, "replace", refuse)
    said = warned_of()
    assert len(said) == 1
    assert os.strerror(number).lower() in said[0]
    assert list(folder.iterdir()) == []
    assert warned_of() == []


def test_a_cache_folder_that_cannot_be_made_costs_one_warning(folder, tmp_path):
    (tmp_path / "cache").write_text("no folder")
    assert len(warned_of()) == 1
    assert warned_of() == []


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_may_write_is_refused(folder, mode):
    use()
    folder.chmod(mode)
    said = warned_of()
    assert len(said) == 1
    assert "written by others" in said[0]
    assert usable_folder() is None


@posix
def test_a_folder_below_one_that_everybody_may_write_is_refused(folder):
    use()
    folder.parent.chmod(0o777)
    assert "written by everybody" in warned_of()[0]
    folder.parent.chmod(0o1777)  # sticky: nobody can rename what is another's
    assert usable_folder() == folder


@posix
def test_a_folder_of_another_user_is_refused(folder, monkeypatch):
    use()
    monkeypatch.setattr(cache.os, "geteuid", lambda: 12345)
    assert "belongs to another user" in warned_of()[0]


@posix
def test_folders_are_made_for_the_user_alone(folder):
    before = os.umask(0)
    try:
        assert usable_folder() == folder
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform != "linux", reason="the variable is Linux's")
@pytest.mark.parametrize("value", ["", ".", "cache", "./cache", "../cache"])
def test_an_empty_or_relative_path_is_ignored(monkeypatch, tmp_path, value):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder().parent == tmp_path / ".cache" / "graphres"
    monkeypatch.setenv("NUMBA_CACHE_DIR", value)
    assert cache_folder().parent == tmp_path / ".cache" / "graphres"
    if value:  # an empty one is the root's
        monkeypatch.setenv("HOME", value)
        assert cache_folder() is None


def test_the_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert cache_folder().parent == tmp_path
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    if sys.platform == "linux":
        assert cache_folder().parent == tmp_path / "user" / "graphres"


def test_a_planted_file_is_not_run(tmp_path):
    """As it stood: an empty variable put the cache into the current folder."""
    code = (
        "import numpy as np\n"
        "from graphres.kernels.csr import count_rows as k\n"
        "k.compiled()(np.array([0, 1, 1], np.int32), np.zeros(3, np.int64))\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    about = {**os.environ, "XDG_CACHE_HOME": "", "HOME": str(home), "PYTHONPATH": str(ROOT)}
    about.pop("NUMBA_CACHE_DIR", None)
    here = tmp_path / "here"
    here.mkdir()
    command = [sys.executable, "-W", "error", "-P", "-c", code]
    subprocess.run(command, env=about, cwd=here, check=True)
    assert list(here.iterdir()) == []
    if sys.platform == "linux":
        assert list(home.glob(".cache/graphres/kernels-*/*.kernel"))


def test_the_command_says_so_in_one_line_and_goes_on(tmp_path):
    """Many kernels, one warning; -q and --strict are about the input alone."""
    (tmp_path / "cache").write_text("no folder")
    code = (
        "import sys\n"
        "from graphres.kernels.compiled import Kernel\n"
        "Kernel._is_due = lambda self, arguments: self.compile_seconds < 1.5\n"
        "from graphres.commands import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    asked = ["info", "sample:movement", "-q", "--strict", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", code, *asked],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("warning: compiled kernels are not kept for the next run: ")
