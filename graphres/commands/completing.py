"""Completion in bash, zsh and fish: what may come next on a command line."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, shell_complete

#: What the shell's script sets when it asks, and what prints that script.
VARIABLE = "_GRAPHRES_COMPLETE"


def asked() -> bool:
    """Whether a shell asks, rather than somebody running a command."""
    return VARIABLE in os.environ


def complete(group: click.Group) -> int:
    """Answer the shell; the exit status."""
    return shell_complete(group, {}, "graphres", VARIABLE, os.environ[VARIABLE])


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files, which the shell knows itself."""
    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Folders, which the shell knows itself."""
    return [CompletionItem(incomplete, type="dir")]


def strategies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of strategies, each with what it does."""
    from graphres.strategies import families

    told = {name: family.summary for name, family in families().items()}
    return [CompletionItem(n, help=text) for n, text in told.items() if n.startswith(incomplete)]


def measures(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of measures, each with what it is."""
    from graphres.measures import MEASURES

    known = [each for each in MEASURES.values() if each.name.startswith(incomplete)]
    return [CompletionItem(each.name, help=each.summary) for each in known]
