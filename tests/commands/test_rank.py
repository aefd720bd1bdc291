import csv
import io
import json
import re

import pytest


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_rank_score_and_what_is_lost(graphres, star):
    rows = table(graphres("rank", star, "-q", "-p", "1").out)
    # Five posters: hub is heard by four, ann and bob by each other.
    assert rows[0] == {
        "rank": "1",
        "account": "hub",
        "score": "4",
        "followers": "4",
        "giant_after": "0.4",
        "giant_loss": "0.6",
        "giant_cut": "0.4",
        "strong_after": "0.4",
        "strong_loss": "0.0",
        "strong_cut": "0.0",
        "reach_after": "0.08",
        "reach_loss": "0.16",
        "reach_loss_low": "0.16",
        "reach_loss_high": "0.16",
        "reach_cut": "0.0",
        "reason": "silenced 100 %",
        "isolated": "2",
        "rank_low": "1",
        "rank_high": "1",
        "within_budget": "1.0",
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


def test_the_page_warns_of_taking_a_rank_for_a_verdict(graphres, star, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    page = graphres("rank", star, "--format", "table").out
    assert "not conduct" in page
    assert re.search(r"\n +1  hub +4 +4 +0\.6000 ", page)


@pytest.mark.parametrize("width", [80, 100])
def test_a_page_is_as_wide_as_the_terminal_and_says_what_it_leaves_out(
    graphres, star, monkeypatch, width
):
    monkeypatch.setenv("COLUMNS", str(width))
    _, _, *lines = graphres("rank", star, "--format", "table").out.splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.startswith("Too narrow for giant after, ") for line in lines) == (width == 80)
    assert any(line.startswith("Too narrow for giant after;") for line in lines) == (width == 100)


def test_what_most_of_a_loss_of_reach_is(graphres, tmp_path):
    path = tmp_path / "chain.csv"  # a posts, b passes on, c and d hear it of b
    path.write_text("follower,followed\nb,a\nc,b\nd,b\n")
    posts = tmp_path / "posts.csv"
    posts.write_text("a\n")
    order = tmp_path / "order.csv"
    order.write_text("c\nb\na\n")
    asked = ["-s", f"list:{order}", "--sources", posts, "-p", "1", "-q"]
    rows = table(graphres("rank", path, *asked).out)
    assert [row["reason"] for row in rows] == ["removed 100 %", "removed 50 %", ""]
    assert [float(row["reach_after"]) for row in rows] == [0.5, 0.0, 0.0]
    order.write_text("b\na\n")
    assert table(graphres("rank", path, *asked).out)[0]["reason"] == "cut 67 %"


def test_a_loss_that_no_world_has_seen_has_no_upper_end(graphres, star):
    rows = table(graphres("rank", star, "-q", "-p", "0.000001").out)
    assert (rows[0]["reach_loss"], rows[0]["reach_loss_high"]) == ("0.0", "")
    assert "none seen" in graphres("rank", star, "-p", "0.000001", "--format", "table").out


def test_ranks_go_back_to_the_graph_as_node_attributes(graphres, star, accounts, tmp_path):
    import networkx as nx

    ranked = graphres("rank", star, "-q", "--budget", "2", "--format", "csv").out.splitlines()
    header, first = (row.split(",") for row in ranked[:2])
    told = dict(zip(header, first, strict=True))
    for suffix, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        path = tmp_path / f"who.{suffix}"
        done = graphres(*("rank", star, "--accounts", accounts, "--budget", "2", "-q", "-o", path))
        assert (done.status, done.out, done.err) == (0, "", "")
        graph = read(path)
        assert set(graph.edges) >= {("ann", "hub"), ("bob", "ann")}
        hub = graph.nodes["hub"]
        assert (hub["lang"], hub["order"], hub["followers"], hub["score"]) == ("en", 1, 4, 4)
        assert hub["giant_loss"] == float(told["giant_loss"])
        assert hub["reach_loss"] == float(told["reach_loss"])
        assert sorted(data["order"] for _, data in graph.nodes(data=True) if "order" in data) == [
            *(1, 2)
        ]
        assert "order" not in graph.nodes["dee"]
        assert graphres("rank", star, "-q", "-o", path).status == 2


def test_columns_that_ranks_replace_are_told(graphres, star, tmp_path):
    table = tmp_path / "accounts.csv"
    table.write_text("account,order\nhub,x\n")
    path = tmp_path / "who.gexf"
    done = graphres("rank", star, "--accounts", table, "-o", path)
    assert done.status == 0
    assert "note: columns of the account table give way: order" in done.err


def test_other_commands_write_no_graph(graphres, star, tmp_path):
    done = graphres("collapse", star, "-q", "-o", tmp_path / "who.gexf")
    assert done.status == 2
    assert "its suffix names no format" in done.err


def test_the_help_names_only_what_rank_hides(graphres):
    assert "where:EXPR" in graphres("collapse", "--help").out.partition("--hide")[2][:200]
    assert "community:COL" in graphres("rank", "--help").out.partition("--hide")[2][:200]
    assert "where:EXPR" not in graphres("rank", "--help").out.partition("--hide")[2][:200]
