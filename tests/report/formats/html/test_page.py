"""The page as text: all of a result is on it, and nothing of it is taken for markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from graphres.errors import UnfinishedError
from graphres.report.blocks import table_of
from graphres.report.document import Document
from graphres.report.formats import html as page_module
from graphres.report.formats.escaping import script_json
from graphres.report.formats.html import page, part_of, write_page
from graphres.report.formats.html.parts import MOST, shorten
from graphres.report.number_format import small_percent
from graphres.report.output import Destination
from tests.report.conftest import RUNS, SOURCES

HOSTILE = "</script><img src=x onerror=alert(1)>&<!--\u2028'\"{{ 7 * 7 }}"

VOID = {"meta", "input", "link", "img", "br", "hr"}


class Markup(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(*documents: Document) -> str:
    return page([part_of(document) for document in documents])


def hostile(document: Document) -> Document:
    """The same with every name of an account, a strategy or a file replaced."""
    names = ("account", "strategy", "other", "intervention", "group", "arm", "source", "person")
    keep = ("none", "plan", "rotating")

    def changed(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: changed(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [changed(each, key) for each in value]
        is_name = key in names and isinstance(value, str) and value not in keep
        return f"{HOSTILE} {value}" if is_name else value

    return Document(document.schema, changed(dict(document.parts)))


@pytest.mark.parametrize("name", RUNS)
def test_every_result_is_a_whole_page(documents, name):
    text = text_of(documents(name))
    markup = Markup(text)
    assert markup.open == []
    assert {"main", "h1", "h2", "caption"} <= set(markup.tags)
    assert SOURCES.get(name, "karate.csv").partition(";")[0] in text
    assert "sha256" in text
    ids = [value for name, value in markup.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    json.loads(re.search(r'id="data" type="application/json">(.*?)</script>', text)[1])


@pytest.mark.parametrize("name", RUNS)
def test_names_cannot_break_out(documents, name):
    plain, text = Markup(text_of(documents(name))), text_of(hostile(documents(name)))
    markup = Markup(text)
    assert "img" not in markup.tags
    assert "49" not in re.findall(r"alert\(1\).{0,40}?(49)", text)
    assert markup.tags.count("script") == plain.tags.count("script") == 2
    assert not [key for key, _ in markup.attributes if key.startswith("on")]
    assert "<!--" not in text


def test_several_results_are_one_page_with_a_way_to_each(documents):
    text = text_of(documents("collapse"), documents("rank"), documents("info"))
    assert re.findall(r'href="(#part-\d)"', text) == ["#part-1", "#part-2", "#part-3"]
    assert "<h1>karate.csv</h1>" in text


def test_a_page_of_no_graph_is_named_by_what_is_on_it():
    document = Document("graphres.else/1", {"manifest": {"seed": 0}})
    assert "<h1>graphres else</h1>" in text_of(document)
    assert "<h1>2 results</h1>" in text_of(document, document)


def test_a_rank_says_what_it_is_not(documents):
    part = part_of(documents("rank"))
    assert part.caution.startswith("A rank describes a position in this network, not conduct")
    accounts = part.tables[0]
    assert accounts.header[:2] == ["rank", "account"]
    rows = documents("rank").rows("ranking")
    assert [row[1] for row in accounts.rows] == [row["account"] for row in rows]
    assert [row[2].number for row in accounts.rows] == [row["score"] for row in rows]


def test_a_portfolio_tells_what_it_tried(documents):
    (row,) = documents("portfolio").means()
    (tried,) = [t for t in part_of(documents("portfolio")).tables if "All that" in t.title]
    told = [tuple(row) for row in tried.rows]
    assert told[-1] == ("after local search", str(row["best_searched"]))
    assert ("core-hd", str(row["tried[core-hd]"])) in told
    assert len(told) == 1 + sum(name.startswith("tried[") for name in row)


def test_what_is_published_is_told_with_its_status(documents):
    campaign = part_of(documents("campaign")).published
    assert campaign.header == ["finding", "published", "status", "source"]
    assert {row[2] for row in campaign.rows} <= {
        "quoted", "press", "quoted, press", "remembered", "quoted, remembered", "chosen"
    }  # fmt: skip
    assert part_of(documents("rank")).published is None


def test_the_pointer_is_told_what_the_result_says(documents):
    part = part_of(documents("collapse"))
    giant = part.figures[1]
    rows = [r for r in documents("collapse").rows("curve") if r["strategy"] == "in-degree"]
    said = {round(row["removed_fraction"], 5): row["giant"] for row in rows}
    for at, value in zip(giant.data["at"], giant.data["values"][0], strict=True):
        assert value == small_percent(said[at])
    assert [line.name for line in giant.legend] == [
        "in-degree", "random", "the removed accounts alone"
    ]  # fmt: skip
    assert "in-degree goes from 100 % to 0 %" in giant.description


def test_a_kind_nobody_has_described_is_told_as_it_is():
    document = Document("graphres.else/1", {"things": [{"a": 1, "b": None}], "facts": {"n": 3}})
    part = part_of(document)
    assert part.title == "graphres else"
    assert [each.title for each in part.tables] == ["things", "facts"]
    assert part.tables[0].header == ["a"]
    assert Markup(page([part])).open == []


def test_a_long_table_says_what_it_leaves_out():
    made = shorten(table_of("accounts", [{"account": str(i)} for i in range(MOST + 1)]))
    assert len(made.rows) == MOST
    assert made.remark == "The first 2,000 of 2,001 rows; the result's file has all."


def test_a_page_that_is_too_large_is_not_written(documents, tmp_path, monkeypatch):
    monkeypatch.setattr(page_module, "LARGEST", 1000)
    with pytest.raises(UnfinishedError, match="put fewer results on one page"):
        write_page([documents("info")], Destination("html", tmp_path / "page.html"))
    assert list(tmp_path.iterdir()) == []


def test_script_json_holds_no_markup_and_loses_nothing():
    value = {"a": [HOSTILE, "<>&", float("nan")]}
    text = script_json(value)
    assert not set("<>&") & set(text)
    assert json.loads(text) == {"a": [HOSTILE, "<>&", None]}
