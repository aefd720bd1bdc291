import csv
import io
import json
import re
from pathlib import Path

import pytest

from graphres.data.reading import read_follows
from graphres.measures import COLUMNS
from graphres.measures.curves import collapse
from graphres.strategies import strategy

MOVEMENT = Path(__file__).resolve().parents[2] / "sample_graphs" / "movement.csv"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_in_a_pipe_has_the_columns_and_every_removal(graphres, star):
    done = graphres("collapse", star, "-s", "in-degree", "-q")
    assert done.status == 0
    assert done.err == ""
    rows = table(done.out)
    assert list(rows[0]) == [
        *("strategy", "run", "removed", "removed_fraction"),
        *("giant", "second", "components", "susceptibility", "follows"),
    ]
    assert [row["giant"] for row in rows] == ["1.0", "0.4", "0.2", "0.2", "0.2", "0.0"]
    assert [row["components"] for row in rows] == ["1", "3", "3", "2", "1", "0"]
    assert rows[3]["removed_fraction"] == "0.6"


def test_columns_are_in_one_order_and_floats_are_whole(graphres, star):
    asked = [part for name in reversed(COLUMNS) for part in ("--measure", name)]
    rows = table(graphres("collapse", star, "-q", "-p", "0.05", *asked).out)
    assert list(rows[0])[4:] == [*COLUMNS, "reach_low", "reach_high"]
    graph, _ = read_follows(star)
    curve = collapse(graph, strategy("random")(graph, run=3), measures=COLUMNS)
    written = [row for row in rows if (row["strategy"], row["run"]) == ("random", "3")]
    for name in COLUMNS:
        assert [float(row[name]) for row in written] == curve[name].tolist()


def test_default_strategies_are_in_degree_once_and_random_ten_times(graphres, star):
    rows = table(graphres("collapse", star, "-q").out)
    runs = sorted({(row["strategy"], int(row["run"])) for row in rows})
    assert runs == [("in-degree", 0), *(("random", run) for run in range(10))]


def test_json_holds_manifest_summary_and_curve(graphres, star):
    done = graphres("collapse", star, "-q", "--format", "json", "--runs", "3", "--seed", "5")
    result = json.loads(done.out)
    assert list(result) == ["schema", "manifest", "summary", "curve"]
    assert result["schema"] == "graphres.collapse/1"
    manifest = result["manifest"]
    assert (manifest["n"], manifest["m"], manifest["directed"]) == (5, 6, True)
    assert (manifest["seed"], manifest["runs"], manifest["worlds"]) == (5, 3, None)
    (source,) = manifest["inputs"]
    assert source["rows_read"] == 7
    assert source["repeated_rows"] == 1
    assert len(source["sha256"]) == 64
    assert manifest["peak_memory_bytes"] > 10**7
    assert manifest["seconds"] > 0
    assert [row["run"] for row in result["summary"]] == [0, "mean", 0, 1, 2, "mean"]
    mean = result["summary"][-1]
    assert mean["R_low"] < mean["R"] < mean["R_high"]
    assert len(result["curve"]) == 4 * 6


def test_points_thin_the_curve_and_not_the_summary(graphres, tmp_path):
    path = tmp_path / "path.csv"
    path.write_text("".join(f"{i},{i + 1}\n" for i in range(40)))
    options = ["-q", "-s", "in-degree", "--format", "json"]
    all_of_it = json.loads(graphres("collapse", path, *options, "--points", "all").out)
    thin = json.loads(graphres("collapse", path, *options, "--points", "4").out)
    assert [row["removed"] for row in thin["curve"]] == [0, 11, 21, 31, 41]
    assert thin["summary"] == all_of_it["summary"]
    assert len(all_of_it["curve"]) == 42


