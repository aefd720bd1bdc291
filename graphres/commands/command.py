"""What a command and an option are here: examples first, options by section, one variable each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from graphres.close_matches import find_close_matches
from graphres.commands.completing import files, folders
from graphres.commands.failures import library_said

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class OneOf(click.Choice):  # type: ignore[type-arg]
    """One of several words; one that is nearly right is answered with the right one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word as it was declared."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            close = find_close_matches(str(value), self.choices)
            if not close:
                raise
            raise click.BadParameter(f"{value!r}. Did you mean {close[0]}?", ctx, param) from None


class Option(click.Option):
    """An option that belongs to a section of the help and can be set by ``GRAPHRES_<OPTION>``.

    A variable holds one value, however often the option may be repeated; it is never split.
    """

    def __init__(self, declarations: Sequence[str], *, section: str, **settings: Any) -> None:
        long = next(name for name in declarations if name.startswith("--"))
        variable = f"GRAPHRES_{long.lstrip('-').replace('-', '_').upper()}"
        shown = settings.get("metavar") or ""
        if "FILE" in shown or "FOLDER" in shown:
            settings.setdefault("shell_complete", files if "FILE" in shown else folders)
        super().__init__(declarations, envvar=variable, **settings)
        self.section = section

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """The variable's value as it stands."""
        if not self.multiple:
            return super().value_from_envvar(ctx)
        value = self.resolve_envvar_value(ctx)
        return None if value is None else (value,)


class Command(click.Command):
    """A command whose help opens with examples.

    Parameters
    ----------
    examples : sequence of str
        Command lines that run as they are in a checkout.
    """

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        settings["context_settings"] = {"help_option_names": ["-h", "--help"]}
        super().__init__(*args, **settings)
        self.examples = examples

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what the library warns of in an input, and notes, is said on stderr."""
        quiet, strict = (bool(ctx.params.get(name)) for name in ("quiet", "strict"))
        with library_said(quiet=quiet, strict=strict):
            return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then what click writes."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        formatter.write_paragraph()
        super().format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options section by section, in the order of the sections' first options."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                section = getattr(parameter, "section", "Output")
                sections.setdefault(section, []).append(record)
        for name, records in sections.items():
            with formatter.section(name):
                formatter.write_dl(records)
