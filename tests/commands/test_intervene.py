import csv
import io
import json
import re
from pathlib import Path

import pytest

from graphres.interventions import greedy_blocking as saving

ROOT = Path(__file__).resolve().parents[2]
MOVEMENT = ROOT / "sample_graphs" / "movement.csv"
PLATFORMS = ROOT / "sample_graphs" / "two-platforms.csv"
ACCOUNTS = ROOT / "sample_graphs" / "two-platforms-accounts.csv"
COLUMNS = (
    "intervention,budget,reach,reach_low,reach_high,new_audience,saved,collateral,cost,"
    "counter_reach"
)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_for_none_and_each(graphres):
    done = graphres("intervene", MOVEMENT, "-i", "suspend", "-i", "private", "-p", "0.2", "-q")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == COLUMNS
    assert [row["intervention"] for row in table(done.out)] == ["none", "suspend", "private"]
    assert table(done.out)[1]["budget"] == "20"


def test_json_holds_differences_and_assumptions(graphres):
    line = ["-i", "counter:greedy", "--tie", "message", "--backlash", "0.1", "--format", "json"]
    line += ["-p", "0.05"]
    made = json.loads(graphres("intervene", MOVEMENT, *line, "-q").out)
    assert made["schema"] == "graphres.intervene/1"
    assert made["manifest"]["assumptions"] == {
        "ties": "message",
        "immunity": 1.0,
        "backlash": 0.1,
    }
    assert [pair["other"] for pair in made["differences"]] == ["none"]


def test_the_page_says_when_greedy_has_a_guarantee(graphres):
    line = ["intervene", MOVEMENT, "-i", "counter:greedy", "--format", "table", "-q"]
    assert "1 − 1/e" in graphres(*line).out
    assert "no guarantee" in " ".join(graphres(*line, "--immunity", "0.5").out.split())
    both = graphres(*line, "-i", "0.5*suspend:random + 0.5*counter:greedy", "--runs", "1").out
    assert "1 − 1/e" in both
    assert "Within a mixture it has no guarantee" in " ".join(both.split())
    listed = ["--accounts", MOVEMENT.with_name("movement-accounts.csv")]
    priced = [*listed, "--cost", "followers_total", "--budget", "7.5"]
    page = " ".join(graphres(*line, *priced).out.split())
    assert "has no guarantee under" in page
    assert " 7.5 " in page


def test_platforms_and_persons(graphres):
    line = ["intervene", PLATFORMS, "-p", "0.05", "--accounts", ACCOUNTS]
    line += ["-i", "platform:alpha", "-q"]
    missing = graphres(*line)
    assert (missing.status, "--layer" in missing.err) == (2, True)
    done = graphres(*line, "--layer", "platform", "--person", "person")
    assert [row["budget"] for row in table(done.out)] == ["0.0", ""]
    wrong = graphres(*line, "--layer", "plattform")
    assert (wrong.status, "did you mean 'platform'" in wrong.err) == (3, True)
    other = graphres(*line[:-3], "-i", "platform:gamma", "--layer", "platform")
    assert (other.status, "there are: alpha, beta" in other.err) == (2, True)


def test_the_platform_may_be_a_column_of_the_follows(graphres, tmp_path):
    follows, home = tmp_path / "f.csv", {}
    with ACCOUNTS.open() as file:
        home = {row["account"]: row["platform"] for row in csv.DictReader(file)}
    with PLATFORMS.open() as file:
        lines = [f"{u},{v},{home[v]}" for u, v in list(csv.reader(file))[1:]]
    follows.write_text("follower,followed,site\n" + "\n".join(lines) + "\n")
    line = ["-i", "platform:alpha then platform:beta", "-q", "--accounts", ACCOUNTS]
    for more in ([], ["--person", "person"]):
        one = graphres("intervene", PLATFORMS, *line, "--layer", "platform", *more)
        other = graphres("intervene", follows, *line, "--layer", "site", *more)
        assert (one.status, one.out) == (0, other.out)
    ties = graphres("intervene", follows, *line[:3], "--layer", "site", "--undirected")
    reach = [float(row["reach"]) for row in table(ties.out)]
    assert reach[0] > reach[1] > reach[2] == 0
    wrong = graphres("intervene", follows, *line[:3], "--layer", "sit")
    assert (wrong.status, "did you mean 'site'" in wrong.err) == (3, True)


def test_pareto_marks_what_no_other_beats(graphres):
    line = ["-i", "suspend", "-i", "private", "--pareto", "--budget", "8", "-q"]
    line += ["-p", "0.05"]
    rows = table(graphres("intervene", MOVEMENT, *line).out)
    assert len(rows) == 1 + 5 * 4
    assert {row["frontier"] for row in rows} == {"True", "False"}


def test_fail_if_by_the_names_typed(graphres):
    line = ["intervene", MOVEMENT, "-i", "suspend", "-q"]
    assert graphres(*line, "--fail-if", "suspend.reach < none.reach").status == 1
    assert graphres(*line, "--fail-if", "suspend.reach > none.reach").status == 0
    assert graphres(*line, "--fail-if", "private.reach > 0").status == 2


def test_a_crowd_names_nobody(graphres):
    line = ["-i", "crowd:size=5", "--budget", "5", "-q", "--format", "json"]
    out = graphres("intervene", MOVEMENT, *line).out
    assert '"a0' not in out


