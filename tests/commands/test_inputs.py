"""Inputs of which nothing is left, warnings that -q does not hide, lists, in every command."""

from __future__ import annotations

import pytest

READERS = (
    ("info",),
    ("collapse",),
    ("reach",),
    ("rank",),
    ("campaign", "--days", "5", "--runs", "1"),
    ("intervene", "--budget", "1"),
)


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_header_alone_is_bad_input(graphres, tmp_path, command):
    path = tmp_path / "empty.csv"
    path.write_text("follower,followed\n")
    done = graphres(command[0], path, *command[1:])
    assert done.status == 3, done.err
    assert "no row of follows" in done.err
    assert done.out == ""


@pytest.fixture
def follows(tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed\nann,bob\ncem,bob\nbob,dee\n")
    return path


def test_an_account_table_without_a_row_is_bad_input(graphres, follows, tmp_path):
    table = tmp_path / "accounts.csv"
    for text in ("id,lang\n", "id,lang\n,en\n"):
        table.write_text(text)
        done = graphres("info", follows, "--accounts", table, "--accounts-on-bad-row", "skip")
        assert done.status == 3
        assert "without a usable row" in done.err


def test_bad_accounts_are_not_governed_by_the_follows(graphres, follows, tmp_path):
    table = tmp_path / "accounts.csv"
    table.write_text("id,lang\nann,en\n,en\n")
    done = graphres("info", follows, "--accounts", table, "--on-bad-row", "skip")
    assert done.status == 3
    assert "--accounts-on-bad-row skip" in done.err
    done = graphres("info", follows, "--accounts", table, "--accounts-on-bad-row", "skip", "-q")
    assert done.status == 0
    assert "1 bad row left out" in done.err


def test_where_and_as_of_that_keep_nothing_are_bad_input(graphres, tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed,t\nann,bob,1422966600000000\n")
    for options in (["--where", "t == 1"], ["--time", "t", "--as-of", "2014-01-01"]):
        done = graphres("info", path, *options)
        assert done.status == 3
        assert "no row is left" in done.err
    done = graphres("info", path, "--time", "t", "--as-of", "2016-01-01")
    assert "run from 2015-02-03 to 2015-02-03 (microseconds since 1970)" in done.err


def test_a_format_of_times_is_an_option(graphres, tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed,t\nann,bob,03/04/2015\ncem,bob,04/03/2015\n")
    asked = ["info", path, "--time", "t", "--as-of", "2015-03-31", "--format", "csv"]
    assert graphres(*asked).status == 3
    assert "--time-format '%d/%m/%Y'" in graphres(*asked).err
    for form, kept in (("%d/%m/%Y", "cem"), ("%m/%d/%Y", "ann")):
        done = graphres(*asked, "--time-format", form)
        assert "follows,1" in done.out, kept
    assert graphres("info", path, "--time-format", "%Y").status == 2
    assert graphres(*asked, "--time-format", "%d").status == 2


def test_what_rank_writes_is_a_list(graphres, follows, tmp_path):
    ranked = tmp_path / "r.csv"
    assert graphres("rank", follows, "-o", ranked, "--budget", "2", "-q").status == 0
    for options in (["-s", f"list:{ranked}"], ["--protect", ranked], ["--sources", ranked]):
        done = graphres("collapse", follows, "--measure", "reach", "--worlds", "64", *options)
        assert done.status == 0, done.err
        assert "accounts read from column 'account'" in done.err
        assert "warning:" not in done.err


def test_a_longer_list_is_warned_of_once_in_spite_of_quiet(graphres, follows, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("bob\nzoe\n")
    for options in (["-s", f"list:{listed}"], ["-s", "random", "--protect", listed]):
        done = graphres("collapse", follows, "--runs", "3", "-q", *options)
        assert done.status == 0
        assert done.err == f"warning: {listed}: 1 of 2 names is not in the graph: zoe\n"
    listed.write_text("zoe\n")
    assert graphres("collapse", follows, "-s", f"list:{listed}").status == 3


@pytest.mark.parametrize("command", ["collapse -s in-degree", "rank", "intervene -i suspend"])
def test_a_headline_says_of_whom_it_holds(graphres, follows, tmp_path, command):
    listed = tmp_path / "list.txt"
    listed.write_text("bob\n")
    page = tmp_path / "page.html"
    name, *more = command.split()
    asked = [name, follows, *more, "--budget", "1", "--format", "table", "--force"]
    both = ("--protect", listed, "--target-where", "account != 'ann'")
    for options, said in (
        (("--protect", listed), "3 of 4; 1 protected"),
        (("--target-where", "account != 'bob'"), "3 of 4; 0 protected"),
        (both, "2 of 4; 1 protected"),
    ):
        done = graphres(*asked, *options, "--html", page)
        assert done.status == 0, done.err
        wanted = f"of the accounts that may be removed ({said})"
        assert wanted in " ".join(done.out.split())
        html = page.read_text().replace("\N{NO-BREAK SPACE}", " ")
        assert f"O{wanted[1:]}: " in html
    assert "may be removed" not in graphres(*asked).out
