"""Logs of suspensions: columns, days, rows that can't be read."""

from __future__ import annotations

import re

import pytest

from graphres.data.reading import read_suspensions
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph

GRAPH = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "007")])


@pytest.fixture
def read(tmp_path):
    def read(text, **options):
        path = tmp_path / "log.csv"
        path.write_text(text)
        log = read_suspensions(path, GRAPH, **options)
        names = GRAPH.ids.to_pylist()
        return [(names[a], day) for a, day in zip(log.accounts, log.days, strict=True)], log

    return read


@pytest.mark.parametrize(
    "text",
    [
        "account,date\nann,2015-02-03\n007,2015-02-05\n",
        "date;handle\n2015-02-03;ann\n2015-02-05;007\n",
        "ann,2015-02-03\n007,2015-02-05\n",
        "2015-02-03\tann\n2015-02-05\t007\n",
        "\ufeffwhy,Screen Name,closed_at\nx,ann,2015-02-03T23:59:59Z\n,007,2015-02-05 01:00Z\n",
        "user,time\nann,1422921600\n007,1423094400\n",
        "user,time\nann,1422921600000\n007,1423094400000\n",
        "account,day\nann,1\n007,3\n",
    ],
)
def test_columns_and_days_are_recognised(read, text):
    rows, log = read(text)
    assert rows == [("ann", 1), ("007", 3)]
    assert log.rows_read == 2
    assert log.first_date in ("2015-02-03", None)
    assert (log.first_date is None) == ("day" in text)


def test_columns_can_be_given(read):
    rows, _ = read("date,account,of,on\nx,y,ann,4\nz,w,cem,5\n", account="of", time="on")
    assert rows == [("ann", 4), ("cem", 5)]
    with pytest.raises(InputError, match="no column 'at'"):
        read("date,account\n1,ann\n", time="at")


def test_a_day_to_start_from(read):
    text = "account,date\nann,2015-02-03\nbob,2015-02-05\n"
    assert read(text, start="2015-01-31")[0] == [("ann", 4), ("bob", 6)]
    rows, log = read(text, start="2015-02-04")
    assert rows == [("bob", 2)]
    assert log.before == 1
    with pytest.raises(UsageError):
        read(text, start="spring")
    with pytest.raises(UsageError, match="day numbers"):
        read("account,day\nann,1\n", start="2015-02-04")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("zoe,2015-02-04", r"log.csv:3: account 'zoe': not in the graph"),
        ("bob,", r"log.csv:3: account 'bob': no day"),
        ("bob,soon", r"log.csv:3.*'soon'"),
        (",2015-02-04", r"log.csv:3"),
    ],
)
def test_bad_rows_stop_or_are_counted(read, row, said):
    text = f"account,date\nann,2015-02-03\n{row}\ncem,2015-02-05\n"
    with pytest.raises(InputError, match=said):
        read(text)
    rows, log = read(text, skip_bad=True)
    assert rows == [("ann", 1), ("cem", 3)]
    assert [(bad.count, bad.lines) for bad in log.bad_rows.values()] == [(1, [3])]
    assert log.rows_read == 3


def test_numbers_that_are_no_days_are_bad(read):
    rows, log = read("account,day\nann,0\nbob,2.5\ncem,7\n", skip_bad=True)
    assert rows == [("cem", 7)]
    assert [bad.count for bad in log.bad_rows.values()] == [2]


def test_one_column_is_no_log(read):
    with pytest.raises(InputError, match="two columns"):
        read("account\nann\n")


@pytest.mark.parametrize("skip_bad", [False, True])
@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("account,date\n", {}),
        ("account,date\nzoe,2015-02-03\nyan,2015-02-04\n", {}),
        ("account,date\nann,2015-02-03\n", {"start": "2016-01-01"}),
        ("account,day\nann,0\n", {}),
        ("account,date,action\nann,2015-02-03,warn\n", {"where": "action == 'suspend'"}),
        ("account,date\nann,03/04/2015\n", {}),
    ],
)
def test_a_log_without_a_usable_row_is_refused(read, text, options, skip_bad):
    with pytest.raises(InputError):
        read(text, skip_bad=skip_bad, **options)


