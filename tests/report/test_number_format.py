import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.provenance import DEPENDENCIES, file_input, versions
from graphres.report.manifest import extras, peak_memory
from graphres.report.number_format import MISSING, count, number, percent, printable
from graphres.report.result import Rows, clean


@given(st.text())
def test_what_is_shown_moves_no_cursor(text):
    assert not set(printable(text)) & {*map(chr, range(32)), "\x7f", "\x9b", "\u202e", "\u2028"}


def test_marks_that_turn_the_writing_are_spelled_out():
    assert printable("moc.\u202eelpmaxe") == "moc.\\u202eelpmaxe"
    assert printable("a\u2066b\u2069") == "a\\u2066b\\u2069"


@pytest.mark.parametrize("text", ["ann", "漢字", "👩\u200d💻", "a b", "[red]", "é"])
def test_ordinary_names_are_left_alone(text):
    assert printable(text) == text


def test_nothing_is_a_dash():
    assert count(None) == number(None) == percent(None) == MISSING


def test_rows_can_be_read_twice():
    rows = Rows(["a"], lambda: [[[1, 2]], [[3]]])
    assert list(rows) == list(rows) == [(1,), (2,), (3,)]


def test_clean_leaves_what_json_knows():
    assert clean({"a": [1, "x", None, True, 0.5], "b": (float("nan"),)}) == {
        "a": [1, "x", None, True, 0.5],
        "b": [None],
    }


def test_a_manifest_names_versions_and_files(tmp_path):
    assert set(versions()) == {"python", *DEPENDENCIES}
    assert "unknown" not in versions().values()
    assert isinstance(extras(), dict)
    (tmp_path / "list.txt").write_bytes(b"ann\n")
    found = file_input("protect", tmp_path / "list.txt")
    assert found["role"] == "protect"
    assert found["sha256"].startswith("2a3bc05d07")
    assert (peak_memory() or 2**30) > 10**7
