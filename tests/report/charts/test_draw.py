"""Charts as Altair has them, and as files."""

from __future__ import annotations

import json
import re
import struct

import altair as alt
import pytest

import graphres
from graphres.errors import UnfinishedError, UsageError
from graphres.report.charts.chart_spec import ChartLine, ChartSpec, LinePanel
from graphres.report.charts.draw import draw_chart
from graphres.report.charts.draw_lines import ends_of
from graphres.report.charts.save import write_plot
from graphres.report.charts.theme import Style
from graphres.report.kinds import chart_of
from graphres.report.number_format import printable
from graphres.report.output import Destination
from tests.graphs import karate, star
from tests.report.conftest import CHARTS, RUNS

HOSTILE = "</script><img src=x onerror=alert(1)>&\u2028'\""


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_can_be_drawn(documents, tmp_path, name):
    path = tmp_path / "chart.svg"
    write_plot(documents(name), Destination("svg", path))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    first = chart_of(documents(name)).title.split("[")[0][:30].rsplit(" ", 1)[0]
    assert first.replace("\xa0", " ") in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kind", "begins"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("html", b"<!doctype html>")]
)
def test_every_format_is_what_it_says(documents, tmp_path, kind, begins):
    path = tmp_path / f"chart.{kind}"
    write_plot(documents("reach"), Destination(kind, path))
    assert path.read_bytes().startswith(begins)


def test_a_png_is_sharp_enough_for_print(documents, tmp_path):
    path = tmp_path / "chart.png"
    write_plot(documents("collapse"), Destination("png", path))
    width, _ = struct.unpack(">II", path.read_bytes()[16:24])
    assert 1200 < width < 1600


def test_names_cannot_break_out_of_a_chart(tmp_path):
    line = ChartLine(HOSTILE, [0.0, 1.0], [1.0, 0.0], [0.9, 0.0], [1.0, 0.1])
    shown = ChartSpec(HOSTILE, [HOSTILE], [LinePanel(HOSTILE, HOSTILE, [line, line])], HOSTILE)
    svg = tmp_path / "chart.svg"
    draw_chart(shown).save(svg)
    assert "<img" not in svg.read_text(encoding="utf-8")


def test_names_cannot_break_out_of_a_page(documents, tmp_path):
    held = documents("collapse").parts
    rows = [{**row, "strategy": HOSTILE} for row in held["curve"]]
    summary = [{**row, "strategy": HOSTILE} for row in held["summary"]]
    document = type(documents("collapse"))(
        "graphres.collapse/1", {**held, "curve": rows, "summary": summary}
    )
    path = tmp_path / "chart.html"
    write_plot(document, Destination("html", path))
    text = path.read_text(encoding="utf-8")
    assert "<img src=x" not in text
    assert text.count("</script>") == 2
    spec = re.search(r'type="application/json">(.*?)</script>', text)[1]
    assert "<" not in spec
    layers = json.loads(spec)["vconcat"][0]["layer"]
    assert layers[-1]["encoding"]["color"]["scale"]["domain"][0] == printable(HOSTILE)


@pytest.mark.parametrize(
    ("lowest", "ends"), [(0.0, (0.0, 1.0)), (0.5, (0.0, 1.0)), (0.9, (0.9, 1.0)), (1.0, (0.0, 1.0))]
)
def test_the_axis_begins_at_0_unless_the_lines_stay_far_above(lowest, ends):
    line = ChartLine("in-degree", [0.0, 0.1], [1.0, lowest])
    assert ends_of(LinePanel("", "", [line], y_last=1.0)) == ends
    assert ends_of(LinePanel("", "", [line])) == ends


def test_nothing_to_draw_is_said():
    with pytest.raises(UnfinishedError, match="nothing to draw"):
        draw_chart(ChartSpec("", [], [], ""))


def test_lines_of_one_name_look_alike_in_all_panels(documents):
    panels = draw_chart(chart_of(documents("collapse"))).to_dict()["vconcat"]
    looks = [
        layer["encoding"]["color"]["scale"] for panel in panels for layer in panel["layer"][-1:]
    ]
    assert looks[0] == looks[1]
    assert looks[0]["domain"][:2] == ["in-degree", "random"]


def test_numbers_come_up_under_the_pointer_only_where_asked(documents):
    shown = chart_of(documents("collapse"))
    assert "tooltip" not in json.dumps(draw_chart(shown).to_dict())
    assert "tooltip" in json.dumps(draw_chart(shown, Style(is_interactive=True)).to_dict())


class TestPlot:
    def test_a_curve(self):
        graph = karate()
        curve = graphres.collapse(graph, graphres.strategy("degree")(graph))
        chart = graphres.plot(curve, source="the karate club")
        assert isinstance(chart, alt.VConcatChart)
        assert chart.to_dict()["vconcat"][-1]["title"]["text"] == ["the karate club"]

    def test_curves_by_name(self):
        graph = karate()
        curves = {
            name: graphres.collapse(graph, graphres.strategy(name)(graph), measures=measures)
            for name, measures in (("degree", ["giant", "reach"]), ("pagerank", ["giant"]))
        }
        assert "pagerank" in json.dumps(graphres.plot(curves).to_dict())

    def test_the_rest(self, documents, tmp_path):
        graph = karate()
        results = [
            graphres.reach(graph, graphres.Spread(probability=0.2)),
            graphres.campaign(graph, days=5, runs=2),
            graphres.frontier(graph, over="pressure", days=40, runs=1),
            graphres.intervene(graph, ["suspend:in-degree"], budget=2),
        ]
        for result in results:
            assert graphres.plot(result).to_dict()["vconcat"]

    def test_a_file(self, tmp_path):
        path = tmp_path / "reach.json"
        from graphres.commands import run

        assert run([*RUNS["reach"], "-q", "-o", str(path)]) == 0
        assert graphres.plot(path).to_dict() == graphres.plot(str(path)).to_dict()

    @pytest.mark.parametrize("wrong", [3, {}, {"a": 3}, star(3)])
    def test_what_is_no_result(self, wrong):
        with pytest.raises(UsageError):
            graphres.plot(wrong)


def test_shares_between_near_ends_are_told_apart(tmp_path):
    line = ChartLine("near", [0.0, 1.0], [0.865, 0.9])
    svg = tmp_path / "chart.svg"
    draw_chart(ChartSpec("", [], [LinePanel("share", "x", [line])], "")).save(svg)
    ticks = re.findall(r">([\d.]+)\s%<", svg.read_text(encoding="utf-8"))
    assert len(ticks) >= 4
    assert len(set(ticks)) == len(ticks)
