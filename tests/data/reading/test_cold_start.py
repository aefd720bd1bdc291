"""Reading a small table imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("pandas", "numba", "scipy", "networkx")
READ = """
import sys
from graphres.data.reading import read_follows
graph, report = read_follows(sys.argv[1], normalize_handles=True)
assert graph.m == int(sys.argv[2])
print([name for name in {heavy} if name in sys.modules])
"""


def test_a_small_table_is_read_without_pandas(tmp_path: Path) -> None:
    for rows in (b"1,2\n2,3\n", b"a,b\nb,c\n", b'"a\nb",c\nc,d\n'):
        (tmp_path / "t.csv").write_bytes(b"follower,followed\n" + rows)
        arguments = [str(tmp_path / "t.csv"), "2"]
        code = READ.format(heavy=HEAVY)
        run = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == "[]"
