"""What is foreseen of memory holds: a process that may take a fifth more does not run out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from graphres import pack
from graphres.graph import FollowGraph
from graphres.measures.out_of_core.prediction import Size, predict_fold

resource = pytest.importorskip("resource")

ROOT = Path(__file__).resolve().parents[2]
N, FOLLOWS = 1_000_000, 3_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    rng = np.random.default_rng(5)
    ends = rng.integers(0, N, (2, FOLLOWS), dtype=np.int32)
    ids = pa.array(np.arange(N)).cast(pa.string())
    path = tmp_path_factory.mktemp("limited") / "graph.fgr"
    pack(FollowGraph.from_follows(ids, *ends)[0], path)
    return path


def collapse_limited(store: Path, share: float) -> subprocess.CompletedProcess[str]:
    """Fold two orders with a limit of so much of what is foreseen."""
    foreseen = predict_fold(Size(N, FOLLOWS, N), runs=2, jobs=1).memory
    limit = int(share * foreseen)
    command = ["collapse", str(store), "-s", "in-degree", "-s", "random", "--runs", "1"]
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *command, "--memory", str(foreseen), "-q"],
        env={
            **os.environ,
            # Arrow's usual allocator claims 1 GiB of addresses that it never writes to.
            "ARROW_DEFAULT_MEMORY_POOL": "system",
        },
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="limits of data count mappings on Linux alone")
def test_a_fifth_more_than_foreseen_is_enough(store):
    done = collapse_limited(store, 1.2)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 2 * 1001 + 1
