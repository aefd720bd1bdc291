"""The sample graphs are what their README says, and small enough to ship."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_graphs"
ROW = re.compile(r"^\| `([\w-]+\.csv)`(?:, `([\w-]+\.csv)`)? \|.*\| ([\d,]+) \| ([\d,]+) \|", re.M)
TABLE = ROW.findall((SAMPLES / "README.md").read_text(encoding="utf-8"))


def rows(name: str) -> list[list[str]]:
    with (SAMPLES / name).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize(("follows", "accounts", "n", "m"), TABLE)
def test_a_sample_has_the_accounts_and_follows_it_is_said_to(
    follows: str, accounts: str, n: str, m: str
) -> None:
    pairs = {(row[0], row[1]) for row in rows(follows)}
    assert len(pairs) == len(rows(follows)) == int(m.replace(",", ""))
    named = {end for pair in pairs for end in pair}
    listed = {row[0] for row in rows(accounts)} if accounts else named
    assert named <= listed
    assert len(listed) == int(n.replace(",", ""))


def test_every_sample_is_in_the_table_and_all_are_small() -> None:
    files = {path.name for path in SAMPLES.glob("*.csv")}
    assert files == {name for row in TABLE for name in row[:2] if name}
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_500_000
