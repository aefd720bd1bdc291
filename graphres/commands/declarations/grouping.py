"""The option that tells groups of accounts apart, in the section of the command that takes it."""

from __future__ import annotations

from typing import Any

from graphres.commands.command import Decorator
from graphres.commands.declarations.declaring import option


def group_option(section: str, **settings: Any) -> Decorator:
    """Declare ``--group``."""
    return option(
        section,
        "--group",
        metavar="COL|community",
        help="Tell groups of accounts apart: those of a column of the account table, or the "
        "communities found in the network.",
        **settings,
    )
