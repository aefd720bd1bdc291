"""Times: units by their size, dates without signs, formats; never 1970 by accident."""

from __future__ import annotations

import pyarrow as pa
import pytest

from graphres.data.reading.moments import TimeColumn, parse_as_of, read_moments
from graphres.data.reading.time_formats import check_format, suggest_format
from graphres.errors import InputError, UsageError


def read(cells, kind=None, **options):
    column = pa.chunked_array([pa.array(cells, type=kind)])
    return read_moments(column, TimeColumn("t", "f.csv", lambda row: row + 2, **options))


def days(cells, **options):
    return [
        None if moment is None else str(pa.scalar(moment, pa.timestamp("us")))[:16]
        for moment in read(cells, **options).values.to_pylist()
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("1422966600", "2015-02-03 12:30"),
        ("1422966600.75", "2015-02-03 12:30"),
        ("1422966600000", "2015-02-03 12:30"),
        ("1422966600000000", "2015-02-03 12:30"),
        ("1422966600000000000", "2015-02-03 12:30"),
        ("20150203", "2015-02-03 00:00"),
        ("20150203.0", "2015-02-03 00:00"),
        ("2015020312", "2015-02-03 12:00"),
        ("201502031230", "2015-02-03 12:30"),
        ("20150203123000", "2015-02-03 12:30"),
        ("20150203123000123", "2015-02-03 12:30"),
        ("2015/02/03 12:30", "2015-02-03 12:30"),
        ("2015-02-03T13:30:00+01:00", "2015-02-03 12:30"),
    ],
)
def test_the_unit_is_told_by_size(cell, shown):
    assert days([cell, "", "NA"]) == [shown, None, None]
    assert not read([cell]).warnings
    assert "run from 2015-02-03 to 2015-02-03" in read([cell]).notes[0]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_numbers_of_parquet_are_read_alike(unit):
    value = pa.scalar(1422966600, pa.timestamp("s")).cast(pa.timestamp(unit)).cast(pa.int64())
    assert read([value.as_py()]).values.to_pylist() == [1422966600 * 10**6]
    assert read([value.as_py()], format=unit).values.to_pylist() == [1422966600 * 10**6]
    as_float = read([float(value.as_py()), None], pa.float64())
    assert as_float.values.to_pylist() == [1422966600 * 10**6, None]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1422966600000", "1422966600"], r"f.csv:3: '1422966600' .* milliseconds"),
        (["0", "1422966600"], r"f.csv:2: '0' .*seconds since 1970.*--time-format s"),
        (["-1", "1422966600"], r"f.csv:2"),
        (["-5"], r"f.csv:2"),
        (["9" * 19], "2100"),
        (["9" * 30], "no time"),
        (["1e400", "5"], "no time"),
        (["2.01502E+13"], "no time"),
        (["2015-02-30"], "f.csv:2: '2015-02-30'"),
        (["2015-02-03", "1422966600", "2015-02-04"], "f.csv:3: '1422966600'"),
        (["1422966600", "2015-02-03", "1422966601"], "f.csv:3: '2015-02-03'"),
        (["2015-02-03", "soon"], "f.csv:3: 'soon'"),
        (["true"], "no time"),
        (["03/04/2015"], r"--time-format '%d/%m/%Y' or --time-format '%m/%d/%Y'"),
        (["20150203", "20150203123000"], "f.csv:2: '20150203'"),
    ],
)
def test_what_is_no_time_is_refused(cells, said):
    with pytest.raises(InputError, match=said):
        read(cells)


def test_1970_by_unit_is_warned_of():
    for cells in (["2015", "2016"], ["42038.5"], ["12", "13"], ["20159999"]):
        assert "1970" in " ".join(read(cells).warnings)
    assert "1970" in read(["1970-01-01T00:00:01", "2015-02-03"]).warnings[0]
    assert "2100" in read(["2015-02-03", "9999-12-31"]).warnings[0]
    assert not read(["12"], format="s").warnings


def test_bad_cells_are_left_empty_where_skipped():
    assert days(["2015-02-03", "soon"], skip_bad=True) == ["2015-02-03 00:00", None]
    assert days(["2015-02-03", "2015-02-30"], skip_bad=True)[1] is None
    assert days(["1422966600000", "0"], skip_bad=True)[1] is None
    for hopeless in (["soon", "later"], ["2015-02-30"], ["-7"]):
        with pytest.raises(InputError):
            read(hopeless, skip_bad=True)


def test_a_format_says_how_to_read():
    assert days(["03/04/2015 05:06", ""], format="%d/%m/%Y %H:%M") == ["2015-04-03 05:06", None]
    assert days(["03/04/2015 05:06"], format="%m/%d/%Y %H:%M") == ["2015-03-04 05:06"]
    assert days([20150203], format="%Y%m%d") == ["2015-02-03 00:00"]
    with pytest.raises(InputError, match="f.csv:3: '13/13/2015'"):
        read(["03/04/2015", "13/13/2015"], format="%d/%m/%Y")
    assert days(["03/04/2015", "x"], format="%d/%m/%Y", skip_bad=True)[1] is None
    with pytest.raises(InputError):
        read(["x"], format="%d/%m/%Y", skip_bad=True)
    for bad in ("%d/%m", "mixed", "ISO8601", "year"):
        with pytest.raises(UsageError, match="no format"):
            check_format(bad, "--time-format")


@pytest.mark.parametrize(
    "cell",
    [
        "31.12.2015",
        "31.12.2015 23:59",
        "1/2/2015",
        "31-12-2015 23:59:59",
        "1/2/15",
        "2015-1-2",
        "2015-01",
        "2015.01.02",
        "Wed Aug 27 13:08:45 +0000 2008",
        "Wed, 27 Aug 2008 13:08:45 +0000",
        "27 Aug 2008",
        "Aug 27, 2008 13:08",
        "27 August 2008",
        "August 27, 2008",
    ],
)
def test_a_hint_that_is_followed_reads_the_cell(cell):
    hint = suggest_format(cell, "--time-format")
    form = hint.split("'")[1]
    check_format(form, "--time-format")
    assert read([cell], format=form).values.null_count == 0
    with pytest.raises(InputError, match="--time-format"):
        read([cell])


def test_as_of_is_read_by_the_same_rules():
    assert parse_as_of("20150203") == parse_as_of("2015-02-03")
    noon = parse_as_of("2015-02-03T12:00")
    for text in ("1422964800", "1422964800000", "1422964800000000", "20150203120000"):
        assert parse_as_of(text) == noon
    assert parse_as_of(1422964800.5) == noon + 500_000
    with pytest.raises(UsageError):
        parse_as_of("9" * 19)
