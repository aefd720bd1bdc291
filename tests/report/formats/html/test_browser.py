"""The page in a browser: numbers under the pointer, sorting, searching, and nothing that is wrong.

Debian's chromium is driven by Playwright; without one these tests skip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphres.report.charts.save import write_plot
from graphres.report.formats.html import write_page
from graphres.report.output import Destination
from tests.report.conftest import Documents
from tests.report.formats.html.test_page import hostile

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright")

NAMES = ("collapse", "rank", "reach", "campaign", "frontier", "intervene", "info")

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def pages(documents: Documents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a page of all results, one with hostile names, and a chart."""
    folder = tmp_path_factory.mktemp("pages")
    every = [documents(name) for name in NAMES]
    write_page(every, Destination("html", folder / "all.html"))
    some = [documents(name) for name in ("collapse", "rank", "intervene")]
    write_page(some, Destination("html", folder / "some.html"))
    write_page(list(map(hostile, some)), Destination("html", folder / "hostile.html"))
    write_plot(hostile(documents("collapse")), Destination("html", folder / "chart.html"))
    return folder


@pytest.fixture
def opened(browser: Any, pages: Path) -> Iterator[Open]:
    """Open a page; in the end its console is empty, and no request has left it."""
    said: list[str] = []
    requests: list[str] = []
    tabs = []

    def open_page(name: str, **settings: Any) -> Any:
        tab = browser.new_page(**settings)
        tabs.append(tab)
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto((pages / name).as_uri())
        return tab

    yield open_page
    for tab in tabs:
        tab.close()
    assert said == []
    assert [url for url in requests if not url.startswith((pages.as_uri(), "data:"))] == []


def column(tab: Any, table: str, place: int) -> list[str]:
    return tab.locator(f"#{table} tbody tr:visible :nth-child({place})").all_text_contents()


def test_numbers_come_up_under_the_pointer(opened):
    tab = opened("all.html", viewport={"width": 1200, "height": 900})
    figure = tab.locator("#figure-1-2")
    drawing = figure.locator(".wide svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    left, width = (float(drawing.get_attribute(f"data-{name}")) for name in ("left", "width"))
    scale = box["width"] / float(drawing.get_attribute("viewBox").split()[2])
    tab.mouse.move(box["x"] + (left + width / 2) * scale, box["y"] + 40)
    assert figure.locator("th.here").text_content() == "at 50.0 %"
    numbers = figure.locator("td.here").all_text_contents()
    assert len(numbers) == 3
    assert numbers[2] == "50.0 %"
    assert drawing.locator("line.here").get_attribute("visibility") == "visible"


def test_the_keyboard_moves_along_a_curve(opened):
    tab = opened("all.html")
    slider = tab.locator("#figure-1-1 input[type=range]")
    slider.focus()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    assert tab.locator("#figure-1-1 th.here").text_content() == "at 8.8 %"
    assert "accounts removed 8.8 %: in-degree" in slider.get_attribute("aria-valuetext")


def test_the_first_stop_of_the_keyboard_skips_to_the_results(opened):
    tab = opened("all.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_accounts_are_sorted_as_numbers_and_back(opened):
    tab = opened("all.html")
    followers = tab.locator("#table-2-1 thead th", has_text="followers")
    place = 1 + followers.evaluate("head => head.cellIndex")
    followers.locator("button").click()
    rising = [int(text) for text in column(tab, "table-2-1", place)]
    assert rising == sorted(rising)
    assert followers.get_attribute("aria-sort") == "ascending"
    followers.locator("button").press("Enter")
    assert [int(text) for text in column(tab, "table-2-1", place)] == sorted(rising, reverse=True)


def test_accounts_are_found(opened):
    tab = opened("all.html")
    everyone = column(tab, "table-2-1", 2)
    tab.get_by_label("Search:").first.fill(everyone[7])
    found = column(tab, "table-2-1", 2)
    assert everyone[7] in found
    assert 0 < len(found) < len(everyone)
    rows = tab.locator("#table-2-1 tbody tr:visible").count()
    assert tab.locator("[role=status]").first.text_content() == f"{rows} of {len(everyone)} rows"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 400)])
def test_nobody_is_kept_out(opened, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = opened("some.html", color_scheme=scheme, viewport={"width": width, "height": 900})
    for details in tab.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    response = axe.Axe().run(tab).response
    assert len(response["passes"]) > 20
    wrong = [v for v in response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in wrong] == []


@pytest.mark.parametrize("width", [1200, 400])
def test_the_page_is_as_wide_as_the_window(opened, width):
    tab = opened("all.html", viewport={"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    seen = "wide" if width == 1200 else "narrow"
    assert (
        tab.locator("#figure-1-1 svg:visible").first.evaluate("svg => svg.parentNode.className")
        == seen
    )


def test_the_dark_page_is_dark_and_its_lines_are_light(opened):
    tab = opened("all.html", color_scheme="dark")
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    stroke = tab.evaluate(
        "getComputedStyle(document.querySelector('.plot [stroke=\"#0072b2\"]')).stroke"
    )
    assert (ground, stroke) == ("rgb(22, 24, 28)", "rgb(86, 180, 233)")


def test_hostile_names_stay_names(opened):
    tab = opened("hostile.html")
    assert tab.locator("img").count() == 0
    assert "</script><img src=x onerror=alert(1)>" in column(tab, "table-2-1", 2)[0]
    tab.get_by_label("Search:").first.fill("onerror")
    assert len(column(tab, "table-2-1", 2)) > 10


def test_a_chart_alone_is_drawn_offline(opened):
    tab = opened("chart.html")
    tab.locator("#chart svg").wait_for()
    assert tab.locator("img").count() == 0
    assert "onerror=alert(1)" in tab.locator("#chart svg").text_content()


def test_on_paper_everything_is_open(opened, tmp_path):
    tab = opened("all.html")
    assert tab.locator("details[open]").count() == 0
    tab.pdf(path=tmp_path / "page.pdf")
    assert tab.locator("details:not([open])").count() == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
