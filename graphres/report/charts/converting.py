"""Charts as bytes of a picture or text of a library, through vl-convert and the V8 inside it.

V8 ends the whole process where an address space is limited (``ulimit -v``); there it works in a
process of its own, whose end is an error like any other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.engine.memory import has_limited_space
from graphres.errors import UnfinishedError
from graphres.report.charts.drawing import draw

_SCRIPT = Path(__file__).with_name("drawing.py")


def convert_chart(spec: Mapping[str, Any], form: str, scale: float = 1) -> bytes:
    """Draw a chart.

    Parameters
    ----------
    spec : mapping
        Vega-Lite, as Altair gives it.
    form : {'png', 'svg', 'pdf'}
    scale : float
        Pixels of a PNG for each pixel of the chart.

    Raises
    ------
    UnfinishedError
        If there is not enough memory for it.
    """
    return _drawn({"form": form, "spec": spec, "scale": scale})


def library() -> str:
    """Return the JavaScript that draws a chart on a page."""
    return _drawn({"form": "js"}).decode("utf-8")


def _drawn(task: Mapping[str, Any]) -> bytes:
    return _elsewhere(task) if has_limited_space() else draw(task)


def _elsewhere(task: Mapping[str, Any]) -> bytes:
    """Draw in another process."""
    command = [sys.executable, "-P", str(_SCRIPT)]
    done = subprocess.run(  # noqa: S603 - our own file
        command, input=json.dumps(task).encode(), capture_output=True, check=False
    )
    if done.returncode:
        raise UnfinishedError(
            f"not enough memory to draw the chart (its process ended with {done.returncode})",
            do="raise ulimit -v, or leave out --plot and --html",
        )
    return done.stdout
