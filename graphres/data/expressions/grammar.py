"""Text to a checked syntax tree: Python reads it, an allow-list decides what may stay.

Only the node types named in this file get through, so nothing that could run code survives;
whatever Python's grammar gains in the future stays out until it is named here.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphres.data.expressions.hints import hint_for_syntax
from graphres.errors import ExpressionError

MAX_LENGTH = 1000
MAX_DEPTH = 64
MAX_INTEGER = 2**63 - 1

COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.FloorDiv)
ALLOWED = "columns, numbers, quoted text, == != < <= > >=, in (…), and, or, not, + - * / // %"

_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(`[^`]*`)|`""")
_WORDS_FOR = {
    ast.Call: "a call",
    ast.Attribute: "a dot between names",
    ast.Subscript: "square brackets after a value",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.Is: "'is' (write == None)",
    ast.IsNot: "'is not' (write != None)",
    ast.IfExp: "if … else",
    ast.Lambda: "lambda",
    ast.NamedExpr: ":=",
    ast.JoinedStr: "an f-string",
    ast.Tuple: "a list outside 'in (…)'",
    ast.List: "a list outside 'in (…)'",
    ast.BitAnd: "& (write and)",
    ast.BitOr: "| (write or)",
    ast.Invert: "~ (write not)",
    ast.Starred: "*",
}


class Text(NamedTuple):
    """An expression as typed, and the same text as Python may read it (equal in length)."""

    text: str
    python: str

    def error(self, what: str, column: int, do: str | None = None) -> ExpressionError:
        """Return an error that points at a 0-based character of the text."""
        return ExpressionError(
            what, where=f"{quote_text(self.text)}, character {column + 1}", do=do
        )

    def column(self, node: ast.expr, end: bool = False) -> int:
        """Return where `node` starts (or ends), in characters: `ast` counts bytes."""
        offset = node.end_col_offset if end else node.col_offset
        return len(self.python.encode()[: offset or 0].decode())

    def of(self, node: ast.expr) -> str:
        """Return the text of `node` as typed."""
        return self.text[self.column(node) : self.column(node, end=True)]


def quote_text(text: str) -> str:
    """Return `text` quoted on one line, and not too long a line.

    >>> quote_text("a > 3")
    "'a > 3'"
    """
    return repr(text if len(text) <= 100 else text[:99] + "…")


def read(text: str) -> tuple[ast.expr, Text]:
    """Parse `text` and check every node against the allow-list.

    Parameters
    ----------
    text : str
        An expression of at most 1,000 characters. Columns whose names are not plain words
        stand in backticks: ``\u0060Follower ID\u0060 > 3``.

    Returns
    -------
    tuple of ast.expr and Source
        The tree, in which every `ast.Name` bears the column's name exactly as typed, and the
        source that turns its positions into text.

    Raises
    ------
    ExpressionError
        With the position of what the grammar does not admit.
    """
    source = _source(text)
    tree = _python_tree(source)
    _check(tree, source, 0)
    return tree, source


def names(tree: ast.expr) -> frozenset[str]:
    """Return the columns that a checked tree speaks of."""
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _source(text: str) -> Text:
    text = text.translate({ord(blank): " " for blank in "\t\r\n\f\v"}).strip()
    if not text:
        raise ExpressionError("an expression is empty", do="write one like: followers > 100")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"{len(text):,} characters are too many",
            where=quote_text(text),
            do=f"an expression has at most {MAX_LENGTH:,}",
        )
    return Text(text, _without_backticks(text))


def _without_backticks(text: str) -> str:
    """Put a word of equal length in the place of each name in backticks: positions stay true."""
    fresh = _unused_letters(text)

    def word(match: re.Match[str]) -> str:
        if match.group() == "`" or match.group(1) == "``":
            raise Text(text, text).error("a backtick without its name", match.start())
        name = match.group(1)
        return next(fresh).ljust(len(name), "_") if name else match.group()

    return _QUOTED.sub(word, text)


