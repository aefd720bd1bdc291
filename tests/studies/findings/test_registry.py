"""The findings as data, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphres.errors import InputError, UsageError
from graphres.studies.findings import COLUMNS, FINDINGS, choose_findings, refuse_finding
from graphres.studies.findings.finding import ROLES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "evidence.md"


def test_there_are_nineteen_in_order_with_names_of_their_own():
    assert [finding.number for finding in FINDINGS] == list(range(1, 20))
    assert len({finding.name for finding in FINDINGS}) == 19


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.name)
def test_every_finding_is_complete(finding):
    for field in ("claim", "published", "tested_by"):
        assert getattr(finding, field).strip()
    assert finding.role in ROLES
    assert finding.status
    for source in finding.sources:
        assert source.text
        assert "." in source.address or ":" in source.address or "told by" in source.address
        assert source.status in ("quoted", "press", "remembered", "chosen")
        assert (source.status == "chosen") <= (finding.role == "checks")
    assert len(set(finding.needs())) == len(finding.needs())


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.name)
def test_the_page_tells_every_finding(finding):
    page = PAGE.read_text(encoding="utf-8")
    assert f"| {finding.number} `{finding.name}` | {finding.role} |" in page


def test_roles_are_those_of_the_published_list():
    told = {f.number: f.role for f in FINDINGS}
    assert {n for n, role in told.items() if role == "calibrates"} == {7, 8, 10}
    assert {n for n, role in told.items() if role == "checks"} == {11, 14, 15, 16, 17}


def test_columns_are_what_is_promised():
    assert ",".join(COLUMNS) == (
        "fact,claim,source,status,role,published,measured,low,high,share_of_draws,verdict,reason"
    )


def test_only_takes_numbers_and_names():
    assert [f.number for f in choose_findings(["3", "trend", "1"])] == [1, 3]
    assert choose_findings([]) == FINDINGS
    with pytest.raises(UsageError, match="no finding '20'"):
        choose_findings(["20"])


def test_a_finding_is_not_taken_for_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"no finding 'tredn'; did you mean trend\?"):
        choose_findings(["tredn"])
    for text, said in {
        "tredn": "tredn: no such file, and no finding of that name; did you mean --only trend?",
        "trend": "trend: this is a finding, and no file; write --only trend",
        "11": "11: this is a finding, and no file; write --only 11",
    }.items():
        with pytest.raises(InputError) as error:
            refuse_finding(text)
        assert str(error.value) == said
    for text in ("-", "follows.csv", "./trend", "movement"):
        refuse_finding(text)
    (tmp_path / "trend").write_text("a,b\n")
    refuse_finding("trend")
