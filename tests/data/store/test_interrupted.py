"""A signal ends packing, and nothing half-written is left."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import graphs

PACK = """
import os, signal, sys
from graphres.engine import signals
from graphres.data.store import packing
from tests import graphs

def interrupt(folder, graph):
    (folder / "accounts.arrow").write_bytes(b"half")
    signals.leave(7)

packing._write_parts = interrupt
packing.pack(graphs.path(9), sys.argv[1], force=True)
"""


@pytest.mark.parametrize("is_there", [False, True])
def test_a_process_that_ends_at_once(tmp_path, is_there):
    from graphres.data.store import open_store, pack

    store = tmp_path / "a.fgr"
    if is_there:
        pack(graphs.path(5), store)
    done = subprocess.run([sys.executable, "-c", PACK, str(store)], check=False)
    assert done.returncode == 7
    assert [file.name for file in tmp_path.iterdir()] == (["a.fgr"] if is_there else [])
    if is_there:
        assert open_store(store).accounts == 5
