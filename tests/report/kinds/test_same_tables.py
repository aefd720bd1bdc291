"""What people read of a result is the same from its command and from its JSON, in every format."""

from __future__ import annotations

import io

import pytest

from graphres.commands import run
from graphres.report.formats.html import part_of
from graphres.report.formats.markdown import write_markdown
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows
from tests.report.conftest import RUNS

NAMES = ["collapse", "portfolio", "early", "reach", "rank", "campaign", "intervene", "info"]


@pytest.mark.parametrize("name", NAMES)
def test_a_command_and_its_json_tell_the_same(documents, tmp_path, name):
    path, document = tmp_path / "page.md", documents(name)
    assert run([*RUNS[name], "-q", "-o", str(path)]) == 0
    rows, out = Rows.of([], []), io.StringIO()
    blocks = blocks_for_people(document.schema, document.parts)
    write_markdown(Result(document.schema, document.parts, rows, blocks), out)
    assert len(out.getvalue()) > 200
    assert path.read_text(encoding="utf-8").endswith(out.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_the_tables_of_a_terminal(documents, name):
    document = documents(name)
    tables = blocks_for_people(document.schema, document.parts)(10_000)
    read = [[list(row) for row in table.rows] for table in tables if hasattr(table, "rows")]
    on_page = [[list(row) for row in table.rows] for table in part_of(document).tables]
    assert read
    assert on_page[: len(read)] == read