def test_budget_protect_and_targets_bound_the_order(graphres, star, accounts, tmp_path):
    protected = tmp_path / "protected.txt"
    protected.write_text("hub\n")
    options = ["-q", "-s", "in-degree", "--accounts", accounts]
    assert len(table(graphres("collapse", star, *options, "--budget", "40%").out)) == 3
    rows = table(graphres("collapse", star, *options, "--protect", protected).out)
    assert len(rows) == 5
    assert rows[-1]["giant"] == "0.2"
    rows = table(graphres("collapse", star, *options, "--target-where", "lang == 'de'").out)
    assert rows[-1]["removed"] == "2"
    rows = table(graphres("collapse", star, *options, "--protect-where", "lang == 'de'").out)
    assert rows[-1]["removed"] == "3"


def test_until_stops_at_the_first_removal_that_holds(graphres, star):
    rows = table(graphres("collapse", star, "-q", "-s", "in-degree", "--until", "giant < 0.4").out)
    assert rows[-1]["removed"] == "2"


def test_the_page_says_what_a_portfolio_tried_and_what_search_made_of_it(graphres, star):
    text = "best:for=giant@0.3,steps=5"
    asked = ["collapse", star, "-s", text, "--until", "giant <= 0.3", "-q"]
    row = json.loads(graphres(*asked, "--format", "json").out)["summary"][0]
    page = graphres(*asked, "--format", "table").out
    block = page[page.index(f"What {text} tried") :].split("\n\n")[0].splitlines()[2:]
    told = dict(line.rsplit(None, 1) for line in block)
    assert int(told.pop("after local search")) == row["best_searched"]
    assert len(told) == 5
    assert all(int(needed) == row[f"tried[{name}]"] for name, needed in told.items())
    assert min(map(int, told.values())) == row["best_member"]
    plain = graphres("collapse", star, "-s", "in-degree", "-q", "--format", "table").out
    assert "tried" not in plain


def test_sources_change_the_audience(graphres, star, tmp_path):
    def start(*options):
        done = graphres(
            "collapse", star, "-q", "-s", "in-degree", "--measure", "audience", *options
        )
        assert done.status == 0, done.err
        return table(done.out)[0]["audience"]

    listed = tmp_path / "sources.csv"
    listed.write_text("account\nbob\n")
    assert start() == "0.8"
    assert start("--sources", "top:1") == "0.8"
    assert start("--sources", listed) == "0.2"
    assert start("--sources", "where:account == 'ann'") == "0.2"


def test_top_sources_are_the_most_followed(graphres, tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text("a,b\nc,b\ne,d\n")
    for most, share in [("1", "0.4"), ("2", "0.6")]:
        done = graphres("collapse", path, "-q", "--measure", "audience", "--sources", f"top:{most}")
        assert table(done.out)[0]["audience"] == share


def test_drawn_ties_give_a_range(graphres, tmp_path):
    path = tmp_path / "path.csv"
    path.write_text("".join(f"{i},{i + 1}\n" for i in range(9)))
    options = ["-s", "in-degree", "--ties", "random:6"]
    result = json.loads(graphres("collapse", path, "-q", *options, "--format", "json").out)
    mean = result["summary"][-1]
    assert mean["R_min"] < mean["R_max"]
    assert result["manifest"]["tie_rule"].startswith("drawn")
    page = graphres("collapse", path, "-q", *options, "--format", "table").out
    assert f"{mean['R_min']:.4f} to {mean['R_max']:.4f}" in page


def test_the_page_says_what_was_read_and_what_a_cut_is(graphres, star):
    page = graphres("collapse", star, "-q", "--format", "table").out
    assert "star.csv: 5 accounts, 6 follows (follower → followed)" in page.replace("\n", " ")
    assert "dropped: 1 repeated row" in page
    assert "random ×10" in page
    assert "by arithmetic alone" in page.replace("\n", " ")
    assert "\x1b" not in page


def test_audience_is_marked_a_lower_bound_when_followers_are_missing(graphres, star, accounts):
    options = ["--accounts", accounts, "--followers-total", "total", "--measure", "audience"]
    page = graphres("collapse", star, "-q", *options, "--format", "table").out
    assert "lower bound: the table holds 46.2 % of the followers known" in page.replace("\n", " ")
    done = graphres("collapse", star, "-q", "--measure", "audience", "--format", "table")
    assert "lower bound" not in done.out


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("in-degree.R < 0.5", 1),
        ("in-degree.R > 0.5", 0),
        ("in-degree.R < random.R", 1),
        ("in-degre.R < 0.5", 2),
        ("in-degree.r < 0.5", 2),
        ("in-degree.R <", 2),
    ],
)
def test_fail_if(graphres, star, condition, status):
    done = graphres("collapse", star, "-q", "--fail-if", condition)
    assert done.status == status
    assert bool(done.out) == (status < 2), "results are written unless the condition is senseless"
    assert len(done.err.splitlines()) == (status > 0)


