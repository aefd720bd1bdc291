import subprocess
import sys
from pathlib import Path

import pytest

from graphres.engine.locking import release_all
from graphres.errors import UnfinishedError, UsageError
from graphres.report.output import Destination


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_whole(tmp_path):
    place = Destination("csv", tmp_path / "out.csv")
    with place.open() as out:
        out.write("first")
        assert not (tmp_path / "out.csv").exists()
    assert (tmp_path / "out.csv").read_text() == "first"
    assert files(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_or_not_at_all(tmp_path, error):
    def fail_half_way() -> None:
        with Destination("csv", path, force=True).open() as out:
            out.write("new")
            raise error

    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises((error, UnfinishedError)):
        fail_half_way()
    assert path.read_text() == "old"
    assert files(tmp_path) == ["out.csv"]


def test_what_exists_is_only_replaced_by_force(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(UsageError, match="exists already"):
        Destination("csv", path).check()
    Destination("csv", path, force=True).check()
    with Destination("csv", path, force=True).open() as out:
        out.write("new")
    assert path.read_text() == "new"


def test_a_file_that_appeared_meanwhile_is_kept(tmp_path):
    def write_slowly() -> None:
        with Destination("csv", path).open() as out:
            out.write("mine")
            path.write_text("theirs")

    path = tmp_path / "out.csv"
    with pytest.raises(UsageError, match="exists already"):
        write_slowly()
    assert path.read_text() == "theirs"
    assert files(tmp_path) == ["out.csv"]


def test_a_place_that_takes_no_file_is_told_before_the_work(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "out.csv", tmp_path / "none" / "out.csv"):
        with pytest.raises(UnfinishedError, match="can't be written"):
            Destination("csv", path).check()
    with pytest.raises(UsageError, match="folder"):
        Destination("csv", tmp_path, force=True).check()


def test_checking_leaves_nothing_but_a_lock(tmp_path):
    Destination("csv", tmp_path / "out.csv").check()
    assert files(tmp_path) == [".out.csv.lock"]
    release_all()
    assert files(tmp_path) == []


def test_checking_removes_what_the_dead_have_left(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, alive, other = (
        tmp_path / f".out.csv.{dead.pid}.part",
        tmp_path / ".out.csv.1.part",
        tmp_path / f".out.csv.json.{dead.pid}.part",
    )
    for path in (left, alive, other):
        path.write_text("half")
    Destination("csv", tmp_path / "out.csv").check()
    release_all()
    assert files(tmp_path) == sorted([alive.name, other.name])


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "real" / "out.csv")
    with Destination("csv", link).open() as out:
        out.write("x")
    assert link.is_symlink()
    assert link.read_text() == "x"


def test_formats_by_suffix_option_and_stdout(tmp_path):
    assert Destination.choose("a.CSV", None, False).format == "csv"
    assert Destination.choose("a.parquet", None, False).format == "parquet"
    assert Destination.choose("a.txt", "table", False).format == "table"
    assert Destination.choose("/dev/null", None, False).format == "csv"
    assert Destination.choose(None, None, False).format == "csv"
    assert Destination.choose("-", "json", False) == Destination("json")
    for path, form in [("a", None), ("a.txt", None), ("a.csv", "json")]:
        with pytest.raises(UsageError):
            Destination.choose(path, form, False)


def test_odd_names_are_spelled_out_rather_than_fail(tmp_path):
    path = tmp_path / "out.csv"
    with Destination("csv", path).open() as out:
        out.write("caf\udce9 漢字")
    assert path.read_bytes() == "caf\\udce9 漢字".encode()