@pytest.mark.parametrize(
    ("lever", "said"), [("flood", True), ("crowd:size=5", True), ("suspend", False)]
)
def test_floods_and_crowds_are_called_what_they_are(graphres, lever, said):
    page = graphres("intervene", MOVEMENT, "-i", lever, "--budget", "2", "--format", "table").out
    assert ("brigading and mass reporting" in " ".join(page.split())) == said


def test_costs_have_to_be_numbers(graphres, tmp_path):
    follows, accounts = tmp_path / "f.csv", tmp_path / "a.csv"
    follows.write_text("follower,followed\na,b\nb,c\n")
    accounts.write_text("account,cost\na,1\nb,\nc,2\n")
    done = graphres(
        "intervene", follows, "--accounts", accounts, "--cost", "cost", "--budget", "2", "-q"
    )
    assert (done.status, "'b' has nothing in column 'cost'" in done.err) == (3, True)


@pytest.mark.parametrize("columns", [80, 100])
def test_the_page_fits_whatever_names_are_long(graphres, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.chdir(MOVEMENT.parent)
    line = ["intervene", MOVEMENT.name, "--budget", "8", "--worlds", "64", "-q"]
    long = "0.5*suspend:in-degree + 0.5*counter:in-degree,delay=2,probability=0.1"
    page = graphres(*line, "-i", long, "--format", "table").out
    assert max(map(len, page.splitlines())) <= columns
    page = graphres(*line, "-i", long, "--pareto", "-p", "0.05", "--format", "table").out
    assert max(map(len, page.splitlines())) <= columns
    assert f"\n2  {long}\n" in page
    assert len([row for row in page.splitlines() if row.startswith("2   ")]) == 2 * 4
    plain = graphres(*line, "-i", "suspend", "-p", "0.2", "--format", "table").out
    assert "\nsuspend " in plain


def test_what_greedy_cuts_is_a_warning(graphres, monkeypatch):
    monkeypatch.setattr(saving, "_ENTRIES", 2000)
    line = ["intervene", MOVEMENT, "-i", "counter:greedy", "-p", "0.4", "--worlds", "64"]
    done = graphres(*line, "--format", "json")
    assert "warning: counter:greedy: the sets of who could save whom are large" in done.err
    assert json.loads(done.out)["warnings"][0] in done.err.replace("warning: ", "")
    page = graphres(*line, "--format", "table", "-q")
    assert page.err == ""
    assert "Warning: counter:greedy:" in page.out


def test_without_p_three_probabilities_are_measured_each_as_by_itself(graphres, tmp_path):
    line = ["intervene", MOVEMENT, "-i", "suspend", "-i", "counter", "--worlds", "64"]
    done = graphres(*line, "-q", "--format", "json")
    made = json.loads(done.out)
    rows = made["interventions"]
    levels = [level["probability"] for level in made["probabilities"]]
    assert [row["probability"] for row in rows] == [p for p in levels for _ in range(3)]
    for p in levels:
        alone = json.loads(graphres(*line, "-q", "-p", p, "--format", "json").out)
        assert alone["interventions"] == [
            {k: v for k, v in row.items() if k != "probability"}
            for row in rows
            if row["probability"] == p
        ]
        assert "probabilities" not in alone
    page = graphres(*line, "--format", "table")
    assert f"note: without -p: measured at p = {levels[0]}" in page.err
    told = " ".join(page.out.split())
    assert made["headline"] in told
    assert "counter leaves the least reach at all three probabilities" in told
    judged = graphres(*line, "-q", "-o", tmp_path / "r.csv", "--fail-if", "none.reach > 0.3")
    assert (judged.status, f"holds at p = {levels[2]}" in judged.err) == (1, True)
    assert "holds at p = 0.1" not in judged.err


def test_a_sequence_is_told_step_by_step_and_drawn_at_every_probability(graphres, tmp_path):
    line = ["intervene", PLATFORMS, "--accounts", ACCOUNTS, "--layer", "platform", "-q"]
    line += ["--person", "person", "-i", "platform:alpha then platform:beta", "--worlds", "64"]
    made = json.loads(graphres(*line, "--format", "json").out)
    page = graphres(*line, "--format", "table").out
    steps = page[page.index("Step by step") :].splitlines()
    for place, step in ((2, "platform:alpha"), (3, "then platform:beta")):
        assert steps[place].startswith(step)
        means = re.sub(r"\[[^]]*\]", "", steps[place].removeprefix(step))
        changes = [float(cell) for cell in means.split()]
        rows = [made["interventions"][3 * p : 3 * p + 3] for p in range(3)]
        found = [100 * (r[place - 1]["reach"] - r[place - 2]["reach"]) for r in rows]
        assert changes == pytest.approx(found, abs=0.006)
    graphres(*line, "-o", tmp_path / "a.json", "--plot", tmp_path / "a.svg")
    drawn = (tmp_path / "a.svg").read_text()
    for level in made["probabilities"]:
        assert f"at p = {level['probability']:g}" in drawn
    same = graphres("compare", tmp_path / "a.json", tmp_path / "a.json", "-q", "--format", "table")
    assert same.out.startswith("0 of ")
