import csv
import io
import json
from pathlib import Path

import pytest

MOVEMENT = Path(__file__).resolve().parents[2] / "sample_graphs" / "movement.csv"


@pytest.fixture
def chain(tmp_path):
    path = tmp_path / "chain.csv"  # a is heard by b and e, b by c, c by d
    path.write_text("follower,followed,chance\nb,a,1\ne,a,0\nc,b,1\nd,c,0.5\n")
    return path


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("account,side\na,in\nb,in\nc,out\nd,out\ne,\n")
    return path


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_the_whole_then_hops_then_carriers(graphres, chain):
    rows = table(graphres("reach", chain, "-p", "1", "--sources", "where:account == 'a'", "-q").out)
    assert [(row["part"], row["name"], float(row["mean"])) for row in rows] == [
        ("reach", "all", 0.8),
        ("hop", "1", 0.4),
        ("hop", "2", 0.2),
        ("hop", "3", 0.2),
        ("carries", "b", 1.0),
        ("carries", "a", 1.0),
        ("carries", "c", 1.0),
    ]
    assert all(row["low"] == row["mean"] == row["high"] for row in rows)


def test_groups_and_a_column_of_probabilities(graphres, chain, people):
    asked = ["-p", "col:chance", "--sources", "top:1", "--accounts", people, "--group", "side"]
    result = json.loads(graphres("reach", chain, *asked, "--format", "json").out)
    assert result["schema"] == "graphres.reach/1"
    assert result["manifest"]["probability"] == "col:chance"
    assert result["manifest"]["source_accounts"] == 1
    by_group = {row["group"]: row for row in result["groups"]}
    assert list(by_group) == ["(none)", "in", "out"]
    assert by_group["(none)"]["mean"] == 0.0
    assert by_group["in"]["mean"] == 0.2
    assert by_group["out"]["low"] < 0.3 < by_group["out"]["high"]
    assert result["reach"]["worlds_to_halve"] == 1024


def test_a_page_says_who_hears_it(graphres, chain, people):
    options = ["--accounts", people, "--group", "side", "--show", "side", "--format", "table"]
    page = graphres("reach", chain, "-p", "1", *options).out
    assert (
        "A message of 5 sources is heard by 28.00 % of all accounts, some 1, in the mean." in page
    )
    assert "p = 1; all 5 worlds there are, no interval." in page
    assert "listeners by side" in page
    assert "not conduct" in page


def test_fail_if(graphres, chain):
    assert graphres("reach", chain, "-p", "1", "--fail-if", "reach.mean > 0.2", "-q").status == 1
    assert graphres("reach", chain, "-p", "1", "--fail-if", "reach.mean > 0.5", "-q").status == 0
    wrong = graphres("reach", chain, "--fail-if", "reach.median > 0.5")
    assert wrong.status == 2
    assert "did you mean mean?" in wrong.err
    unlike = graphres("reach", chain, "--fail-if", "reach.xyz > 0.5")
    assert "mean, low, high, accounts" in unlike.err


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["-p", "2"], 2, "from 0 to 1"),
        (["-p", "often"], 2, "wc or col:NAME"),
        (["-p", "col:"], 2, "-p col:NAME"),
        (["-p", "col:chanse"], 3, "did you mean 'chance'"),
        (["--worlds", "100"], 2, "128 cost as much"),
        (["--model", "sir"], 2, "'ic', 'lt'"),
        (["--group", "side"], 3, "give --accounts FILE"),
        (["--sources", "where:account == 'z'"], 3, "no account may post"),
        (["--sources", "top:0"], 2, "whole number"),
    ],
)
def test_what_can_not_be_is_said_in_one_line(graphres, chain, options, status, said):
    done = graphres("reach", chain, *options)
    assert done.status == status
    assert said in done.err.splitlines()[-1]
    assert done.out == ""


def test_a_group_that_is_no_column_names_those_there_are(graphres, chain, people):
    done = graphres("reach", chain, "--accounts", people, "--group", "sied")
    assert done.status == 3
    assert "did you mean 'side'?" in done.err


def test_without_p_three_probabilities_are_told_each_as_by_itself(graphres):
    line = ["reach", MOVEMENT, "--worlds", "64", "-q"]
    made = json.loads(graphres(*line, "--format", "json").out)
    for level in made["probabilities"]:
        p = level["probability"]
        alone = json.loads(graphres(*line, "-p", p, "--format", "json").out)
        for part in ("reach", "hops", "groups", "carriers"):
            assert level[part] == alone[part]
        assert "headline" not in alone
    assert made["reach"]["probability"] == made["probabilities"][1]["probability"]
    rows = graphres(*line).out.splitlines()
    assert rows[0] == "probability,part,name,mean,low,high"
    assert sum(",reach,all," in row for row in rows) == 3
    judged = graphres(*line, "--fail-if", "reach.mean > 0.3", "-o", "/dev/null")
    assert (judged.status, judged.err.count("holds at p = 0.3")) == (1, 1)
