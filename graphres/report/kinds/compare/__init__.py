"""What a comparison shows, and the words that its chart and its tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.report.number_format import count, counted, printable


def describe_differences(manifests: Mapping[str, Sequence[Any]]) -> str:
    """Say what was made differently, in so far as it is short; empty where nothing was."""
    parts = [_describe(name, before, after) for name, (before, after) in manifests.items()]
    return f"Made differently: {'; '.join(parts)}." if parts else ""


def _describe(name: str, before: Any, after: Any) -> str:
    if name.endswith("sha256"):
        return f"{name.removesuffix(' sha256')} (another file)"
    if all(isinstance(value, str | int | float | None) for value in (before, after)):
        return f"{name} {_plain(before)} → {_plain(after)}"
    return name


def _plain(value: Any) -> str:
    return "none" if value is None else printable(str(value))


def count_changes(figures: Mapping[str, Any]) -> str:
    """Say how many figures changed beyond noise."""
    compared = counted(figures["compared"] or 0, "figure")
    return f"{count(figures['changed'])} of {compared} changed beyond noise"
