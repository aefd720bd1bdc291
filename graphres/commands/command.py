"""What a command and an option are here: examples first, options by section, one variable each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from graphres.close_matches import find_close_matches
from graphres.commands.completing import files, folders
from graphres.commands.failures import say_library_warnings

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class OneOf(click.Choice):  # type: ignore[type-arg]
    """One of several words; one that is nearly right is answered with the right one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word as it was declared."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            close = find_close_matches(str(value), self.choices)
            if not close:
                raise
            raise click.BadParameter(f"{value!r}. Did you mean {close[0]}?", ctx, param) from None


class SectionOption(click.Option):
    """An option that belongs to a section of the help and can be set by ``GRAPHRES_<OPTION>``.

    A variable holds one value, however often the option may be repeated; it is never split.
    """

    def __init__(self, declarations: Sequence[str], *, section: str, **settings: Any) -> None:
        long = next(name for name in declarations if name.startswith("--"))
        variable = f"GRAPHRES_{long.lstrip('-').replace('-', '_').upper()}"
        metavar = settings.get("metavar") or ""
        if "FILE" in metavar or "FOLDER" in metavar:
            settings.setdefault("shell_complete", files if "FILE" in metavar else folders)
        super().__init__(declarations, envvar=variable, **settings)
        self.section = section

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Return the variable's value as it stands."""
        if not self.multiple:
            return super().value_from_envvar(ctx)
        value = self.resolve_envvar_value(ctx)
        return None if value is None else (value,)


class Command(click.Command):
    """A command whose help opens with examples, and whose function takes a `RawOptions`.

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
        """Run it on its options; what the library warns of, and notes, is said on stderr."""
        from graphres.options.raw import RawOptions

        raw = RawOptions(ctx.params)
        assert self.callback is not None
        with say_library_warnings(quiet=raw.flag("quiet"), strict=raw.flag("strict")):
            return self.callback(raw)

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
