"""What workers do in tests: functions that another process finds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from graphres.measures.out_of_core import parts

fold_part = parts._fold_part


def spell(item: int, letters: str) -> str:
    return letters[item]


def join(one: str, two: str) -> str:
    return one + two


def fail(item: int) -> int:
    raise ValueError(f"item {item}")


def die_once(flag: str) -> None:
    """End the process that comes first, as if it had been killed."""
    try:
        Path(flag).touch(exist_ok=False)
    except FileExistsError:
        return
    os._exit(9)


def spell_or_die(item: int, shared: tuple[str, str]) -> str:
    letters, flag = shared
    if item == 2:
        die_once(flag)
    return letters[item]


def fold_or_die(item: Any, shared: Any) -> Any:
    """A part of a fold, before which one worker ends; the flag lies beside the store."""
    die_once(f"{item[0].path}.flag")
    return fold_part(item, shared)


def always_die(item: int) -> int:
    os._exit(9)
