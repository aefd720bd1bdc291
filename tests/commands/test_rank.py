import csv
import io
import json
import re


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_rank_score_and_what_the_giant_loses(graphres, star):
    rows = table(graphres("rank", star, "-q").out)
    assert list(rows[0]) == ["rank", "account", "score", "followers", "giant_after", "giant_loss"]
    assert rows[0] == {
        "rank": "1",
        "account": "hub",
        "score": "4",
        "followers": "4",
        "giant_after": "0.4",
        "giant_loss": "0.6",
    }
    assert [row["account"] for row in rows] == ["hub", "ann", "bob", "cem", "dee"]


def test_twenty_accounts_unless_a_budget_says_otherwise(graphres, tmp_path):
    path = tmp_path / "path.csv"
    path.write_text("".join(f"{i},{i + 1}\n" for i in range(40)))
    assert len(table(graphres("rank", path).out)) == 20
    assert len(table(graphres("rank", path, "--budget", "100%").out)) == 41


def test_attributes_beside(graphres, star, accounts):
    options = ["--accounts", accounts, "--show", "lang", "--show", "total"]
    rows = table(graphres("rank", star, *options, "-q").out)
    assert (rows[0]["lang"], rows[0]["total"]) == ("en", "10")
    done = graphres("rank", star, "--accounts", accounts, "--show", "country")
    assert done.status == 3
    assert "lang" in done.err
    assert graphres("rank", star, "--show", "lang").status == 3


def test_random_has_no_score_and_is_its_first_run(graphres, star):
    result = json.loads(graphres("rank", star, "-s", "random", "--format", "json").out)
    assert [row["score"] for row in result["ranking"]] == [None] * 5
    assert result["schema"] == "graphres.rank/1"


def test_protected_accounts_have_no_rank(graphres, star, accounts):
    options = ["--accounts", accounts, "--protect-where", "lang == 'en'"]
    rows = table(graphres("rank", star, *options, "-q").out)
    assert [row["account"] for row in rows] == ["ann", "bob"]


def test_one_strategy_only(graphres, star):
    assert graphres("rank", star, "-s", "in-degree", "-s", "random").status == 2


def test_the_page_warns_of_taking_a_rank_for_a_verdict(graphres, star):
    page = graphres("rank", star, "--format", "table").out
    assert "not conduct" in page
    assert re.search(r"\n +1  hub +4 +4 +0\.4000 +0\.6000\n", page)
