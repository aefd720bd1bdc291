"""Thousands of inputs that are wrong somewhere: a right status, our own lines, one error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.malformed.generators import AREAS
from tests.malformed.running import Case, faults_of

_FEW, _MANY = 2_000, 100_000


def _of(area: str) -> st.SearchStrategy[Case]:
    found: st.SearchStrategy[Case] = AREAS[area]()
    return found


@pytest.mark.parametrize("area", AREAS)
@settings(max_examples=_FEW // len(AREAS) + 1, derandomize=True, database=None)
@given(data=st.data())
def test_no_input_gives_an_internal_error(area: str, data: Any) -> None:
    assert not faults_of(data.draw(_of(area)))


@pytest.mark.long
@pytest.mark.parametrize("area", AREAS)
@settings(
    max_examples=_MANY // len(AREAS) + 1, suppress_health_check=list(HealthCheck), database=None
)
@given(data=st.data())
def test_none_of_a_hundred_thousand_does(area: str, data: Any) -> None:
    assert not faults_of(data.draw(_of(area)))
