"""The command line, as tests of commands have it."""

from tests.commands.conftest import graphres

__all__ = ["graphres"]