def test_fail_if_names_what_held_and_the_values(graphres, star):
    done = graphres("collapse", star, "-q", "--fail-if", "in-degree.half_giant <= 0.2")
    assert done.err == ("fail-if: in-degree.half_giant <= 0.2 holds: in-degree.half_giant = 0.2\n")


def test_fail_if_on_a_null_is_4_and_the_results_are_there(graphres, star, tmp_path):
    path = tmp_path / "curve.csv"
    done = graphres("collapse", star, "--budget", "1", "--fail-if", "in-degree.R < 1", "-o", path)
    assert done.status == 4
    assert "null" in done.err
    assert len(table(path.read_text())) == 11 * 2


def test_real_graphs_in_every_form(graphres, shared, tmp_path):
    for form in ("csv", "json", "md", "parquet", "jsonl"):
        path: Path = tmp_path / f"crime.{form}"
        done = graphres(
            *("collapse", shared / "data" / "crime.undirected.csv", "--undirected", "-o", path),
            *("-q", "-s", "in-degree", "-s", "in-degree:adaptive"),
        )
        assert done.status == 0, done.err
        assert path.stat().st_size > 1000
    result = json.loads((tmp_path / "crime.json").read_text())
    assert result["manifest"]["m"] == 2127


def test_reach_comes_with_intervals_losses_and_differences(graphres, star):
    asked = ["--measure", "reach", "-p", "0.5", "--runs", "2", "--format", "json", "-q"]
    result = json.loads(graphres("collapse", star, *asked).out)
    assert list(result) == [
        *("schema", "manifest", "summary", "differences", "changed_places", "curve")
    ]
    manifest = result["manifest"]
    assert (manifest["worlds"], manifest["probability"], manifest["model"]) == (256, 0.5, "ic")
    first = result["curve"][0]
    assert first["reach_low"] < first["reach"] < first["reach_high"]
    mean = next(row for row in result["summary"] if row["run"] == "mean")
    lost = [mean[f"reach_cut_max{part}"] for part in ("", "_silenced", "_removed")]
    assert all(part is not None for part in lost)
    assert result["differences"][0]["strategy"] == "in-degree"
    assert [row["probability"] for row in result["changed_places"]] == [0.01, 0.05, 0.2]


def test_reach_by_group_of_listeners(graphres, star, accounts):
    asked = ["--measure", "reach", "-p", "1", "--accounts", accounts, "--group", "lang"]
    rows = table(graphres("collapse", star, *asked, "-s", "in-degree", "-q").out)
    groups = [name for name in rows[0] if name.startswith("reach[")]
    assert groups == ["reach[de]", "reach[en]"]
    # All post: ann and bob hear hub and each other, cem and dee hear hub, and nobody else.
    assert float(rows[0]["reach[de]"]) == pytest.approx(4 / 25)
    assert float(rows[0]["reach[en]"]) == pytest.approx(2 / 25)


