"""What is shown of draws: which are kept, and what holds in them."""

from __future__ import annotations

from graphres.report.charts.chart_spec import LinePanel
from graphres.report.document import Document
from graphres.report.formats.html import page, part_of
from graphres.report.kinds import blocks_for_people, chart_of

PUBLISHED = {"claim": "so it is", "published": "1 in 2", "status": "quoted", "source": "a paper"}


def document(kept: int) -> Document:
    """Four draws, of which so many are kept; in the first of them both findings hold."""
    draws = [
        {
            "draw": i,
            "is_kept": i < kept,
            "findings_held": (2 if i == 0 else 1) if i < kept else None,
        }
        for i in range(4)
    ]
    share = {"draws": kept, "hits": 1, "share": 1 / kept if kept else None}
    ends = {"low": 0.1 if kept else None, "high": 0.9 if kept else None}
    names = ((2, "flat"), (4, "skew"))
    findings = [
        {"fact": fact, "finding": name, **share, **ends, "drivers": "x +0.80", **PUBLISHED}
        for fact, name in names
    ]
    drivers = [
        {"finding": "flat", "parameter": "campaign.x", "rho": 0.8, "rho_low": 0.5, "rho_high": 0.9},
        {
            "finding": "flat",
            "parameter": "campaign.y",
            "rho": 0.1,
            "rho_low": -0.5,
            "rho_high": 0.6,
        },
        {
            "finding": "flat",
            "parameter": "campaign.z",
            "rho": None,
            "rho_low": None,
            "rho_high": None,
        },
    ]
    about = {"draws": 4, "draws_asked": 5, "kept": kept, "kept_share": kept / 4}
    together = {"together": min(kept, 1), "together_share": 1 / kept if kept else None}
    parts = {
        "manifest": {"seed": 3},
        "caution": "Of ranges that are chosen.",
        "answer": "Some do.",
        "calibration": {**about, **together},
        "findings": findings,
        "targets": [{"target": "dose", **share, **ends, **PUBLISHED}],
        "drivers": drivers,
        "pairs": [{"first": "flat", "second": "skew", "draws": kept, "both_hold": 1}],
        "draws": draws,
    }
    return Document("graphres.calibration/1", parts)


def test_tables_count_what_was_kept_and_what_holds():
    given = document(2)
    blocks = blocks_for_people(given.schema, given.parts)(80)
    texts = [block.text for block in blocks if hasattr(block, "text")]
    assert "Kept: 2 of 4 draws (of 5 asked for), 50.0 %." in texts
    assert "Findings that hold at once: 2 in 1 draw, 1 in 1 draw" in texts
    targets, findings = (block for block in blocks if hasattr(block, "rows"))
    assert targets.rows == [("dose", "2", "1", "50.0 %", "[10.0, 90.0]")]
    assert findings.rows[0] == ("2 flat", "2", "1", "50.0 %", "[10.0, 90.0]", "x +0.80")


def test_details_name_drivers_that_are_clear():
    driven = next(table for table in part_of(document(2)).details if "drives" in table.title)
    assert [row[1] for row in driven.rows] == ["campaign.x"]


def test_the_chart_tells_shares_of_the_draws_kept():
    spec = chart_of(document(2))
    assert spec.title == "All findings hold together in 50.0 % of 2 draws kept"
    assert spec.source == "4 draws of the parameters, 2 kept; seed 3"
    lines = spec.panels[-1]
    assert isinstance(lines, LinePanel)
    assert lines.lines[0].y == [0, 0.5, 0.5]


def test_a_page_says_when_no_draw_is_left():
    assert "No draw of the parameters meets all calibration targets." in page(
        [part_of(document(0))]
    )
    assert "No draw is left to judge findings on." in page([part_of(document(0))])
    assert page([part_of(document(2))]).count("Of ranges that are chosen.") == 1
