"""Names say what a thing is: hardly any bare participle or pointer word, no class name twice."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "graphres"

POINTER_WORDS = frozenset(
    [
        "found",
        "made",
        "said",
        "told",
        "given",
        "asked",
        "kept",
        "shown",
        "chosen",
        "seen",
        "known",
        "held",
        "own",
        "each",
        "other",
        "whole",
        "line",
        "ground",
        "luck",
        "beside",
    ]
)

#: Of all names that are bound, the share that may be pointer words.
MOST = 0.01

#: What is held to it: rooms, and files that stand beside them.
ROOMS = (
    *("kernels", "strategies", "measures", "graph", "stats", "engine"),
    *("amounts.py", "close_matches.py", "errors.py"),
)


def files_of(room: str) -> list[Path]:
    """Return the source files of a room, or the one file that it is."""
    path = PACKAGE / room
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is bound: variables, arguments, functions, classes, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name


def names_in(path: Path) -> list[str]:
    """Return all names that a file binds, as often as it does."""
    return list(bound_names(ast.parse(path.read_text(encoding="utf-8"))))


def is_pointer(name: str) -> bool:
    """Return whether a name is a bare pointer word, in any case, private or not."""
    return name.strip("_").lower() in POINTER_WORDS


def test_every_kind_of_binding_is_counted() -> None:
    source = "class Found:\n    def told(self, each):\n        self._kept = line = 1\n"
    names = [name for name in bound_names(ast.parse(source)) if is_pointer(name)]
    assert sorted(names) == ["Found", "_kept", "each", "line", "told"]
    assert not any(map(is_pointer, bound_names(ast.parse("found_at = known_names.other\n"))))


@pytest.mark.parametrize("room", ROOMS)
def test_hardly_any_name_is_a_pointer_word(room: str) -> None:
    names = {path: names_in(path) for path in files_of(room)}
    pointers = {
        str(path.relative_to(PACKAGE)): dict(Counter(filter(is_pointer, bound)))
        for path, bound in names.items()
        if any(map(is_pointer, bound))
    }
    count = sum(sum(words.values()) for words in pointers.values())
    assert count <= MOST * sum(map(len, names.values())), pointers


def test_no_class_name_occurs_twice() -> None:
    homes: dict[str, list[str]] = {}
    for path in (path for room in ROOMS for path in files_of(room)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
