"""A store in place of a table: `read_follows` on what `graphres.pack` wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from graphres.data.reading.account_table import read_accounts
from graphres.data.reading.assemble import Assembled, join_accounts
from graphres.data.reading.damaged_ids import find_suspicious_ids
from graphres.data.reading.options import OF_ACCOUNTS, ReadOptions
from graphres.data.reading.remarks import remark_on_accounts
from graphres.data.reading.report import AccountsReport, ReadReport
from graphres.data.reading.streams.decompress import choose_bound
from graphres.data.reading.streams.raw import Progress
from graphres.data.reading.streams.sources import open_source
from graphres.data.reading.tables.rows import BadRows
from graphres.data.store import Manifest, Store, is_store, open_store
from graphres.errors import InputError, UsageError
from graphres.graph import Adjacency, Dropped, FollowGraph

#: Options that change nothing about a graph that has been read without an error.
_HARMLESS = ("on_bad_row", "accounts_on_bad_row", "max_bytes")
_ORIGIN = ("source", "sha256", "bytes", "format", "parts")


def store_in(source: object) -> Path | None:
    """The store that a source names, if it does; None for anything else.

    Raises
    ------
    UsageError
        For a store among several sources.
    """
    if isinstance(source, list | tuple):
        stores = [each for each in source if is_store(each)]
        if stores and len(source) > 1:
            raise UsageError(
                "a store is no part of a table", where=str(stores[0]), do="name it alone"
            )
        return Path(stores[0]) if stores else None
    return Path(os.fspath(source)) if is_store(source) else None  # type: ignore[call-overload]


def packing_options(options: ReadOptions) -> dict[str, Any]:
    """The options other than their defaults, as a store keeps them."""
    return {name: _plain(value) for name, value in _given(options)}


def read_store(
    path: Path, options: ReadOptions, on_progress: Progress | None = None
) -> tuple[FollowGraph, ReadReport]:
    """Open a store as the graph that reading its table with these options gives.

    Parameters
    ----------
    path : Path
    options : ReadOptions
        They have to be those with which it was packed, or to be left out. A table of accounts may
        be given to a store that was packed without one.
    on_progress : callable, optional
        Called with (blocks hashed, blocks to hash).

    Raises
    ------
    InputError
        As `open_store`.
    UsageError
        For an option that the store contradicts, with how it was packed.
    """
    manifest = Manifest.read(path, str(path))
    _check_options(manifest, options, str(path))
    store = open_store(path, on_progress=on_progress)
    if options.bound is not None:
        choose_bound(options.bound).check(store.bytes, str(path))
    graph = store.graph(
        probability=options.probability is not None,
        layers=options.layer is not None and options.layer == manifest.layer,
    )
    _check_layer(graph, options, str(path))
    report = _report(store)
    if options.accounts is None or _is_packed_table(manifest, options):
        return graph, report
    return _with_accounts(graph, report, options)


def _given(options: ReadOptions) -> Iterator[tuple[str, Any]]:
    """Names and values of options other than their defaults."""
    for each in fields(options):
        value = getattr(options, each.name)
        assert each.default is not MISSING
        if value is not None and value != each.default:
            yield each.name, value


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | str) else str(value)


def _check_options(manifest: Manifest, options: ReadOptions, where: str) -> None:
    """Refuse what the store contradicts."""
    has_new_table = options.accounts is not None and not _is_packed_table(manifest, options)
    if has_new_table:
        _check_new_table(manifest, where)
    if options.layer is not None and options.person is None and manifest.options.get("person"):
        raise UsageError(
            f"{where} was packed with the accounts of each person joined",
            where=f"--layer {options.layer}",
            do=f"pack {_origin(manifest)} without --person",
        )
    free = (*_HARMLESS, *(("encoding", *OF_ACCOUNTS) if has_new_table else ()), "accounts", "layer")
    for name, value in _given(options):
        if name == "person" or name not in free:
            _check_option(manifest, name, value, where)


def _check_option(manifest: Manifest, name: str, value: Any, where: str) -> None:
    known = [manifest.options.get(name), *_as_found(manifest, name)]
    if _plain(value) in known:
        return
    option = "--no-header" if value is False else f"--{name.replace('_', '-')}"
    words = [each for each in known if isinstance(each, str)]
    raise UsageError(
        f"{where} was packed with {words[0]!r}" if words else f"{where} was packed without it",
        where=option if value in (True, False) else f"{option} {value}",
        do=f"leave it out, or pack {_origin(manifest)} again with it",
    )


def _origin(manifest: Manifest) -> str:
    return str((manifest.report or {}).get("source", "the table"))


def _as_found(manifest: Manifest, name: str) -> tuple[Any, ...]:
    """What an option would say if it had been given, where the store tells."""
    told = manifest.report or {}
    found: Mapping[str, tuple[Any, ...]] = {
        "undirected": (not manifest.directed,),
        "normalize_handles": (manifest.names_normalised,),
        "probability": (manifest.probability,),
        "list_column": (manifest.list_column,),
        "follower": (told.get("follower_column"),),
        "followed": (told.get("followed_column"),),
        "header": (told.get("header"),),
        "account_id": ((told.get("accounts") or {}).get("id_column"),),
    }
    return found.get(name, ())


def _check_layer(graph: FollowGraph, options: ReadOptions, where: str) -> None:
    """A layer is that of the store, or a column of its accounts."""
    named = set() if graph.attributes is None else set(graph.attributes.columns)
    if options.layer is None or graph.layers is not None or options.layer in named:
        return
    if options.accounts is None:
        raise UsageError(
            f"{where} was packed without it", where=f"--layer {options.layer}", do="pack it again"
        )


def _check_new_table(manifest: Manifest, where: str) -> None:
    told = manifest.report or {}
    if told.get("accounts"):
        raise UsageError(
            f"{where} was packed with another table, {told['accounts']['source']}",
            where="--accounts",
            do=f"leave it out, or pack {_origin(manifest)} again with it",
        )
    if manifest.attributes is not None:
        raise UsageError(f"{where} brings its own accounts", where="--accounts", do="leave it out")


def _is_packed_table(manifest: Manifest, options: ReadOptions) -> bool:
    """Whether the table of accounts is, byte for byte, the one that was packed."""
    packed = (manifest.report or {}).get("accounts")
    if options.accounts is None or not packed:
        return False
    with open_source(options.accounts, max_bytes=options.bound) as source:
        return bool(source.sha256 == packed["sha256"])


def _report(store: Store) -> ReadReport:
    """What reading the packed table said, with the store as the source."""
    own = {
        "source": str(store.path),
        "sha256": store.sha256,
        "bytes": store.bytes,
        "format": "store",
    }
    told = dict(store.manifest.report or _nothing_read(store.manifest))
    try:
        origin = told.pop("packed", None) or {n: told[n] for n in _ORIGIN if n in told}
        about = told.get("accounts")
        told["accounts"] = None if about is None else AccountsReport(**_restored(about))
        told["parts"] = ()
        return ReadReport(**{**_restored(told), **own, "packed": origin or None})
    except (TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"manifest.json is damaged ({error})", where=str(store.path), do="pack it again"
        ) from error


def _nothing_read(manifest: Manifest) -> dict[str, Any]:
    """The report of a graph that was packed without one."""
    m = manifest.follows
    ends = {"follower_column": "follower", "followed_column": "followed", "header": True}
    return {**ends, "rows_read": m, "follows_kept": m, "repeated_rows": 0, "self_follows": 0}


def _restored(told: Mapping[str, Any]) -> dict[str, Any]:
    """Rows left out as they were counted."""
    bad = {reason: BadRows(**rows) for reason, rows in told.get("bad_rows", {}).items()}
    return {**told, "bad_rows": bad, "parts": tuple(told.get("parts", ()))}


def _with_accounts(
    graph: FollowGraph, report: ReadReport, options: ReadOptions
) -> tuple[FollowGraph, ReadReport]:
    """The graph with a table of accounts, as if both had been read together."""
    same_names = replace(options, normalize_handles=graph.names_normalised)
    details, about = read_accounts(options.accounts or "", same_names)
    ids, columns = join_accounts(graph.ids, details)
    isolated = len(ids) - graph.n
    made = replace(
        graph,
        ids=ids,
        followers=_longer(graph.followers, isolated),
        following=_longer(graph.following, isolated),
        **columns,
    )
    if not graph.directed:
        made = replace(made, following=made.followers)
    unknown = int(details.table.rows_of(ids).null_count)
    assembled = Assembled(made, Dropped(0, 0), isolated=isolated, unknown=unknown)
    warnings, notes = remark_on_accounts(about, assembled)
    about = replace(about, isolated_accounts=isolated, unknown_accounts=unknown)
    return made, replace(
        report,
        accounts=about,
        warnings=[*_name_warnings(report.warnings, graph, made), *warnings],
        notes=[*report.notes, *notes],
    )


def _name_warnings(warnings: list[str], before: FollowGraph, after: FollowGraph) -> list[str]:
    """Warnings of damaged names count those of the table too."""
    if before.n == after.n:
        return warnings
    old = find_suspicious_ids(before.ids)
    return [*(each for each in warnings if each not in old), *find_suspicious_ids(after.ids)]


def _longer(rows: Adjacency, more: int) -> Adjacency:
    """The same rows, and empty ones."""
    end = np.full(more, rows.offsets[-1], dtype=np.int64)
    return Adjacency(np.concatenate([rows.offsets, end]), rows.targets).freeze()