def _unused_letters(text: str) -> Iterator[str]:
    """Yield letters that do not occur in `text` and that Python does not normalise away."""
    return (letter for letter in map(chr, range(0x4E00, 0x9FA5)) if letter not in text)


def _python_tree(source: Text) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as '\d': doubtful text is refused, not guessed at
            return ast.parse(source.python, mode="eval").body
    except SyntaxError as error:
        column = max((error.offset or 1) - 1, 0)
        what = str(error.msg).partition(". ")[0].partition("; ")[0]
        raise source.error(what, column, _advice(source, column)) from error
    except (ValueError, MemoryError, RecursionError) as error:
        raise source.error(f"not readable as an expression ({error})", 0) from error


def _advice(source: Text, column: int) -> str:
    """Return the way out of slips that are made often, or what there is."""
    slip = hint_for_syntax(source.text, column)
    if slip is not None:
        return slip
    word = re.match(r"\w*", source.text[column:])
    if word and keyword.iskeyword(word.group()):
        return f"if {word.group()} is a column, write `{word.group()}`"
    if source.text[column : column + 1] == "=":
        return "equality is =="
    if word and word.group().isdigit():
        return f"if it is text, quote it: '{word.group()}'"
    return f"an expression has {ALLOWED}; `odd names` stand in backticks"


def _check(node: ast.expr, source: Text, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise source.error("nested too deeply", source.column(node), f"at most {MAX_DEPTH} levels")
    check = _CHECKS.get(type(node))
    if check is None:
        raise _refusal(node, node, source)
    for child in check(node, source):
        _check(child, source, depth + 1)


def _refusal(what: ast.AST, place: ast.expr, source: Text) -> ExpressionError:
    word = _WORDS_FOR.get(type(what), f"{source.of(place)!r}")
    do = _NULLS.get(type(what), ALLOWED)
    return source.error(f"{word} is not part of an expression", source.column(place), do)


_NULLS: dict[type[ast.AST], str] = {
    ast.Is: "ask for what is missing with == None",
    ast.IsNot: "ask for it with != None",
}


def _name(node: ast.Name, source: Text) -> list[ast.expr]:
    node.id = source.of(node).strip("`")  # exact: Python would have normalised the letters
    return []


def _constant(node: ast.Constant, source: Text) -> list[ast.expr]:
    value = node.value
    if value is not None and not isinstance(value, (bool, int, float, str)):
        raise _refusal(node, node, source)
    if isinstance(value, int) and value > MAX_INTEGER:
        raise source.error("a whole number beyond 2**63 - 1", source.column(node))
    return []


def _unary(node: ast.UnaryOp, source: Text) -> list[ast.expr]:
    if not isinstance(node.op, (ast.USub, ast.Not)):
        raise _refusal(node.op, node, source)
    return [node.operand]


def _binary(node: ast.BinOp, source: Text) -> list[ast.expr]:
    if not isinstance(node.op, ARITHMETIC):
        raise _refusal(node.op, node.right, source)
    return [node.left, node.right]


def _boolean(node: ast.BoolOp, source: Text) -> list[ast.expr]:
    return node.values


def _comparison(node: ast.Compare, source: Text) -> list[ast.expr]:
    operands = [node.left]
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if not isinstance(operator, COMPARISONS):
            raise _refusal(operator, right, source)
        operands += _listed(right, source) if isinstance(operator, ast.In | ast.NotIn) else [right]
    return operands


def _listed(node: ast.expr, source: Text) -> list[ast.expr]:
    """Return the literals of a list on the right of ``in``."""
    if not isinstance(node, ast.Tuple | ast.List):
        raise source.error(
            "the right of 'in' is a list", source.column(node), "write: in ('a', 'b'), or in ('a',)"
        )
    for item in node.elts:
        value = item.operand if isinstance(item, ast.UnaryOp) else item
        if not isinstance(value, ast.Constant):
            raise source.error("a list holds literals only", source.column(item))
    return node.elts


_CHECKS: dict[type[ast.AST], Callable[..., list[ast.expr]]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
}
