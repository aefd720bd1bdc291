"""Options as somebody typed them, before any of them is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.data.expressions import Expression, parse


class RawOptions:
    """Values by the names of options, from a command line or from a table of an experiment.

    Parameters
    ----------
    values : mapping of str to object
        Names are written with underscores. None stands for an option that was not used.

    Examples
    --------
    >>> raw = RawOptions({"budget": 5, "strategy": "in-degree", "hide": None})
    >>> raw.text("budget"), raw.texts("strategy"), raw.text("hide"), raw.has("cost")
    ('5', ('in-degree',), None, False)
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        """Return whether the option exists here, used or not."""
        return name in self._values

    def value(self, name: str) -> Any:
        """Return the value as it stands; None where there is none."""
        return self._values.get(name)

    def text(self, name: str) -> str | None:
        """Return the value as text, also where an experiment writes a number."""
        value = self._values.get(name)
        return None if value is None else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the values of an option that may be repeated; a single text is one value."""
        value = self._values.get(name) or ()
        return (value,) if isinstance(value, str) else tuple(value)

    def number(self, name: str) -> float | None:
        """Return a number."""
        value: float | None = self._values.get(name)
        return value

    def integer(self, name: str, default: int) -> int:
        """Return a whole number."""
        value: int | None = self._values.get(name)
        return default if value is None else value

    def flag(self, name: str) -> bool:
        """Return whether a flag is set."""
        return bool(self._values.get(name))

    def expression(self, name: str) -> Expression | None:
        """Return the parsed expression; `ExpressionError` where it is none."""
        text = self.text(name)
        return parse(text) if text else None

    def replace(self, **values: Any) -> RawOptions:
        """Return the same options but for these values."""
        return RawOptions({**self._values, **values})

    @property
    def account_table(self) -> str | None:
        """Return the file in which columns of accounts stand, as far as options name it."""
        return self.text("accounts") or self.text("follows")
