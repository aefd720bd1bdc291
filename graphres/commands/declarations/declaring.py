"""How a shared option is declared: once, in a section of the help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from graphres.commands.command import Decorator, SectionOption


def all_of(*options: Decorator) -> Decorator:
    """Combine several decorators, which the help lists in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def option(section: str, *declarations: str, **settings: Any) -> Decorator:
    """Declare an option in a section of the help, with its variable of the environment."""
    return click.option(*declarations, cls=SectionOption, section=section, **settings)
