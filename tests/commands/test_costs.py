"""Cost, purses, errors, doubt and what is hidden, on the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def priced(tmp_path):
    """The hub is dear; dee has no price, cem is not what its label says for sure."""
    path = tmp_path / "priced.csv"
    path.write_text(
        "account,price,place,sure\n"
        "hub,5.5,north,0.9\nann,1,north,0.5\nbob,1,south,1\ncem,0.5,south,0\ndee,,,0.25\n"
    )
    return path


def ranked(done):
    assert done.status == 0, done.err
    return [row["account"] for row in table(done.out)]


def test_a_budget_in_cost_passes_over_what_is_too_dear(graphres, star, priced):
    asked = ["--accounts", priced, "--cost", "price", "--target-where", "place != ''", "-q"]
    done = graphres("rank", star, *asked, "--budget", "2.5")
    assert ranked(done) == ["ann", "bob", "cem"]
    rows = table(done.out)
    assert [row["cost"] for row in rows] == ["1.0", "1.0", "0.5"]
    assert [row["cumulative_cost"] for row in rows] == ["1.0", "2.0", "2.5"]
    assert ranked(graphres("rank", star, *asked, "--budget", "6.5")) == ["hub", "ann"]
    done = graphres("collapse", star, *asked, "--budget", "6.5", "-s", "in-degree")
    assert [row["cumulative_cost"] for row in table(done.out)] == ["0.0", "5.5", "6.5"]


def test_a_price_without_a_budget_is_shown_alone(graphres, star, priced):
    asked = ["--accounts", priced, "--cost", "price", "--target-where", "place != ''", "-q"]
    assert ranked(graphres("rank", star, *asked)) == ["hub", "ann", "bob", "cem"]


def test_a_missing_or_impossible_price_is_bad_input(graphres, star, priced, tmp_path):
    done = graphres("rank", star, "--accounts", priced, "--cost", "price", "--budget", "3")
    assert done.status == 3
    assert "priced.csv" in done.err
    assert "'dee'" in done.err
    assert "'price'" in done.err
    worse = tmp_path / "worse.csv"
    for price in ("-1", "inf", "much"):
        worse.write_text(f"account,price\nhub,{price}\nann,1\nbob,1\ncem,1\ndee,1\n")
        done = graphres("collapse", star, "--accounts", worse, "--cost", "price", "-q")
        assert done.status == 3
        assert "'hub'" in done.err
        assert done.err.count("\n") == 1
    done = graphres("rank", star, "--accounts", priced, "--cost", "prise", "--budget", "3", "-q")
    assert done.status == 3
    assert "did you mean 'price'?" in done.err


@pytest.mark.parametrize("command", ["rank", "collapse -s in-degree", "intervene -i suspend"])
def test_a_missing_price_may_have_a_default(graphres, star, priced, command):
    name, *more = command.split()

    def told(*asked):
        return graphres(name, star, *more, "--accounts", priced, "--budget", "3", "-q", *asked)

    assert told("--cost", "price").status == 3
    assert told("--cost", "price", "--cost-default", "0.25").status == 0
    assert told("--cost-default", "1").status == 2
    assert told("--cost", "price", "--cost-default", "-1").status == 2
    assert told("--cost", "price", "--cost-default", "nan").status == 2


def test_a_default_is_the_price_of_the_unknown_alone(graphres, star, priced, tmp_path):
    asked = ["--accounts", priced, "--cost", "price", "-q", "--budget"]
    assert ranked(graphres("rank", star, *asked, "2.6", "--cost-default", "0.1")) == [
        *("ann", "bob", "cem", "dee")
    ]
    done = graphres("rank", star, *asked, "2.6", "--cost-default", "7", "--format", "json")
    assert [row["account"] for row in json.loads(done.out)["ranking"]] == ["ann", "bob", "cem"]
    assert json.loads(done.out)["manifest"]["cost_default"] == 7
    assert graphres("rank", star, *asked, "50%", "--cost-default", "2").status == 0
    worse = tmp_path / "worse.csv"
    worse.write_text("account,price\nhub,much\nann,1\nbob,1\ncem,1\ndee,1\n")
    done = graphres("rank", star, "--accounts", worse, "--cost", "price", "--cost-default", "1")
    assert done.status == 3
    assert "'much'" in done.err


@pytest.mark.parametrize("command", ["rank", "collapse -s in-degree", "intervene -i suspend"])
def test_costs_and_targets_mean_the_same_to_all(graphres, star, priced, command):
    name, *more = command.split()

    def told(*asked):
        return graphres(name, star, *more, "--accounts", priced, "--cost", "price", "-q", *asked)

    unknown = told("--budget", "3")
    assert unknown.status == 3
    assert "priced.csv: account 'dee' has nothing in column 'price'" in unknown.err
    place = "place == 'north'"
    assert told("--budget", "3", "--target-where", place).status == 0
    share = told("--budget", "50%", "--target-where", place)
    assert (share.status, "'dee' has no cost" in share.err) == (3, True)
    spent = table(told("--budget", "6.5", "--target-where", "place != ''").out)[-1]
    assert spent["cost" if name == "intervene" else "cumulative_cost"] == "6.5"


def test_intervene_asks_what_may_be_spent_and_knows_no_groups(graphres, star, priced):
    line = ["intervene", star, "--accounts", priced, "-q"]
    free = graphres(*line, "--cost", "price")
    assert (free.status, "--budget N" in free.err) == (2, True)
    grouped = graphres(*line, "--budget", "north=1")
    assert (grouped.status, "give one number" in grouped.err) == (2, True)


def test_a_share_of_all_cost_needs_all_costs(graphres, star, priced, tmp_path):
    asked = ["--cost", "price", "--budget", "50%", "--target-where", "place != ''", "-q"]
    done = graphres("rank", star, "--accounts", priced, *asked)
    assert done.status == 3
    assert "dee" in done.err
    known = tmp_path / "known.csv"
    known.write_text(priced.read_text().replace("dee,,", "dee,4,"))
    assert ranked(graphres("rank", star, "--accounts", known, *asked)) == ["hub", "cem"]


def test_a_share_of_what_a_group_costs_names_who_has_no_cost(graphres, star, priced, tmp_path):
    path = tmp_path / "partly.csv"
    path.write_text(priced.read_text().replace("bob,1,", "bob,,"))
    asked = ["--cost", "price", "--budget-by", "place", "--budget", "south=50%", "-q"]
    done = graphres("rank", star, "--accounts", path, *asked, "--target-where", "price > 0")
    assert done.status == 3
    assert "'bob' has no cost" in done.err


def test_every_group_has_its_own_budget(graphres, star, priced):
    asked = ["--accounts", priced, "--budget-by", "place", "-q"]
    assert ranked(graphres("rank", star, *asked, "--budget", "north=1,south=2")) == [
        *("hub", "bob", "cem")
    ]
    assert ranked(graphres("rank", star, *asked, "--budget", "south=50%")) == ["bob"]
    done = graphres("rank", star, *asked, "--budget", "east=1")
    assert (done.status, "north, south" in done.err) == (3, True)


@pytest.mark.parametrize(
    "asked",
    [
        ["--budget", "north=1"],
        ["--budget-by", "place"],
        ["--budget-by", "place", "--budget", "3"],
        ["--budget-by", "place", "--budget", "a=1,a=2"],
        ["--budget-by", "place", "--budget", "a=x"],
        ["--budget", "-3", "--cost", "price"],
        ["--budget", "1.5"],
        ["--hide", "1.5"],
        ["--hide", "lists:0"],
        ["--hide", "neighbours:0.1"],
        ["--hide", "where:lang =="],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(graphres, star, priced, asked):
    for command in ("rank", "collapse"):
        assert graphres(command, star, "--accounts", priced, *asked).status == 2


def test_errors_come_with_their_columns(graphres, star, priced):
    asked = ["-s", "in-degree", "--miss", "0.3", "--false-alarm", "0.2", "--runs", "3", "-q"]
    asked += ["--accounts", priced, "--target-where", "place == 'north'", "--format", "json"]
    result = json.loads(graphres("collapse", star, *asked).out)
    assert {"not_found", "wrongly_removed", "isolated"} <= result["curve"][0].keys()
    assert [row["run"] for row in result["summary"]] == [0, 1, 2, "mean"]
    assert result["manifest"]["miss"] == 0.3
    assert graphres("collapse", star, "--false-alarm", "0.1").status == 3
    assert graphres("collapse", star, "--miss", "2").status == 2


def test_labels_in_doubt_come_with_what_can_be_expected(graphres, star, priced):
    asked = ["--accounts", priced, "--confidence", "sure", "-q"]
    rows = table(graphres("rank", star, *asked, "--runs", "50").out)
    expected = [float(row["expected_wrongful"]) for row in rows]
    assert expected == pytest.approx([0.1, 0.6, 0.6, 1.6, 2.35])
    assert 0 < float(rows[0]["expected_loss"]) <= 0.6
    asked += ["-s", "in-degree", "--format", "json"]
    result = json.loads(graphres("collapse", star, *asked).out)
    assert result["summary"][-1]["expected_wrongful"] == pytest.approx(2.35)
    assert len(result["summary"]) == 11


def test_what_is_not_seen_has_a_price(graphres, star):
    asked = ["-s", "degree", "--hide", "0.4", "--runs", "4", "-q", "--format", "json"]
    result = json.loads(graphres("collapse", star, *asked).out)
    mean = result["summary"][-1]
    assert mean["effect_lost_giant"] >= 0
    assert mean["effect_lost_giant_low"] <= mean["effect_lost_giant"]
    assert "giant_known" in result["curve"][0]
    page = graphres("collapse", star, *asked[:-2], "--format", "table").out
    assert "not seeing everything" in page


def test_each_community_is_hidden_once(graphres, star, priced):
    asked = ["-s", "degree", "--accounts", priced, "--hide", "community:place", "--format", "json"]
    result = json.loads(graphres("collapse", star, *asked).out)
    assert [row["run"] for row in result["summary"]] == [0, 1, "mean"]


def test_until_says_whether_it_is_reached(graphres, star):
    done = graphres("collapse", star, "-s", "in-degree", "--until", "giant <= 0.4")
    assert done.status == 0
    assert "not reached" not in done.err
    asked = ["--until", "giant <= 0.1", "--budget", "1", "--format", "json"]
    done = graphres("collapse", star, "-s", "in-degree", *asked)
    assert "giant <= 0.1 is not reached by in-degree" in done.err
    assert json.loads(done.out)["summary"][-1]["until_removed"] is None
    fail = ["--fail-if", "in-degree.until_removed > 0"]
    assert graphres("collapse", star, "-s", "in-degree", *asked, *fail, "-q").status == 4
    assert ranked(graphres("rank", star, "--until", "giant <= 0.4", "-q")) == ["hub"]
    assert "not reached" in graphres("rank", star, "--until", "giant < 0").err
    assert graphres("rank", star, "--until", "second < 0.1").status == 2


def test_ranks_by_drawn_ties(graphres, tmp_path):
    ring = tmp_path / "ring.csv"
    ring.write_text("".join(f"{i},{(i + 1) % 5}\n" for i in range(5)))
    rows = table(graphres("rank", ring, "--ties", "random:200", "--budget", "1", "-q").out)
    assert (rows[0]["rank_low"], rows[0]["rank_high"]) == ("1", "5")
    assert 0.05 < float(rows[0]["within_budget"]) < 0.4
    done = graphres("rank", ring, "--ties", "random:3", "--resamples", "5")
    assert done.status == 2


def test_ranks_by_resamples(graphres, star):
    asked = ["--hide", "0.3", "--resamples", "30", "-q", "--format", "json"]
    result = json.loads(graphres("rank", star, *asked).out)
    assert result["manifest"]["resamples"] == 30
    assert "not conduct" in result["manifest"]["caution"]
    assert result["ranking"][0]["rank_low"] == 1
    none = table(graphres("rank", star, "--resamples", "0", "-q").out)
    assert none[0]["rank_low"] == ""
    assert graphres("rank", star, "--hide", "where:account == 'ann'").status == 2


def test_the_line_on_conduct_stands_in_every_page(graphres, star):
    for form in ("table", "markdown"):
        page = graphres("rank", star, "--format", form).out
        assert "no ground for suspension" in " ".join(page.split())


@pytest.fixture
def spoken(tmp_path):
    path = tmp_path / "spoken.csv"
    rows = ("hub,en", "ann,ar", "bob,en", "cem,ar", "dan,", "eve,en")
    path.write_text("account,lang\n" + "\n".join(rows) + "\n")
    return path


def test_equal_rates_by_group_print_the_same_bytes_as_one(graphres, star, spoken):
    asked = ("collapse", star, "--accounts", spoken, "-s", "in-degree", "--runs", "3", "-q")
    limit = ("--budget", "2", "--format", "csv")
    one = graphres(*asked, *limit, "--miss", "0.3", "--false-alarm", "0.2")
    groups = ("--miss", "lang:en=0.3,ar=0.3,*=0.3", "--false-alarm", "lang:en=0.2,*=0.2")
    assert one.status == 0, one.err
    assert graphres(*asked, *limit, *groups).out == one.out
    result = json.loads(graphres(*asked, *groups, "--budget", "2", "--format", "json").out)
    assert result["manifest"]["miss"] == "lang:en=0.3,ar=0.3,*=0.3"


def test_a_group_that_is_always_missed_is_never_suspended(graphres, star, spoken):
    asked = ("collapse", star, "--accounts", spoken, "-s", "in-degree", "-q", "--format", "json")
    done = graphres(*asked, "--miss", "lang:en=1,*=0", "--runs", "2")
    assert done.status == 0, done.err
    (mean,) = [row for row in json.loads(done.out)["summary"] if row["run"] == "mean"]
    all_found = graphres(*asked)
    (whole,) = [row for row in json.loads(all_found.out)["summary"] if row["run"] == 0]
    assert mean["removed"] == whole["removed"] - 3, "hub, bob and eve are missed"


@pytest.mark.parametrize(
    ("rates", "status", "said"),
    [
        ("lang:en=0.1,ar=0.2", 3, "gives no rate to accounts without a value"),
        ("lang:eng=0.1,*=0", 3, "no account has 'eng' in column 'lang'; did you mean en?"),
        ("lagn:en=0.1,*=0", 3, "did you mean 'lang'?"),
        ("lang:en=2,*=0", 2, "2 is out of range; give a number from 0 to 1"),
        ("lang:en=0.1,en=0.2", 2, "names 'en' twice"),
        ("lang:", 2, "takes a number or COL:GROUP=Q"),
        ("much", 2, "takes a number or COL:GROUP=Q"),
        ("nan", 2, "out of range"),
    ],
)
def test_rates_that_are_none(graphres, star, spoken, rates, status, said):
    done = graphres("collapse", star, "--accounts", spoken, "--miss", rates, "-q")
    assert (done.status, done.out) == (status, "")
    assert said in done.err
    assert done.err.count("\n") == 1
