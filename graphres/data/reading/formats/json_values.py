"""JSON as values, exactly: numbers stay the digits they are written with."""

from __future__ import annotations

import io
import json
from collections.abc import Generator, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple, cast

from graphres.data.convert import Float, Integer
from graphres.data.reading.streams.signatures import find_wide_codec
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.streams.text import Text
from graphres.data.reading.tables.records import lines_of
from graphres.errors import InputError

#: What the values of a text take in memory for a byte of it, about.
_MEMORY_A_BYTE = 20


class JsonDocument(NamedTuple):
    """What a file holds: one value, or records with the lines or numbers they stand at."""

    value: Any
    records: Iterator[tuple[int, Any]] | None
    by_line: bool
    name: str = ""


def read_document(source: Source, encoding: str | None) -> JsonDocument:
    """Read JSON, NDJSON, values one after another, or an X archive's ``window.… = JSON``.

    Lines are read one by one where the first of them is a value by itself.

    Raises
    ------
    InputError
        For what is no JSON, with the line.
    """
    codec = encoding or _codec(source)
    filled = _filled_lines(source, codec)
    try:
        head = list(islice(filled, 2))
    except InputError:  # a line too long to be one of many
        head = []
    if len(head) == 2 and _is_value(head[0][1]):
        return JsonDocument(None, _values(chain(head, filled), source.name), by_line=True)
    filled.close()
    return _parse_document(read_text(source, codec), source.name)


def read_text(source: Source, encoding: str | None) -> str:
    """All of a text file.

    Raises
    ------
    InputError
        If it is not valid in its encoding.
    """
    raw = cast(
        io.BufferedReader,
        io.BufferedReader(io.BytesIO(source.read_whole(_MEMORY_A_BYTE))),
    )
    with Text(raw, encoding or _codec(source)) as text:
        return _decoded(text.read(), source.name)


def _codec(source: Source) -> str | None:
    """Return the encoding that the first bytes show, if they do."""
    with source.open() as stream:
        return find_wide_codec(stream.peek(16)[:16])


def _filled_lines(source: Source, encoding: str | None) -> Generator[tuple[int, bytes]]:
    """Numbered lines that are neither blank nor comments above the first value."""
    above = True
    with Text(source.open(), encoding) as text:
        for number, raw in enumerate(lines_of(text, source.name), start=1):
            bare = raw.strip()
            if bare and not (above and bare.startswith((b"#", b"//"))):
                above = False
                yield number, bare


def _is_value(raw: bytes) -> bool:
    try:
        _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError, InputError):
        return False
    return True


def _values(lines: Iterator[tuple[int, bytes]], where: str) -> Iterator[tuple[int, Any]]:
    for number, raw in lines:
        yield number, _value(_decoded(raw, f"{where}:{number}"), f"{where}:{number}")


def _value(text: str, place: str) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _invalid(error, place) from error
    except (RecursionError, InputError) as error:
        raise _fault(error, place) from error


def _parse_document(text: str, where: str) -> JsonDocument:
    """One value, or several one after another."""
    name, start = _assigned(text)
    values: list[Any] = []
    at = _skip(text, start)
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _invalid(error, f"{where}:{error.lineno}") from error
        except (RecursionError, InputError) as error:
            raise _fault(error, where) from error
        values.append(value)
        at = _skip(text, at)
        if name and text[at:].strip() == ";":
            break
    if len(values) == 1:
        return JsonDocument(values[0], None, by_line=False, name=name)
    return JsonDocument(None, iter(enumerate(values, start=1)), by_line=False, name=name)


def _assigned(text: str) -> tuple[str, int]:
    """``window.YTD.follower.part0 = `` in an X archive: the name, and where the value begins."""
    start = _skip(text, 0)
    if not text.startswith("window.YTD.", start):
        return "", start
    end = text.index("=", start)
    return text[start:end].strip(), end + 1


def _skip(text: str, at: int) -> int:
    """Past blanks and lines of comments."""
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
            at += 1
        if not text.startswith(("#", "//"), at):
            return at
        end = text.find("\n", at)
        at = len(text) if end < 0 else end


def _decoded(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "not valid UTF-8", where=where, do="name the encoding: --encoding cp1252?"
        ) from error


def _invalid(error: json.JSONDecodeError, place: str) -> InputError:
    reason = error.msg[:1].lower() + error.msg[1:]
    return InputError(
        f"this is no valid JSON ({reason}, column {error.colno})", where=place, do="mend it"
    )


def _fault(error: Exception, place: str) -> InputError:
    if isinstance(error, InputError):
        return InputError(error.what, where=place, do=error.do)
    return InputError("nested too deeply", where=place, do="write it as a CSV of follower,followed")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"the key {twice!r} stands twice in one object", do="leave one")
    return record


def _constant(name: str) -> Any:
    return None if name == "NaN" else Float(name.replace("Infinity", "inf"))


_DECODER = json.JSONDecoder(
    parse_int=Integer,
    parse_float=Float,
    parse_constant=_constant,
    object_pairs_hook=_without_repeats,
)
