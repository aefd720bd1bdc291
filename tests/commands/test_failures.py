import errno

import pytest

from graphres.commands.failures import say, status_of
from graphres.errors import InputError, StrategyError, UnfinishedError


def raising(error: BaseException):
    def work():
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StrategyError("x"), 2),
        (InputError("x"), 3),
        (UnfinishedError("x"), 4),
        (MemoryError(), 4),
        (OSError(errno.ENOSPC, "No space left on device", "out.csv"), 4),
        (ZeroDivisionError("division by zero"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_failure_has_its_status_and_at_most_one_line(capsys, error, status):
    assert status_of(raising(error)) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == (status != 130)
    assert "Traceback" not in err


def test_an_error_of_our_own_making_is_called_internal(capsys):
    status_of(raising(KeyError("x")))
    assert capsys.readouterr().err == (
        "error: internal error (KeyError: 'x'); --debug shows where\n"
    )


def test_debug_adds_the_traceback(capsys):
    assert status_of(raising(InputError("x")), debug=True) == 3
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert err.endswith("error: x\n")


def test_what_work_returns_is_the_status():
    assert status_of(lambda: 1) == 1
    assert status_of(lambda: None) == 0


def test_a_line_stays_one_line_whatever_it_holds(capsys):
    say("error", "f.csv:2: no account 'a\nb\x1b[2J'")
    assert capsys.readouterr().err == "error: f.csv:2: no account 'a\\nb\\x1b[2J'\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["collapse"],
        ["collapse", "{star}", "--runs", "0"],
        ["collapse", "{star}", "--runs", "many"],
        ["collapse", "{star}", "--mesure", "giant"],
        ["collapse", "{star}", "--measure", "gaint"],
        ["collapse", "{star}", "-s", "indegree"],
        ["collapse", "{star}", "-s", "random", "-s", "random"],
        ["collapse", "{star}", "--budget", "x"],
        ["collapse", "{star}", "--budget", "101%"],
        ["collapse", "{star}", "--points", "0"],
        ["collapse", "{star}", "--ties", "last"],
        ["collapse", "{star}", "--ties", "random:0"],
        ["collapse", "{star}", "--until", "strong < 1"],
        ["collapse", "{star}", "--until", "giant <"],
        ["collapse", "{star}", "--sources", "top:0"],
        ["collapse", "{star}", "--sources", "where:lang =="],
        ["collapse", "{star}", "--target-where", "__import__('os')"],
        ["collapse", "{star}", "--fail-if", "R < 1"],
        ["collapse", "{star}", "--format", "xml"],
        ["collapse", "{star}", "-o", "out.xml"],
        ["collapse", "{star}", "-o", "out.csv", "--format", "json"],
        ["collapse", "{star}", "-o", "{star}", "--force"],
    ],
)
def test_wrong_usage_is_2_one_line_and_no_output(graphres, star, arguments):
    done = graphres(*(a.format(star=star) for a in arguments))
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["{star}.none"],
        ["{star}", "--follower", "nobody"],
        ["{star}", "--accounts", "none.csv"],
        ["{star}", "-s", "list:none.csv"],
        ["{star}", "--protect", "none.csv"],
        ["{star}", "--sources", "none.csv"],
        ["{star}", "-s", "in-degree:total"],
    ],
)
def test_wrong_input_is_3_one_line_and_no_output(graphres, star, arguments):
    done = graphres("collapse", "-q", *(a.format(star=star) for a in arguments))
    assert done.status == 3
    assert done.out == ""
    assert done.err.count("\n") == 1
