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


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["colapse", "STAR"], "collapse"),
        (["collapse", "STAR", "--mesure", "giant"], "--measure"),
        (["collapse", "STAR", "--measure", "gaint"], "giant"),
        (["collapse", "STAR", "--format", "tabel"], "table"),
        (["collapse", "STAR", "-s", "in-degre"], "in-degree"),
        (["collapse", "STAR", "--until", "gaint < 0.1"], "giant"),
        (["collapse", "STAR", "--fail-if", "in-degre.R < 0.1"], "in-degree"),
        (["collapse", "STAR", "--fail-if", "in-degree.half_gaint < 0.1"], "half_giant"),
        (["campaign", "STAR", "--arm", "rotatin"], "rotating"),
        (["campaign", "STAR", "--preset", "english-2014"], "english-2015"),
        (["intervene", "STAR", "-i", "suspnd"], "suspend"),
        (["generate", "preferental", "-o", "-"], "preferential"),
        (["collapse", "STAR", "--follower", "folower"], "'follower'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_nearly_right_is_answered_with_what_is(graphres, star, arguments, meant):
    said = graphres(*(star if word == "STAR" else word for word in arguments))
    assert said.status in (2, 3)
    assert f"did you mean {meant}?" in said.err
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_nearly_named_is_found(graphres, star):
    nearly = star.with_name("sta.csv")
    assert f"did you mean {star}?" in graphres("info", nearly).err
    assert "check the path" in graphres("info", star.parent / "none" / "star.csv").err


def test_an_option_like_no_other_says_where_to_look(graphres, star):
    said = graphres("collapse", star, "--xyzzy").err
    assert said == "error: no such option '--xyzzy'; see graphres collapse --help\n"
