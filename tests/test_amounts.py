import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.amounts import parse_budget, parse_points, parse_tie_runs
from graphres.errors import UsageError


@given(st.integers(0, 10_000), st.integers(0, 100_000))
def test_a_share_is_rounded_down_exactly(hundredths, n):
    assert parse_budget(f"{hundredths / 100:.2f}%", n) == hundredths * n // 10_000


def test_budgets():
    assert parse_budget(None, 10) is None
    assert parse_budget("0", 10) == 0
    assert parse_budget("100%", 10) == 10
    assert parse_budget("29 %", 100) == 29
    for wrong in ("-1", "1.5", "", "%", "1/0%", "-1%", "nan%", "²"):
        with pytest.raises(UsageError):
            parse_budget(wrong, 10)


def test_points_and_ties():
    assert parse_points("all") is None
    assert parse_points("7") == 7
    assert parse_tie_runs("first") == 0
    assert parse_tie_runs("random:7") == 7
    for wrong in ("random", "random:", "random:0", "random:x", "First"):
        with pytest.raises(UsageError):
            parse_tie_runs(wrong)
