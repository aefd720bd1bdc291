"""Results for the tests of every format."""

from __future__ import annotations

import math

from graphres.report.blocks import Chart, Paragraph, Series, Table
from graphres.report.result import Result, Rows

HOSTILE = ["=HYPERLINK(1)", 'a,"b"', "two\nlines", "x" * 150, "[red]|*", "漢字", " NA ", "\x1b[2J"]


def result(names: list[str] = HOSTILE) -> Result:
    values = [0.1 * i for i in range(len(names))]
    rows = Rows(["account", "value", "none"], lambda: [[names, values, [math.nan] * len(names)]])
    page = [
        Paragraph("what was read\nand dropped", "title"),
        Table(
            "accounts",
            ["account", "value"],
            [[n, f"{v:.1f}"] for n, v in zip(names, values, strict=True)],
        ),
        Chart("giant", [Series("in-degree", [0.0, 1.0], [1.0, 0.0])], 1.0, "members"),
        Paragraph("a sentence " * 20, "quiet"),
    ]
    document = {"manifest": {"n": math.nan}, "rows": rows}
    return Result("graphres.test/1", document, rows, lambda width: page)
