"""What a page needs to show networks: their data, and the libraries that draw them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.report.formats.escaping import script_json

_FOLDER = Path(__file__).parent / "vendor"
_LIBRARIES = ("graphology.umd.min.js", "sigma.min.js")


def read_libraries() -> list[str]:
    """Return the text of graphology and of sigma.js, which draws its graphs."""
    return [(_FOLDER / name).read_text(encoding="utf-8") for name in _LIBRARIES]


def write_networks(networks: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the networks of a page by the id of their figure, as JSON for a script element."""
    return script_json(networks)
