"""Completion in bash, zsh and fish: what may come next on a command line."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, shell_complete

#: What the shell's script sets when it asks, and what prints that script.
VARIABLE = "_GRAPHRES_COMPLETE"


def is_completing() -> bool:
    """Return whether a shell asks, rather than somebody running a command."""
    return VARIABLE in os.environ


def complete(group: click.Group) -> int:
    """Answer the shell; the exit status."""
    return shell_complete(group, {}, "graphres", VARIABLE, os.environ[VARIABLE])


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return nothing but that files are wanted, which the shell lists itself."""
    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return nothing but that folders are wanted, which the shell lists itself."""
    return [CompletionItem(incomplete, type="dir")]


def strategies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return names of strategies, each with what it does."""
    from graphres.strategies import families

    return [
        CompletionItem(name, help=family.summary)
        for name, family in families().items()
        if name.startswith(incomplete)
    ]


def measures(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return names of measures, each with what it is."""
    from graphres.measures import MEASURES

    return [
        CompletionItem(name, help=measure.summary)
        for name, measure in MEASURES.items()
        if name.startswith(incomplete)
    ]
