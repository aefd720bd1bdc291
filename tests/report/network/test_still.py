"""Still pictures: the same bytes for the same seed, every disc drawn, and names that are text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from graphres.graph import FollowGraph
from graphres.report.network.building import build_scene
from graphres.report.network.discs import make_discs
from graphres.report.network.state import find_state
from graphres.report.network.still import draw_for_page, draw_picture
from graphres.report.number_format import printable
from tests.graphs import karate, star
from tests.report.network.conftest import HOSTILE, suspend

pytest.importorskip("altair", reason="no altair")

SVG = "{http://www.w3.org/2000/svg}"


def test_the_same_seed_gives_the_same_bytes():
    graph = karate()
    drawn = [
        draw_picture(build_scene(graph, [suspend(graph, [0, 33])], seed=2), form, "karate")
        for form in ("svg", "png", "svg", "png")
    ]
    assert drawn[:2] == drawn[2:]
    assert drawn[1].startswith(b"\x89PNG")


def test_a_picture_shows_before_and_after():
    graph = karate()
    scene = build_scene(graph, [suspend(graph, [0, 33])])
    svg = draw_picture(scene, "svg", "karate.csv: 34 accounts").decode()
    text = re.sub(r"<[^>]*>", " ", svg)
    for words in ("Before", "After", "karate.csv: 34 accounts", "community 1 ("):
        assert words in text
    assert draw_picture(scene, "pdf", "").startswith(b"%PDF")


def test_every_account_has_a_disc_and_suspended_ones_are_hollow():
    graph = star(6)
    scene = build_scene(graph, [suspend(graph, [0, 3])])
    removal = scene.removals[0]
    state = find_state(scene, removal, removal.end)
    looks = {scene.ids[disc.node]: disc.look for disc in make_discs(scene, state, 700)}
    assert len(looks) == graph.n
    assert {name for name, look in looks.items() if look == "hollow"} == {
        "account 0",
        "account 3",
    }
    assert sorted(looks.values()).count("solid") == 1
    circles = [
        path
        for path in ElementTree.fromstring(draw_for_page(scene)).iter(f"{SVG}path")
        if path.get("fill-opacity") is not None
    ]
    assert len(circles) == graph.n
    assert sum(path.get("fill-opacity") == "0" for path in circles) == 2


def test_hostile_names_are_text_and_whole():
    names = [f"{HOSTILE} {i}" for i in range(4)]
    graph = FollowGraph.from_pairs([(name, names[0]) for name in names[1:]])
    svg = draw_for_page(build_scene(graph, [suspend(graph, [1])]))
    markup = ElementTree.fromstring(svg)
    assert not list(markup.iter("img"))
    texts = {text.text for text in markup.iter(f"{SVG}text")}
    assert texts == {printable(name) for name in names}


def test_a_network_without_follows_is_drawn():
    graph = FollowGraph.from_pairs([("a", "b")])
    scene = build_scene(graph, [suspend(graph, [0, 1])])
    assert draw_for_page(scene).startswith("<svg")
    assert np.isfinite(scene.place).all()
