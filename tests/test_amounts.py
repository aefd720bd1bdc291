import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.amounts import budget_of, points_of, tie_runs_of
from graphres.errors import UsageError


@given(st.integers(0, 10_000), st.integers(0, 100_000))
def test_a_share_is_rounded_down_exactly(hundredths, n):
    assert budget_of(f"{hundredths / 100:.2f}%", n) == hundredths * n // 10_000


def test_budgets():
    assert budget_of(None, 10) is None
    assert budget_of("0", 10) == 0
    assert budget_of("100%", 10) == 10
    assert budget_of("29 %", 100) == 29
    for wrong in ("-1", "1.5", "", "%", "1/0%", "-1%", "nan%", "²"):
        with pytest.raises(UsageError):
            budget_of(wrong, 10)


def test_points_and_ties():
    assert points_of("all") is None
    assert points_of("7") == 7
    assert tie_runs_of("first") == 0
    assert tie_runs_of("random:7") == 7
    for wrong in ("random", "random:", "random:0", "random:x", "First"):
        with pytest.raises(UsageError):
            tie_runs_of(wrong)