@pytest.mark.parametrize(
    "text",
    [
        "case,account,date\n1,ann,2015-02-03\n2,007,2015-02-05\n",
        "id,who,when_closed\n1,ann,2015-02-03\n2,007,2015-02-05\n",
        "ticket;moderation date;offender\nT-1;2015-02-03;ann\nT-2;2015-02-05;007\n",
        "1,ann,2015-02-03\n2,007,2015-02-05\n",
        "date,created_at,x\nspring,20150203,ann\nfall,20150205,007\n",
        "suspended,user,at\nTrue,ann,1422921600\nTrue,007,1423094400\n",
        "account_created_at,suspended_at,acct\n2010-01-01,2015-02-03,ann\n2011-01-01,2015-02-05,007\n",
    ],
)
def test_columns_are_told_by_their_cells(read, text):
    rows, log = read(text)
    assert rows == [("ann", 1), ("007", 3)]
    assert log.first_date == "2015-02-03"
    assert not log.warnings
    assert "2 of 2 rows used, 2015-02-03 to 2015-02-05" in " ".join(log.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("account,reporter,date\nann,bob,2015-02-03\n", None),
        ("offender,reporter,date\nann,bob,2015-02-03\n", "--replay-account"),
        ("account,created,seen\nann,2015-02-03,2015-02-04\n", "--replay-time"),
        ("account,date\nann,2015\nbob,2016\n", "from 2015: if these are years"),
        ("account,x\nann,4\nbob,9\n", "day numbers.*--replay-time"),
        ("ann,1\nbob,2\n", "day numbers.*--replay-time"),
    ],
)
def test_what_is_guessed_is_warned_of(read, text, said):
    _, log = read(text)
    assert len(log.warnings) == (said is not None)
    if said:
        assert re.search(said, log.warnings[0])


def test_case_numbers_are_no_accounts(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("id,user_id,date\n1,2,2020-01-01\n2,3,2020-01-02\n3,4,2020-01-03\n")
    graph = FollowGraph.from_pairs([("1", "2"), ("3", "2"), ("4", "1")])
    log = read_suspensions(path, graph)
    assert [graph.ids[int(a)].as_py() for a in log.accounts] == ["2", "3", "4"]
    path.write_text("id,date\nann,2020-01-01\n")
    with pytest.raises(InputError, match="the graph has numbers such as '1'"):
        read_suspensions(path, graph)


def test_case_numbers_are_no_days(read):
    with pytest.raises(InputError, match="--replay-time COL"):
        read("case,account\n1,ann\n2,bob\n3,cem\n")
    with pytest.raises(InputError, match="--replay-account COL"):
        read("account,date\nzoe,2015-02-03\n", skip_bad=True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("action", ["suspend", "unsuspend"]),
        ("status", ["suspended", "restored"]),
        ("Event Type", ["ban", "warn"]),
        ("what", ["account closed", "label applied"]),
        ("reversed", ["False", "True"]),
        ("suspended", ["True", "False"]),
        ("is_suspended", ["1", "0"]),
        ("overturned", ["no", "yes"]),
        ("decision", ["A", "B"]),
    ],
)
def test_rows_that_say_something_else_are_warned_of(read, text, kept):
    text = f"account,date,{text}\nann,2015-02-03,{kept[0]}\nbob,2015-02-04,{kept[1]}\n"
    rows, log = read(text)
    assert len(rows) == 2
    expression = re.search(r'--replay-where "(.*)"', log.warnings[0])[1]
    rows, log = read(text, where=expression)
    assert rows == [("ann", 1)]
    assert not log.warnings
    assert log.where_dropped == 1
    assert "1 of 2 rows used" in " ".join(log.notes)


def test_reasons_are_no_actions(read):
    _, log = read("account,date,reason\nann,2015-02-03,spam\nbob,2015-02-04,abuse\n")
    assert not log.warnings


def test_a_format_of_times(read):
    rows, log = read("ann,03/04/2015\nbob,05/04/2015\n", time_format="%d/%m/%Y")
    assert rows == [("ann", 1), ("bob", 3)]
    assert log.first_date == "2015-04-03"
    with pytest.raises(InputError, match="--replay-time-format '%d/%m/%Y'"):
        read("account,date\nann,03/04/2015\n")


def test_a_bad_row_among_those_left_out_is_no_matter(read):
    text = "account,date,action\nzoe,soon,warn\nann,2015-02-03,suspend\nyan,2015-02-03,suspend\n"
    with pytest.raises(InputError, match="log.csv:4: account 'yan'"):
        read(text, where="action == 'suspend'")
