import io
import re
from contextlib import redirect_stderr

import pytest

from graphres.kernels.compiled import Kernel
from graphres.report import progress
from graphres.report.progress import Bar, is_plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def ordinary_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def shown(*, quiet: bool = False) -> str:
    """What a terminal gets to see of two stages."""
    with redirect_stderr(Terminal()) as stream, Bar(quiet=quiet) as bar:
        bar.stage("reading")(1, 2)
        bar.stage("removing")(3, 4)
    return stream.getvalue()


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    seen = shown()
    assert "removing" in seen
    assert "\x1b[?25l" in seen, "the cursor is hidden"
    assert "\x1b[?25h" in seen.partition("\x1b[?25l")[2], "and comes back"
    assert seen.endswith("\x1b[2K"), "the line is gone"


def test_short_work_shows_nothing():
    assert shown() == ""


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_nothing_moves_where_it_is_unwanted(monkeypatch, variable):
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setenv(variable, "dumb")
    assert is_plain(Terminal())
    assert shown() == ""


def test_quiet_is_quiet(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    assert not is_plain(Terminal())
    assert shown(quiet=True) == ""


def test_pipes_are_plain():
    assert is_plain(None)
    assert is_plain(io.StringIO())


def test_a_stage_with_a_unit_tells_how_many_and_how_fast(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    with redirect_stderr(Terminal()) as stream, Bar() as bar:
        told = bar.stage("sweeping", unit="cells")
        told(3, 9)
        told(5, 9)
    assert "sweeping 5 of 9 cells" in re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", stream.getvalue())
    assert progress._counted(5, 9, "cells", 3, progress.time.monotonic() - 4).endswith(", 0.5/s")
    assert progress._counted(3, 9, "cells", 3, 0.0) == "3 of 9 cells"


def test_any_stage_tells_its_share_and_its_rate():
    assert progress._counted(1, 4, "", 1, progress.time.monotonic()) == "25 %"
    told = progress._counted(3, 4, "", 1, progress.time.monotonic() - 2)
    assert told == "75 %, 25.0 %/s"
    assert progress._counted(0, 0, "", 0, 0.0) == "0 %"


def test_what_says_nothing_of_how_far_it_is_shows_that_it_works(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with redirect_stderr(Terminal()) as stream, Bar() as bar:
        bar.stage("thinking")
        bar._alarm.join()
    assert "thinking" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


def test_whoever_waits_for_a_compiler_is_told_so():
    with redirect_stderr(Terminal()) as stream, Bar() as bar:
        bar.stage("running")
        assert Kernel.on_compile is not None
        Kernel.on_compile()
    text = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", stream.getvalue())
    assert "running; compiling, once on this machine" in text
    assert Kernel.on_compile is None
    with Bar(quiet=True):
        assert Kernel.on_compile is None


def test_nothing_is_shown_when_all_is_over(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with redirect_stderr(Terminal()) as stream:
        with Bar(quiet=True) as bar:
            bar.stage("thinking")
        bar._silent = False
        bar._show_that_it_works()
    assert stream.getvalue() == ""


def test_an_interrupt_while_a_bar_begins_takes_it_away(monkeypatch):
    from rich.progress import Progress

    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(Bar, "_show_that_it_works", lambda self: None)
    stopped = []

    def interrupted(self, *_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "add_task", interrupted)
    monkeypatch.setattr(Progress, "stop", lambda self: stopped.append(True))
    monkeypatch.setattr(Progress, "start", lambda self: None)
    with pytest.raises(KeyboardInterrupt), redirect_stderr(Terminal()), Bar() as bar:
        bar.stage("reading")(1, 2)
    assert stopped == [True]
