"""Tables fit the page: spare columns go, one after another, and are named."""

import io

import pytest

from graphres.report.blocks import Table
from graphres.report.formats.terminal import fit, write_table
from graphres.report.result import Result, Rows

TABLE = Table(
    "",
    ("account", "score", "reach loss", "reason"),
    [("ann", "1,234", "0.02 [0.01, 0.03]", "cut"), ("a-long-name", "7", "none seen", "–")],
    left=(0, 3),
    spare=("score", "reason"),
)
WHOLE = len("a-long-name") + len("score") + len("0.02 [0.01, 0.03]") + len("reason") + 3 * 2


def written(width: int) -> str:
    out = io.StringIO()
    rows = Rows.of(["account"], [])
    write_table(
        Result("graphres.test/1", {"rows": rows}, rows, lambda w: [TABLE]), out, width=width
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "dropped"),
    [
        (WHOLE, []),
        (WHOLE - 1, ["score"]),
        (WHOLE - 8, ["score", "reason"]),
        (5, ["score", "reason"]),
    ],
)
def test_spare_columns_go_in_their_order_and_only_as_far_as_needed(width, dropped):
    table, gone = fit(TABLE, width)
    assert gone == dropped
    assert [name for name in TABLE.header if name not in dropped] == list(table.header)
    assert all(len(row) == len(table.header) for row in table.rows)
    assert list(table.left) == ([0] if "reason" in dropped else [0, len(table.header) - 1])


def test_what_there_is_no_room_for_is_named():
    assert "Too narrow" not in written(WHOLE)
    narrow = written(WHOLE - 1)
    assert "score;" in narrow
    assert "1,234" not in narrow
    assert "a-long-name" in written(5)  # names are never cut
