"""`graphres campaign`: tables, document, page, conditions."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graphres.campaigns import campaign
from graphres.campaigns.presets import preset
from graphres.campaigns.trace import TABLES
from graphres.data.generators import generate
from graphres.studies.trials import campaign_task

SHORT = ("--days", "12", "--runs", "2", "--suspend", "random@10%/day", "-q")


@pytest.fixture
def crowd(tmp_path):
    path = tmp_path / "crowd.csv"
    graph = generate("preferential", n=60, mean_followers=5, seed=3)
    names = graph.ids.to_pylist()
    rows = [f"{names[u]},{names[v]}" for u in range(60) for v in graph.following.row(u)]
    path.write_text("follower,followed\n" + "\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_the_table_asked_for(graphres, crowd, table):
    done = graphres("campaign", crowd, *SHORT, "--table", table)
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == TABLES[table]
    if table == "days":
        assert len(rows) == 2 * 2 * 13
        assert rows[0]["suspended"] == "0"


def test_json_holds_everything(graphres, crowd):
    done = graphres("campaign", crowd, *SHORT, "--format", "json", "--return", "0.5")
    result = json.loads(done.out, parse_constant=lambda word: pytest.fail(word))
    assert list(result) == [
        *("schema", "manifest", "summary", "finding", "effects", "levels"),
        *TABLES,
    ]
    assert result["schema"] == "graphres.campaign/2"
    assert result["manifest"]["parameters"]["come_back"] == 0.5
    assert result["manifest"]["runs_finished"] == 2
    means = {row["arm"]: row for row in result["summary"] if row["run"] == "mean"}
    assert list(means) == ["none", "plan"]
    assert means["none"]["stunting"] is None
    assert means["plan"]["stunting_low"] is means["plan"]["stunting_high"] is None


@pytest.mark.parametrize("columns", [80, 100])
def test_the_page_fits_and_says_what_became_of_those_hit(graphres, crowd, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.chdir(crowd.parent)
    page = graphres("campaign", crowd.name, *SHORT, "--runs", "5", "--format", "table").out
    assert max(map(len, page.splitlines())) <= columns
    assert "Persons who were hit" in page
    assert "Persons by how often they were suspended" in page
    assert "naive difference" in page
    assert "Concentrated or rotating?" not in page
    assert "Accounts opened for each one suspended: 0" in " ".join(page.split())


def test_four_runs_have_no_interval_and_the_page_says_so(graphres, crowd):
    page = graphres("campaign", crowd, *SHORT, "--runs", "4", "--format", "table").out
    assert page.count("[–]") == 1
    assert "An interval takes at least 5 runs (--runs)" in " ".join(page.split())


def test_fail_if_speaks_of_arms(graphres, crowd):
    arguments = ("campaign", crowd, *SHORT, "--arm", "plan")
    assert graphres(*arguments, "--fail-if", "plan.stunting > 0").status == 1
    assert graphres(*arguments, "--fail-if", "plan.stunting < 0").status == 0
    assert graphres(*arguments, "--fail-if", "plan.luck < 0").status == 2
    assert graphres(*arguments, "--fail-if", "repeated.audience < none.audience").status == 1
    assert graphres(*arguments, "--arm", "blow", "--fail-if", "blow.stunting > 9").status == 0
    assert graphres(*arguments, "--fail-if", "nobody.stunting < 0").status == 2
    assert graphres(*arguments, "--fail-if", "none.stunting < 0").status == 4


@pytest.mark.parametrize(
    "wrong",
    [
        ("--suspend", "random"),
        ("--arm", "both"),
        ("--return", "2"),
        ("--waves", "x"),
        ("--announcers", "nobody"),
        ("--from-day", "99"),
        ("--dose", "0,1"),
        ("--dose-last", "9"),
    ],
)
def test_wrong_usage_is_one_line_and_2(graphres, crowd, wrong):
    done = graphres("campaign", crowd, *SHORT, *wrong)
    assert done.status == 2
    assert done.out == ""
    assert done.err.count("\n") == 1


def test_announcers_come_from_a_strategy_or_a_file(graphres, crowd, tmp_path):
    listed = tmp_path / "announcers.txt"
    listed.write_text("a01\na02\n")
    for text in ("in-degree@3", "in-degree@5%", listed):
        options = ("--announcers", text, "--find-announcer", "0.5")
        assert graphres("campaign", crowd, *SHORT, *options).status == 0


def test_ctrl_c_keeps_finished_runs(graphres, crowd, monkeypatch):
    def interrupted(*arguments, on_progress, **settings):
        def stop(done, total):
            if done == 1:
                raise KeyboardInterrupt

        return campaign(*arguments, on_progress=stop, **settings)

    monkeypatch.setattr(campaign_task, "campaign", interrupted)
    done = graphres("campaign", crowd, *SHORT)
    assert done.status == 130
    assert "1 of 2 runs were finished and kept" in done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {row["run"] for row in rows} == {"0"}


def test_a_log_is_replayed_and_told(graphres, crowd, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("account,date\na01,2015-02-03\na02,2015-02-05\na02,2015-02-05\n")
    short = ("campaign", crowd, "--days", "12", "--runs", "2")
    done = graphres(*short, "--replay", log, "--format", "json")
    result = json.loads(done.out)
    assert result["replay"]["suspensions"] == 3
    assert result["replay"]["missed"]["closed_today"] == 1
    (told,) = [each for each in result["manifest"]["inputs"] if each["role"] == "replay"]
    assert told["first_date"] == "2015-02-03"
    page = " ".join(graphres(*short, "--replay", log, "--format", "table").out.split())
    assert "Of 3 suspensions in the log 2.0 closed an account" in page
    log.write_text("account,date\na01,2015-02-03\nzoe,2015-02-05\n")
    assert graphres(*short, "--replay", log).status == 3
    assert graphres(*short, "--replay", log, "--on-bad-row", "skip").status == 3
    done = graphres(*short, "--replay", log, "--replay-on-bad-row", "skip")
    assert done.status == 0
    assert "1 bad row left out (not in the graph), line 3" in done.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--replay", "log.csv", "--dose", "0,1"),
        ("--dose", "0,1", "--suspend", "random@1/day"),
        ("--dose", "0;1"),
        ("--dose", "1,0"),
        ("--dose", "0,1", "--frontier", "find"),
        ("--dose", "0,1", "--act", "private@1/day"),
        ("--replay", "log.csv", "--suspend", "random@1/day"),
        ("--replay", "log.csv", "--pressure", "2"),
        ("--replay-from", "2015-02-03"),
        ("--replay", "log.csv", "--replay-from", "spring"),
        ("--replay", "log.csv", "--frontier", "pressure"),
    ],
)
def test_a_replay_wrongly_asked_for(graphres, crowd, wrong):
    done = graphres("campaign", crowd, "--days", "40", "-q", *wrong)
    assert done.status == 2, done.err
    assert done.err.count("\n") == 1


def test_a_preset_is_what_options_start_from(graphres, crowd):
    options = ("--preset", "english-2015", "--days", "35", "--runs", "1", "--find", "0.3", "-q")
    done = graphres("campaign", crowd, *options, "--format", "json")
    assert done.status == 0, done.err
    manifest = json.loads(done.out)["manifest"]
    told = preset("english-2015")
    assert manifest["preset"] == "english-2015"
    assert manifest["parameters"]["find"] == 0.3
    assert manifest["parameters"]["days"] == 35
    assert manifest["parameters"]["suspend"] == list(told.suspend)
    assert manifest["parameters"]["discourage"] == told.discourage
    own = graphres("campaign", crowd, *options, "--suspend", "random@1/day", "--format", "json")
    assert json.loads(own.out)["manifest"]["parameters"]["suspend"] == ["random@1/day"]
    assert graphres("campaign", crowd, "--preset", "none", *SHORT).status == 2


def test_other_acts_than_suspension(graphres, crowd, tmp_path):
    line = ["campaign", crowd, "--days", "8", "--runs", "1", "-q"]
    done = graphres(*line, "--act", "private:random@2/day", "--act", "limit:factor=0.5@1/day")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == (*TABLES["days"], "persons_private", "persons_limited")
    last = [row for row in rows if row["arm"] == "plan"][-1]
    assert (last["suspended"], last["persons_private"], last["persons_limited"]) == ("0", "16", "8")
    made = json.loads(graphres(*line, "--act", "private@1/day", "--format", "json").out)
    assert made["manifest"]["parameters"]["act"] == ["private@1/day"]
    assert made["manifest"]["parameters"]["suspend"] == []
    plain = json.loads(graphres(*line, "--format", "json").out)
    assert "act" not in plain["manifest"]["parameters"]
    page = graphres(*line, "--act", "private@1/day", "--format", "table").out
    assert "On the last day 8.0 persons were private and 0.0 limited" in " ".join(page.split())
    wrong = graphres(*line, "--act", "flod:random@1/day")
    assert (wrong.status, "did you mean flood" in wrong.err) == (2, True)
    lost = graphres(*line, "--act", "platform:x@1/day")
    assert (lost.status, "name --layer" in lost.err) == (2, True)
    accounts = tmp_path / "accounts.csv"
    names = sorted({name for row in crowd.read_text().splitlines()[1:] for name in row.split(",")})
    about = [f"{name},{'xy'[i % 2]}" for i, name in enumerate(names)]
    accounts.write_text("id,site\n" + "\n".join(about) + "\n")
    layer = ["--accounts", accounts, "--layer", "site"]
    done = graphres(*line, *layer, "--act", "platform:x@100%/day")
    rows = [row for row in csv.DictReader(io.StringIO(done.out)) if row["arm"] == "plan"]
    assert int(rows[1]["suspended"]) == -(-len(names) // 2)
    page = graphres(*line, *layer, "--act", "platform:x@100%/day", "--format", "table").out
    assert "persons were private" not in page
    log = tmp_path / "log.csv"
    log.write_text(f"account,day\n{names[0]},1\n{names[1]},2\n")
    done = graphres(*line, "--act", "private@1/day", "--replay", log)
    days = [row for row in csv.DictReader(io.StringIO(done.out)) if row["arm"] == "plan"]
    assert [int(row["suspended"]) for row in days][:3] == [0, 1, 1]
    assert int(days[2]["persons_private"]) == 2


def test_a_person_on_several_platforms_is_refused_and_accounts_on_several_are_told(
    graphres, tmp_path
):
    follows, accounts = tmp_path / "f.csv", tmp_path / "a.csv"
    follows.write_text("follower,followed,site\na,b,x\nc,b,y\na,d,x\nb,a,y\nc,d,x\nc,a,x\n")
    accounts.write_text("account,home,owner,site2\na,x,p,x\nb,y,p,\nc,x,q,x\nd,y,r,x\n")
    line = ["campaign", follows, "--days", "4", "--runs", "1", "--accounts", accounts]
    lost = ["--act", "platform:x@100%/day"]
    alone = graphres(*line, *lost, "--layer", "home", "-q")
    assert (alone.status, alone.err) == (0, "")
    joined = graphres(*line, *lost, "--layer", "home", "--person", "owner", "-q")
    assert joined.status == 3
    assert "a.csv: person 'p' is on several platforms" in joined.err
    assert "leave --person out" in joined.err
    blank = graphres(*line, *lost, "--layer", "site2", "--person", "owner", "-q")
    assert (blank.status, blank.err) == (0, "")
    told = graphres(*line, *lost, "--layer", "site")
    assert "2 accounts are followed on several platforms" in told.err
    joined = graphres(*line, *lost, "--layer", "site", "--person", "owner", "-q")
    assert (joined.status, "f.csv: person 'p' is on several" in joined.err) == (3, True)
    unused = graphres(*line, "--layer", "home", "--person", "owner", "--suspend", "random@1/day")
    assert (unused.status, "--layer is of no use without" in unused.err) == (0, True)


def test_replacements_are_told_at_two_capacities_and_opened_beside_asked_for(graphres, crowd):
    line = ["campaign", crowd, "--days", "10", "--runs", "2", "--suspend", "random@5%/day", "-q"]
    page = " ".join(graphres(*line, "--replacements", "10", "--format", "table").out.split())
    assert "If owners open 10 accounts for each one closed, follower-days change by " in page
    assert "where you can close 3 a day, and by " in page
    assert "ten accounts are opened for each one closed" in page
    assert "asked for: 10 where the owner comes back, 8.00 of all" in page
    both = json.loads(graphres(*line, "--replacements", "10", "--format", "json").out)
    assert [each["closing"] for each in both["replacements"]] == ["count", "share"]
    assert "If owners open" not in graphres(*line, "--format", "table").out


def test_what_the_graph_chooses_is_said_and_fast_growth_warned_of(graphres, crowd):
    line = ["campaign", crowd, "--days", "10", "--runs", "1", "-q", "--format", "table"]
    page = " ".join(graphres(*line).out.split())
    assert "Suspended or acted on: in-degree:soft@1/day." in page
    assert "more than double" not in page
    page = " ".join(graphres(*line, "--follow-rate", "2").out.split())
    assert "Followers more than double without suspensions" in page
    said = graphres(*line[:-3], "--follow-rate", "2", "--format", "csv").err
    assert "warning: followers more than double without suspensions" in said
