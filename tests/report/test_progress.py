import io

import pytest

from graphres.report import progress
from graphres.report.progress import Bar, is_plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    """A stderr for whoever waits at it."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stream


def test_long_work_shows_a_bar_and_takes_it_away(terminal, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with Bar() as bar:
        bar.stage("reading")(1, 2)
        bar.stage("removing")(3, 4)
    shown = terminal.getvalue()
    assert "removing" in shown
    assert shown.endswith(("\x1b[2K", "\x1b[?25h", "\r\x1b[1A\x1b[2K")), "line and cursor are back"


def test_short_work_shows_nothing(terminal):
    with Bar() as bar:
        bar.stage("reading")(1, 2)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_nothing_moves_where_it_is_unwanted(terminal, monkeypatch, variable):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setenv(variable, "dumb")
    assert is_plain(terminal)
    with Bar() as bar:
        bar.stage("reading")(1, 2)
    assert terminal.getvalue() == ""


def test_quiet_is_quiet(terminal, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with Bar(quiet=True) as bar:
        bar.stage("reading")(1, 2)
    assert terminal.getvalue() == ""
    assert not is_plain(terminal)


def test_pipes_are_plain():
    assert is_plain(None)
    assert is_plain(io.StringIO())