def test_a_page_about_reach_says_what_a_message_is(graphres, star):
    asked = ["--measure", "reach", "-p", "0.5", "--format", "table", "-q"]
    page = graphres("collapse", star, *asked).out
    assert "independent cascade, p = 0.5; 256 sampled worlds" in page
    assert "= poster gone" in page
    assert "random − in-degree" in page
    assert "reach of its start, by share of accounts removed" in page
    exact = graphres("collapse", star, "--measure", "reach", "-p", "1", "--format", "table").out
    assert "all 5 worlds there are, no interval" in exact


def test_a_strategy_that_chose_by_worlds_says_what_they_promised(graphres, star):
    typed = ("collapse", star, "-s", "in-degree", "-s", "reach-greedy:worlds=128", "-p", "0.5")
    typed = (*typed, "--measure", "reach", "--budget", "1", "-q", "--format")
    told = json.loads(graphres(*typed, "json").out)["summary"]
    chosen = [row for row in told if row["strategy"] == "reach-greedy:worlds=128"]
    assert [row["chooser_worlds"] for row in chosen] == [128, 128]
    assert all(r["reach_fresh_low"] <= r["reach_fresh"] <= r["reach_fresh_high"] for r in chosen)
    assert "chooser_worlds" not in told[0]
    page = graphres(*typed, "table").out
    assert re.search(
        r"^reach-greedy:worlds=128 +128 +0\.\d+ +0\.\d+ to 0\.\d+$", page, re.MULTILINE
    )
    assert "heuristic without guarantee" in " ".join(page.split())
    alone = graphres("collapse", star, "-s", "in-degree", "--measure", "reach", "--format", "table")
    assert "heuristic" not in alone.out


def test_until_says_what_to_measure_for_it(graphres, star):
    done = graphres("collapse", star, "--until", "reach <= 0.1", "-q")
    assert (done.status, "add --measure reach" in done.err) == (2, True)
    done = graphres("collapse", star, "--until", "gaint <= 0.1", "-q")
    assert (done.status, "did you mean giant?" in done.err) == (2, True)
    done = graphres("rank", star, "--until", "second <= 0.1", "-q")
    assert (done.status, "there are: giant" in done.err) == (2, True)


def test_until_and_fail_if_take_reach(graphres, star):
    asked = ["-s", "in-degree", "--measure", "reach", "-p", "1", "-q", "--points", "all"]
    rows = table(graphres("collapse", star, *asked, "--until", "reach <= 0.1").out)
    assert len(rows) == 2
    fail = ["--fail-if", "in-degree.reach_cut_max < 0.5"]
    assert graphres("collapse", star, *asked, *fail).status == 1


def test_without_p_reach_is_measured_at_three_probabilities(graphres):
    line = ["collapse", MOVEMENT, "-s", "in-degree", "-s", "random", "--runs", "2"]
    line += ["--measure", "reach", "--budget", "20", "--worlds", "64", "-q"]
    made = json.loads(graphres(*line, "--format", "json").out)
    levels = [level["probability"] for level in made["probabilities"]]
    assert made["manifest"]["probability"] == levels[1]
    assert {row["probability"] for row in made["curve"]} == {levels[1]}
    for level in made["probabilities"]:
        alone = graphres(*line, "-p", level["probability"], "--format", "json")
        alone = json.loads(alone.out)
        firsts = [row for row in alone["summary"] if row["run"] == 0]
        areas = {row["strategy"]: row["area_to_K_reach"] for row in firsts}
        assert level["area_reach"] == pytest.approx(areas)
        assert "headline" not in alone
        if level["probability"] == levels[1]:
            assert [{"probability": levels[1], **row} for row in alone["curve"]] == made["curve"]
    assert made["headline"].startswith("in-degree leaves the least reach over removals at all")
    assert made["headline"] in " ".join(graphres(*line, "--format", "table").out.split())
    assert graphres(*line).out.startswith("probability,strategy,run,removed")
