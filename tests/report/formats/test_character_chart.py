import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.report.blocks import Chart, Series
from graphres.report.formats.character_chart import MARKERS, draw, legend

STRAIGHT = Series("straight", [i / 100 for i in range(101)], [1 - i / 100 for i in range(101)])
STEP = Series("step", [0.0, 0.5, 1.0], [1.0, 0.0, 0.0])


def test_lines_are_where_they_should_be():
    rows = draw(Chart("", [STEP], 1.0), width=28, height=3)
    assert rows[0] == "  1.0 ┤" + "●" * 10
    assert rows[1] == "  0.5 ┤" + " " * 10 + "●"
    assert rows[2] == "  0.0 ┤" + " " * 10 + "●" * 11


def test_the_first_series_is_on_top_and_the_diagonal_behind():
    both = draw(Chart("", [STRAIGHT, STRAIGHT], 1.0, "members"), 60)
    assert "○" not in "".join(both)
    alone = draw(Chart("", [STRAIGHT], 1.0), 60)
    assert [row.replace("·", " ").rstrip() for row in both] == alone
    assert "·" in "".join(draw(Chart("", [STEP], 1.0, "members"), 60))


def test_a_series_that_ends_early_is_not_drawn_on():
    short = Series("short", [0.0, 0.25], [1.0, 1.0])
    rows = draw(Chart("", [short, STEP], 1.0), 107, 3)
    assert rows[0].count("●") == 25


@given(
    st.lists(
        st.lists(st.floats(0, 1), min_size=1, max_size=30), min_size=1, max_size=len(MARKERS) + 2
    ),
    st.integers(40, 120),
    st.floats(0.0001, 1),
)
def test_any_curves_fit_any_width(curves, width, last):
    series = [
        Series(f"s{i}", [last * j / len(ys) for j in range(len(ys))], sorted(ys, reverse=True))
        for i, ys in enumerate(curves)
    ]
    rows = draw(Chart("", series, last, "members"), width)
    assert len(rows) == 13
    assert max(map(len, rows)) <= width
    assert all("●" in "".join(rows) for _ in series[:1])


@pytest.mark.parametrize("last", [1.0, 0.5, 0.02])
def test_the_axis_ends_in_the_last_share(last):
    labels = draw(Chart("", [STEP], last), 80)[-1]
    assert labels.endswith(f"{100 * last:.0f} %" if last >= 0.05 else f"{100 * last:.2f} %")
    assert len(labels.replace(" %", "%").split()) == 6


def test_a_legend_wraps_between_names_and_cuts_none():
    names = ["in-degree", "list:" + "x" * 90, "random"]
    chart = Chart("", [Series(name, [0.0], [1.0]) for name in names], 1.0, "members")
    rows = legend(chart, 80)
    assert [row.strip() for row in rows] == ["● in-degree", "○ " + names[1], "■ random   · members"]
