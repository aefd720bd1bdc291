"""What a page needs to show networks: their data, and the libraries that draw them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.report.formats.escaping import script_json

_FOLDER = Path(__file__).parent
_SCRIPTS = ("vendor/graphology.umd.min.js", "vendor/sigma.min.js", "network.js")


def libraries() -> list[str]:
    """The text of graphology, of sigma.js, and of the script that uses them."""
    return [(_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS]


def network_data(networks: Mapping[str, Mapping[str, Any]]) -> str:
    """The networks of a page by the id of their figure, as JSON for a script element."""
    return script_json(networks)
