"""How much of the house a command opens: a page of a result needs no engine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from graphres.report.kinds import KINDS

#: Modules of ours that `graphres report r.json` may import.
_MOST = 100

_COUNT = """
import sys
from graphres.commands import run
status = run(sys.argv[1:])
names = [name for name in sys.modules if name.partition(".")[0] == "graphres"]
print(len(names))
sys.exit(status)
"""


@pytest.mark.parametrize("name", ["collapse", "campaign", "intervene", "rank"])
def test_a_page_opens_few_modules(documents, tmp_path, name):
    document = documents(name)
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"schema": document.schema, **document.parts}), encoding="utf-8")
    command = [sys.executable, "-c", _COUNT, "report", str(path), "-o", str(tmp_path / "p.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) <= _MOST


def test_kinds_import_nothing_that_computes():
    script = """
import sys
from graphres.report.kinds import KINDS, kind_of
from graphres.report.document import Document
for name in KINDS:
    kind_of(Document(f"graphres.{name}/1", {}))
rooms = {n.split(".")[1] for n in sys.modules if n.startswith("graphres.")}
print(*sorted(rooms))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) <= {
        *("close_matches", "errors", "kernels", "report", "stats", "studies", "engine")
    }
    assert len(KINDS) > 10
