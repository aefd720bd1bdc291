"""The one use of vl-convert; a script too, which reads a task from stdin and writes its bytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import vl_convert


def draw(task: Mapping[str, Any]) -> bytes:
    """Draw a chart, or give the library that does.

    Parameters
    ----------
    task : mapping
        ``form`` (png, svg, pdf or js), and of a chart its ``spec`` and ``scale``.
    """
    form = task["form"]
    if form == "js":
        return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode("utf-8")
    if form == "png":
        return vl_convert.vegalite_to_png(task["spec"], scale=task["scale"])
    if form == "pdf":
        return vl_convert.vegalite_to_pdf(task["spec"])
    return vl_convert.vegalite_to_svg(task["spec"]).encode("utf-8")


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))
