"""Logs of suspensions: columns, days, rows that can't be read."""

from __future__ import annotations

import pytest

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.reading import read_suspensions

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
    assert read("account,date\n")[0] == []
