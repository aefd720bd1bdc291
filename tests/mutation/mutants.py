"""Mutants of a module: its source with one thing changed that a test should notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_DELETED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Continue, ast.Break, ast.Raise)


class Mutant(NamedTuple):
    """One change of a file: bytes from ``start`` to ``end`` become ``after``."""

    path: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    def source(self) -> bytes:
        """The file with the change in it."""
        text = self.path.read_bytes()
        return text[: self.start] + self.after.encode() + text[self.end :]


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a file, from top to bottom; none in signatures, annotations, docstrings."""
    text = path.read_bytes()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    mutants = []
    for node, after in _changes(ast.parse(text)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        before = text[start:end].decode()
        mutants.append(Mutant(path, node.lineno, start, end, before, after))
    return sorted(mutants, key=lambda mutant: (mutant.start, mutant.after))


def _changes(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _of_statement(statement)


def _of_statement(statement: ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Assert) or _is_text(statement):
        return
    if isinstance(statement, _DELETED):
        yield statement, "pass"
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            yield from _of_statement(child)
        elif isinstance(child, ast.expr) and not _is_annotation(statement, child):
            yield from _of_expression(child)
    if isinstance(statement, ast.AugAssign) and type(statement.op) in _COMPUTED:
        yield statement, _changed(statement, "op", _COMPUTED[type(statement.op)]())
    if isinstance(statement, ast.Return) and _is_number(statement.value):
        yield statement, f"return ({ast.unparse(statement.value)}) + 1"  # type: ignore[arg-type]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_annotation(statement: ast.stmt, child: ast.expr) -> bool:
    return isinstance(statement, ast.AnnAssign) and child is statement.annotation


def _is_number(value: ast.expr | None) -> bool:
    """Whether a value that is returned is a name or a computation, which may be an array."""
    return isinstance(value, ast.Name | ast.BinOp | ast.Subscript)


def _of_expression(top: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(top):
        if isinstance(node, ast.expr):
            for change in _CHANGES.get(type(node), ()):
                after = change(node)
                if after is not None:
                    yield node, f"({after})"


def _changed(node: ast.AST, field: str, value: object) -> str:
    changed = copy.deepcopy(node)
    setattr(changed, field, value)
    return ast.unparse(changed)


def _compare(node: ast.Compare) -> str | None:
    return _changed(node, "ops", [_COMPARED[type(node.ops[0])](), *node.ops[1:]])


def _compute(node: ast.BinOp) -> str | None:
    kind = _COMPUTED.get(type(node.op))
    return None if kind is None else _changed(node, "op", kind())


def _join(node: ast.BoolOp) -> str | None:
    return _changed(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _negate(node: ast.UnaryOp) -> str | None:
    return ast.unparse(node.operand) if isinstance(node.op, ast.Not | ast.USub) else None


def _greater(node: ast.Constant) -> str | None:
    if isinstance(node.value, bool):
        return repr(not node.value)
    return repr(node.value + 1) if isinstance(node.value, int | float) else None


def _less(node: ast.Constant) -> str | None:
    is_number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return repr(node.value - 1) if is_number else None


def _swap(node: ast.IfExp) -> str | None:
    return _changed(node, "test", ast.UnaryOp(ast.Not(), node.test))


_CHANGES: dict[type[ast.expr], tuple[Callable[..., str | None], ...]] = {
    ast.Compare: (_compare,),
    ast.BinOp: (_compute,),
    ast.BoolOp: (_join,),
    ast.UnaryOp: (_negate,),
    ast.Constant: (_greater, _less),
    ast.IfExp: (_swap,),
}
