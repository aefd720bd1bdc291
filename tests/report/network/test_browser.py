"""The network in a browser: what the slider draws and says, and the page without WebGL.

Debian's chromium is driven by Playwright; without one these tests skip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphres.graph import FollowGraph
from graphres.report.document import Document
from graphres.report.formats.html import write_page
from graphres.report.network.building import build_scene
from graphres.report.network.scene import Scene
from graphres.report.network.state import find_state
from graphres.report.output import Destination
from tests.graphs import crowded, karate
from tests.report.network.conftest import HOSTILE, suspend

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright")

NETWORK = "network-1"

Open = Callable[..., Any]


def hostile_star() -> FollowGraph:
    names = [f"{HOSTILE} {i}" for i in range(5)]
    return FollowGraph.from_pairs([(name, names[0]) for name in names[1:]])


def scene_of(graph: FollowGraph, count: int) -> Scene:
    order = np.argsort(-graph.in_degree, kind="stable")[:count].tolist()
    reverse = order[::-1]
    return build_scene(graph, [suspend(graph, order), suspend(graph, reverse)])


SCENES = {
    "karate": lambda: scene_of(karate(), 12),
    "crowd": lambda: scene_of(crowded(90, 2), 30),
    "hostile": lambda: scene_of(hostile_star(), 3),
    "communities": lambda: scene_of(crowded(3100, 3), 40),
}


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Scene]]:
    """Pages of networks, and what is on them."""
    folder, held = tmp_path_factory.mktemp("networks"), {}
    for name, make in SCENES.items():
        held[name] = make()
        parts = {"manifest": {"inputs": []}, "network": held[name].to_document()}
        write_page(
            [Document("graphres.draw/1", parts)], Destination("html", folder / f"{name}.html")
        )
    return folder, held


@pytest.fixture
def opened(browser: Any, scenes: tuple[Path, dict[str, Scene]]) -> Iterator[Open]:
    """Open a page; in the end its console is empty, and no request has left it."""
    said: list[str] = []
    requests: list[str] = []
    tabs = []

    def open_page(name: str, script: str = "", **settings: Any) -> Any:
        tab = browser.new_page(**settings)
        tabs.append(tab)
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: requests.append(request.url))
        if script:
            tab.add_init_script(script)
        tab.goto((scenes[0] / f"{name}.html").as_uri())
        return tab

    yield open_page
    for tab in tabs:
        tab.close()
    # What a software driver says of itself is nothing that the page has done.
    assert [line for line in said if "GPU stall" not in line] == []
    assert [url for url in requests if not url.startswith((scenes[0].as_uri(), "data:"))] == []


def slide(tab: Any, stop: int) -> None:
    """Put the slider on a stop, and wait until it is drawn."""
    tab.locator(".suspended input").evaluate(
        """(slider, stop) => new Promise((drawn) => {
            slider.value = stop;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            requestAnimationFrame(() => requestAnimationFrame(drawn));
        })""",
        stop,
    )


def numbers(tab: Any) -> dict[str, str]:
    cells = tab.locator("[data-number]").all()
    return {cell.get_attribute("data-number"): cell.text_content() for cell in cells}


@pytest.mark.parametrize("name", ["karate", "crowd"])
def test_the_slider_takes_accounts_away_and_tells_the_curve(opened, scenes, name):
    tab, scene = opened(name), scenes[1][name]
    removal = scene.removals[0]
    for stop in (1, 5, len(removal.at) - 1, 3):
        slide(tab, stop)
        state = find_state(scene, removal, stop)
        drawn = tab.evaluate(
            """() => networks["network-1"].nodes.id.map((_, node) => {
                const shown = sigmas["network-1"].getNodeDisplayData(`account-${node}`);
                return [shown.isGone, shown.color.endsWith(",0)")];
            })"""
        )
        assert [is_gone for is_gone, _ in drawn] == (state.present == 0).tolist()
        assert [is_hollow for _, is_hollow in drawn] == (state.present == 0).tolist()
        ties = tab.evaluate(
            """() => networks["network-1"].ties.one.map((_, tie) =>
                !sigmas["network-1"].getEdgeDisplayData(String(tie)).hidden)"""
        )
        assert ties == (state.present[scene.ties] > 0).all(axis=1).tolist()
        connected = int(state.connected.sum())
        giant, follows = (float(removal.numbers[m][stop]) for m in ("giant", "follows"))
        told = numbers(tab)
        assert told["giant"] == f"{connected} ({100 * giant:.1f} %)"
        assert told["broken"] == str(scene.accounts - stop - connected)
        assert told["follows"] == f"{100 * follows:.1f} %"
        assert tab.locator("output").text_content() == str(stop)


def test_the_state_of_communities_is_that_of_the_scene(opened, scenes):
    tab, scene = opened("communities"), scenes[1]["communities"]
    removal = scene.removals[0]
    stop = len(removal.at) - 1
    slide(tab, stop)
    state = tab.evaluate(
        "stop => stateAt(networks['network-1'], networks['network-1'].removals[0], stop)", stop
    )
    named = "sigmas['network-1'].getNodeDisplayData('hollow-0')"
    assert tab.evaluate(f"[{named}.label, {named}.hidden]") == ["1", False]
    assert state == [part.tolist() for part in find_state(scene, removal, stop)]
    assert numbers(tab)["giant"].startswith(
        f"{round(float(removal.numbers['giant'][-1]) * 3100):,}"
    )


def test_the_keyboard_moves_the_slider(opened):
    tab = opened("karate")
    slider = tab.locator(".suspended input")
    slider.focus()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    tab.wait_for_function("() => document.querySelector('output').textContent === '3'")
    assert "3 accounts suspended" in slider.get_attribute("aria-valuetext")


def test_another_strategy_takes_others_away(opened, scenes):
    tab, scene = opened("karate"), scenes[1]["karate"]
    slide(tab, 2)
    tab.locator(".strategy select").select_option("1")
    tab.wait_for_function(
        "node => sigmas['network-1'].getNodeDisplayData(`account-${node}`).isGone",
        arg=int(scene.removals[1].order[0]),
    )


def test_buttons_zoom_and_the_wheel_scrolls_the_page(opened):
    tab = opened("karate", viewport={"width": 1000, "height": 400})
    ratio = "sigmas['network-1'].getCamera().ratio"
    tab.get_by_role("button", name="Zoom in").click()
    tab.wait_for_function(f"() => {ratio} < 0.63")
    tab.get_by_role("button", name="Whole network").click()
    tab.wait_for_function(f"() => {ratio} === 1")
    tab.locator(".stage").hover()
    tab.mouse.wheel(0, 60)
    tab.wait_for_function("() => window.scrollY > 0")
    assert tab.evaluate(ratio) == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_network_is_as_wide_as_the_window_allows(opened, width):
    tab = opened("karate", viewport={"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    box = tab.locator(".stage").bounding_box()
    assert 0 < box["x"]
    assert box["x"] + box["width"] <= width


def test_without_webgl_the_still_picture_stays(opened):
    no_webgl = """const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return kind.startsWith("webgl") ? null : get.call(this, kind, ...more);
        };"""
    tab = opened("karate", no_webgl)
    assert tab.locator(".still svg").is_visible()
    assert tab.locator(".stage").is_hidden()
    assert tab.locator(".controls").is_hidden()


def test_on_paper_the_still_picture_stands(opened):
    tab = opened("karate")
    assert tab.locator(".still svg").is_hidden()
    tab.emulate_media(media="print")
    assert tab.locator(".still svg").is_visible()
    assert tab.locator(".stage").is_hidden()


def test_hostile_names_stay_names(opened):
    tab = opened("hostile")
    assert tab.locator("img").count() == 0
    assert HOSTILE in tab.evaluate("networks['network-1'].nodes.id[0]")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_nobody_is_kept_out(opened, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = opened("karate", color_scheme=scheme, viewport={"width": width, "height": 900})
    response = axe.Axe().run(tab).response
    wrong = [v for v in response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in wrong] == []


def test_the_dark_network_has_light_colours(opened):
    tab = opened("karate", color_scheme="dark")
    colour = "sigmas['network-1'].getNodeDisplayData('account-0').color"
    dark = tab.evaluate(colour)
    tab.emulate_media(color_scheme="light")
    tab.wait_for_function(f"() => {colour} !== '{dark}'")
