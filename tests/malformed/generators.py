"""Hypothesis generators of command lines that are wrong somewhere, an area each."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.malformed import valid
from tests.malformed.running import Case, output_of
from tests.malformed.spoiling import WRONG, as_json, as_toml, misfit, spelling, spoiled

_OTHERS = {"accounts.csv": valid.ACCOUNTS, "list.txt": valid.LIST, "log.csv": valid.LOG}
_FILES = {"follows.csv": valid.FOLLOWS, **_OTHERS}
_ON_FOLLOWS = ("follows.csv", "--accounts", "accounts.csv", "-q")

#: Codecs that are no encodings of text, or odd ones; and names of none.
ENCODINGS = [
    *("rot13", "hex", "base64", "bz2", "zip", "uu", "quopri", "idna", "punycode", "undefined"),
    *(
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "utf-8-sig",
    ),
    *("ascii", "latin-1", "cp1252", "cp037", "cp500", "cp864", "shift_jis", "iso2022_jp", "hz"),
    *("gb18030", "big5", "mbcs", "oem", "charmap", "palmos", "ptcp154", "koi8-r", "mac-turkish"),
    *("euc_kr", "utf_8", "UTF8", "", " ", "none", "utf-8\n", "../x", "a" * 300, "😀"),
]
_COLUMNS = [
    *("follower", "followed", "since", "p", "on", "account", "lang", "total", "collected", "cost"),
    *("joined", "person", "1", "2", "3", "0", "-1", "99", "row:0", "row:1", "row:2", "", " ", "n"),
    *("9" * 5000, "fallower", "size", "a0"),
]
_EXPRESSIONS = [
    *("lang == 'en'", "total > 9 and lang in ('en', 'de')", "not (total <= 3)", "p >= 0.5"),
    *("since < '2024-01-03'", "lang is missing", "joined >= '2020-01-02' or cost < 2"),
]
_PIECES = [
    *("lang", "total", "p", "since", "giant", "`a b`", "==", "=", "<", ">=", "!=", " ", "(", ")"),
    *(
        "and",
        " or ",
        "not ",
        " in ",
        "'en'",
        '"',
        "'",
        "1",
        "-",
        "1e999",
        "9" * 400,
        "9" * 5000,
        ",",
    ),
    *("nan", "inf", "null", "true", "[", "]", "\\", "\n", "é", "%", "@", ".", "missing", "is"),
    *("(" * 2000, "not " * 2000, "'2024-13-45'", "*", "+", ":", "__import__('os')"),
]
_OPTIONS: Mapping[str, list[str]] = {
    "--follower": _COLUMNS,
    "--followed": _COLUMNS,
    "--owner": ["a1", "", " ", "1e5"],
    "--account-id": _COLUMNS,
    "--delimiter": [",", ";", "tab", "space", "", ",,", "\n", '"', "é", "a", "\\t", "#"],
    "--encoding": ENCODINGS,
    "--on-bad-row": ["error", "skip", "x"],
    "--accounts-on-bad-row": ["error", "skip"],
    "--followers-total": _COLUMNS,
    "--crawled": _COLUMNS,
    "--time": _COLUMNS,
    "--time-format": ["s", "ms", "us", "ns", "%Y-%m-%d", "%Q", "%", "", "%d/%m", "%s", "%z"],
    "--as-of": [
        "2024-01-03",
        "x",
        "",
        "9" * 30,
        "2024-13-01",
        "-1",
        "nan",
        "0001-01-01",
        "9999-12-31",
    ],
    "--person": _COLUMNS,
    "--list-column": _COLUMNS,
    "--where": _EXPRESSIONS,
    "--accounts": [*_OTHERS, "none.csv", ".", "", "follows.csv", "-"],
}
_FLAGS = ["--undirected", "--header", "--no-header", "--normalize-handles", "--strict"]


@st.composite
def _reading_options(draw: st.DrawFn, most: int) -> tuple[str, ...]:
    arguments: list[str] = []
    for name in draw(st.lists(st.sampled_from([*_OPTIONS]), max_size=most, unique=True)):
        arguments += [name, draw(st.sampled_from(_OPTIONS[name]))]
    return (*arguments, *draw(st.lists(st.sampled_from(_FLAGS), max_size=1)))


_READ_BY = [
    ("info",),
    ("info",),
    ("info",),
    ("rank", "--resamples", "1", "--worlds", "64"),
    ("collapse", "--measure", "giant"),
    ("reach", "--worlds", "64"),
]


@st.composite
def follow_files(draw: st.DrawFn) -> Case:
    """A file of follows of any kind, spoiled; under a name that may say another kind."""
    name = draw(st.sampled_from([*valid.graphs()]))
    data = draw(spoiled(valid.graphs()[name]))
    wrap = draw(st.integers(0, 9))
    if wrap == 0:
        data = gzip.compress(data, mtime=0)
    elif wrap == 1:
        inner = draw(
            st.sampled_from(["a.csv", "../a", "/etc/x", "", "a\\b", "é" * 200, "x/", "a::b"])
        )
        data = valid.zipped({inner: data})
    options = draw(_reading_options(2))
    command = draw(st.sampled_from(_READ_BY))
    if wrap == 2:
        return Case(_OTHERS, (*command, "-", *options), stdin=data)
    return Case({**_OTHERS, name: data}, (*command, name, *options))


@st.composite
def account_files(draw: st.DrawFn) -> Case:
    """A table of accounts that is spoiled, or of another kind."""
    name = draw(st.sampled_from(["accounts.csv", *valid.graphs()]))
    held = valid.ACCOUNTS if name == "accounts.csv" else valid.graphs()[name]
    files = {"f.csv": valid.FOLLOWS, name: draw(spoiled(held))}
    return Case(files, ("info", "f.csv", "--accounts", name, *draw(_reading_options(2))))


@st.composite
def reading_options(draw: st.DrawFn) -> Case:
    """A right file with options that are wrong, or do not go together."""
    name = draw(st.sampled_from([*valid.graphs()]))
    files = {**_OTHERS, name: valid.graphs()[name], "follows.csv": valid.FOLLOWS}
    command = draw(st.sampled_from(_READ_BY))
    return Case(files, (*command, name, *draw(_reading_options(4))))


@st.composite
def parquet_files(draw: st.DrawFn) -> Case:
    """Parquet with columns of types that are no ids, or none at all."""
    count = draw(st.integers(0, 3))
    names = draw(
        st.lists(
            st.sampled_from(["follower", "followed", "p", "account", "", "x"]),
            min_size=count,
            max_size=count,
        )
    )
    kinds = [draw(st.sampled_from([*arrow_columns()])) for _ in names]
    data = _parquet_of(tuple(names), tuple(kinds))
    role = draw(st.sampled_from(["follows", "accounts", "list", "log", "result"]))
    files = {**_FILES, "odd.parquet": data}
    options = draw(_reading_options(1))
    lines = {
        "follows": ("info", "odd.parquet", *options),
        "accounts": ("info", "follows.csv", "--accounts", "odd.parquet", *options),
        "list": ("rank", "follows.csv", "-s", "list:odd.parquet", "--resamples", "1"),
        "log": ("campaign", "follows.csv", "--replay", "odd.parquet", "--days", "3", "--runs", "1"),
        "result": ("compare", "odd.parquet", "odd.parquet"),
    }
    return Case(files, lines[role])


@cache
def arrow_columns() -> dict[str, Any]:
    """Columns of Arrow of every type, of three rows."""
    import datetime
    from decimal import Decimal

    import numpy as np
    import pyarrow as pa

    moment = datetime.datetime(2024, 1, 1)
    return {
        "text": pa.array(["a0", "a1", None]),
        "large text": pa.array(["a0", "a1", "a2"], pa.large_string()),
        "text view": pa.array(["a0", "a1", "a2"]),
        "whole": pa.array([0, 1, 2]),
        "small": pa.array([0, 1, None], pa.int8()),
        "unsigned": pa.array([0, 1, 2**64 - 1], pa.uint64()),
        "float": pa.array([0.5, float("nan"), 1e300]),
        "half": pa.array(np.array([0, 1, 2], dtype=np.float16)),
        "decimal": pa.array([Decimal("1.50"), None, Decimal("3")]),
        "wide decimal": pa.array([Decimal(10) ** 60] * 3, pa.decimal256(76, 2)),
        "bool": pa.array([True, False, None]),
        "null": pa.nulls(3),
        "binary": pa.array([b"a0", b"\xff", None]),
        "fixed": pa.array([b"ab", b"cd", b"\xff\xfe"], pa.binary(2)),
        "list": pa.array([["a"], [], None]),
        "fixed list": pa.array([[1, 2], [3, 4], None], pa.list_(pa.int32(), 2)),
        "struct": pa.array([{"a": 1}, {"a": None}, None]),
        "map": pa.array([[("a", 1)], [], None], pa.map_(pa.string(), pa.int64())),
        "dictionary": pa.array(["a0", "a1", None]).dictionary_encode(),
        "date": pa.array([datetime.date(2024, 1, 1)] * 3),
        "time": pa.array([datetime.time(1, 2)] * 3),
        "moment": pa.array([moment, None, moment]),
        "nanoseconds": pa.array([2**62, 0, -(2**62)], pa.timestamp("ns", "Europe/Berlin")),
        "seconds": pa.array([2**50, 0, -(2**50)], pa.timestamp("s")),
        "duration": pa.array([1, 2, 3], pa.duration("s")),
        "empty text": pa.array(["", " ", "\x00"]),
    }


@cache
def _parquet_of(names: tuple[str, ...], kinds: tuple[str, ...]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = arrow_columns()
    table = pa.Table.from_arrays([columns[kind] for kind in kinds], names=list(names))
    out = io.BytesIO()
    try:
        pq.write_table(table, out)
    except (pa.ArrowException, NotImplementedError):  # a type that Parquet has not
        return valid.parquet()
    return out.getvalue()


_BY_EXPRESSION = [
    ("info", *_ON_FOLLOWS, "--where"),
    ("rank", *_ON_FOLLOWS, "--resamples", "1", "--worlds", "64", "--target-where"),
    ("collapse", *_ON_FOLLOWS, "--protect-where"),
    ("collapse", *_ON_FOLLOWS, "--until"),
    ("collapse", *_ON_FOLLOWS, "--fail-if"),
    ("reach", *_ON_FOLLOWS, "--worlds", "64", "--fail-if"),
    ("reach", *_ON_FOLLOWS, "--worlds", "64", "--sources"),
    (
        "campaign",
        "follows.csv",
        "--replay",
        "log.csv",
        "--days",
        "3",
        "--runs",
        "1",
        "--replay-where",
    ),
]


@st.composite
def expressions(draw: st.DrawFn) -> Case:
    """An EXPR of any option."""
    text = draw(spelling([*_EXPRESSIONS, "giant <= 0.2", "in-degree.R < 0.1", "top:3"], _PIECES))
    return Case(_FILES, (*draw(st.sampled_from(_BY_EXPRESSION)), text))


_STRATEGIES = [
    *("random", "in-degree", "in-degree:adaptive", "in-degree:total", "out-degree", "degree"),
    *("pagerank:damping=0.5", "betweenness:pivots=3", "betweenness:adaptive", "k-core", "core-hd"),
    *("collective-influence:l=2", "bpd", "community-bridges", "best:for=giant@0.5,steps=3"),
    *("followers-union", "reach-greedy:worlds=64", "reach-replace:worlds=64", "list:list.txt"),
    *("young:joined", "attribute:lang == 'en'", "networkx:betweenness", "degree+reinsert@0.2"),
]
_OF_STRATEGIES = [
    *(":", "=", ",", "@", "+reinsert", "+", "adaptive", "total", "pivots=", "l=", "steps=", "for="),
    *(
        "0",
        "1",
        "-1",
        "0.5",
        "nan",
        "inf",
        "1e9",
        "9" * 30,
        "9" * 5000,
        "list:",
        "list:.",
        "young:",
    ),
    *(
        "young:lang",
        "young:total",
        "attribute:",
        "networkx:",
        "seconds=0",
        "worlds=64",
        "worlds=63",
    ),
    *("damping=1", "damping=nan", " ", "\n", "é", "[", "]", "'", "soft", "R", "strong@0.1"),
]
#: Of networkx: centralities and what is none, but nothing that searches for ever on small graphs.
NETWORKX = [
    *(
        "degree",
        "closeness",
        "eigenvector",
        "katz",
        "harmonic",
        "load",
        "pagerank",
        "hits",
        "voterank",
    ),
    *("density", "info", "Graph", "DiGraph", "is_connected", "diameter", "center", "periphery"),
    *("clustering", "triangles", "core_number", "constraint", "burt", "number_of_nodes", "nodes"),
    *(
        "edges",
        "relabel_nodes",
        "to_numpy_array",
        "read_gml",
        "write_gml",
        "freeze",
        "draw",
        "utils",
    ),
    *("algorithms", "set_node_attributes", "get_node_attributes", "weakly_connected_components"),
    *("shortest_path_length", "all_pairs_shortest_path_length", "topological_sort", "transitivity"),
    *("eccentricity", "group_degree", "dispersion", "trophic_levels", "percolation", "laplacian"),
    *(
        "second_order",
        "communicability",
        "subgraph",
        "estrada_index",
        "information",
        "approximate_current_flow_betweenness",
    ),
    *(
        "edge_betweenness",
        "in_degree",
        "average_neighbor_degree",
        "square_clustering",
        "rich_club_coefficient",
    ),
    *(
        "greedy_color",
        "node_connectivity",
        "planar_layout",
        "spring_layout",
        "config",
        "__name__",
        "nx",
    ),
    *(
        "erdos_renyi_graph",
        "path_graph",
        "empty_graph",
        "describe",
        "non_edges",
        "degree_histogram",
    ),
]


@st.composite
def strategies(draw: st.DrawFn) -> Case:
    """A spelling of a strategy."""
    if draw(st.integers(0, 4)) == 0:
        text = f"networkx:{draw(st.sampled_from(NETWORKX))}"
    else:
        text = draw(spelling(_STRATEGIES, _OF_STRATEGIES))
    command = draw(st.sampled_from([("rank", "--resamples", "1", "--worlds", "64"), ("collapse",)]))
    return Case(_FILES, (command[0], *_ON_FOLLOWS, *command[1:], "-s", text))


_INTERVENTIONS = [
    *("suspend:in-degree", "private:in-degree", "limit:in-degree,share=0.5", "counter:greedy"),
    *("0.5*suspend:in-degree + 0.5*counter:random", "crowd:size=3,recall=0.9,stop=2"),
    *(
        "suspend:degree then private:degree",
        "suspend:[attribute:lang == 'en'],across=all",
        "flood:n=3",
    ),
]
_OF_INTERVENTIONS = [
    *(
        "suspend",
        "private",
        "limit",
        "counter",
        "crowd",
        "flood",
        ":",
        ",",
        "=",
        "+",
        " then ",
        "*",
    ),
    *(
        "0.5",
        "0*",
        "1e9*",
        "-1",
        "nan",
        "share=",
        "size=",
        "recall=2",
        "across=",
        "[",
        "]",
        "(",
        "'",
    ),
    *(" ", "\n", "9" * 5000 + "*", "random", "greedy", "at=0", "day=3", "é", "n=0", "9" * 30),
]


@st.composite
def interventions(draw: st.DrawFn) -> Case:
    """A spelling of an intervention."""
    text = draw(spelling(_INTERVENTIONS, _OF_INTERVENTIONS))
    return Case(_FILES, ("intervene", *_ON_FOLLOWS, "--worlds", "64", "-i", text))


_NUMBERS = [
    *("0", "1", "-1", "2", "3", "64", "0.5", "1%", "150%", "nan", "inf", "-inf", "1e308", "", " "),
    *(
        "10**12",
        "9" * 12,
        "2000000000",
        "9" * 30,
        "9" * 5000,
        "0x10",
        "1_000",
        "\u0663",
        "x",
        "all",
    ),
    *(
        "first",
        "random:2",
        "random:999999999999",
        "random:",
        "wc",
        "col:p",
        "col:",
        "col:lang",
        "1/0",
    ),
    *(
        "en=1,de=2",
        "lang:en=0.1,*=0",
        "lang:",
        "accounts:0.2",
        "lists:1",
        "community:lang",
        "0,1",
        "1/2",
    ),
    *(
        "where:total > 3",
        "in-degree:soft@1%/day",
        "in-degree@9",
        "random@1e9/day",
        "find",
        "none",
        "7:0.5",
    ),
    *(
        "conserved",
        "exposure=1",
        "exposure=nan,random=1",
        "fixed:3",
        "in-degree@2",
        "list.txt",
        "3.5",
    ),
]
_NUMERIC: Mapping[tuple[str, ...], list[str]] = {
    ("collapse", "-s", "random", "--measure", "giant"): [
        *("--budget", "--runs", "--worlds", "-p", "--seed", "--miss", "--false-alarm", "--hide"),
        *("--points", "--ties", "--sources", "--cost", "--cost-default", "--confidence", "--jobs"),
    ],
    ("rank",): [
        "--budget",
        "--resamples",
        "--runs",
        "--worlds",
        "--hide",
        "-p",
        "--seed",
        "--group",
    ],
    ("reach",): ["--worlds", "-p", "--sources", "--seed", "--group", "--show", "--jobs"],
    ("intervene", "-i", "suspend:degree"): [
        *("--budget", "--runs", "--worlds", "-p", "--immunity", "--backlash", "--layer", "--seed"),
    ],
    ("campaign",): [
        *("--days", "--runs", "--suspend", "--act", "--waves", "--pressure", "--return", "--dose"),
        *(
            "--return-after",
            "--replacements",
            "--find",
            "--find-contact",
            "--find-announcer",
            "--weary",
        ),
        *(
            "--announcers",
            "--refollow",
            "--refollow-after",
            "--follow-rate",
            "--discovery",
            "--quit",
        ),
        *("--attention", "--newcomers", "--unfollow", "--discourage", "--heal", "--reach-every"),
        *(
            "--from-day",
            "--to-day",
            "--arm",
            "--frontier",
            "--dose-last",
            "--preset",
            "--table",
            "--worlds",
        ),
    ],
    ("generate", "communities"): [
        *(
            "--n",
            "--mean-followers",
            "--exponent",
            "--following-exponent",
            "--reciprocity",
            "--core",
        ),
        *("--communities", "--insularity", "--outer-insularity", "--two-platforms", "--seed"),
        *("--followers-outside",),
    ],
    ("generate", "preferential"): ["--n", "--mean-followers", "--exponent", "--reciprocity"],
    ("generate", "uniform"): ["--n", "--mean-followers", "--seed", "--reciprocity"],
}
_FEW: Mapping[str, tuple[str, ...]] = {
    "rank": ("--resamples", "1", "--worlds", "64"),
    "reach": ("--worlds", "64"),
    "intervene": ("--worlds", "64"),
    "campaign": ("--days", "3", "--runs", "1"),
    "generate": ("--n", "30"),
}


@st.composite
def numbers(draw: st.DrawFn) -> Case:
    """Options that take numbers, rates and shares, with what is none, or far too much."""
    command = draw(st.sampled_from([*_NUMERIC]))
    arguments: list[str] = []
    for option in draw(st.lists(st.sampled_from(_NUMERIC[command]), min_size=1, max_size=2)):
        arguments += [option, draw(st.sampled_from(_NUMBERS))]
    given = () if command[0] == "generate" else _ON_FOLLOWS
    return Case(_FILES, (*command, *given, *_FEW.get(command[0], ()), *arguments))


@st.composite
def experiments(draw: st.DrawFn) -> Case:
    """A TOML of a sweep with values of wrong types, or spoiled bytes."""
    if draw(st.integers(0, 2)):
        data = as_toml(draw(misfit(valid.EXPERIMENT)))
    else:
        data = draw(spoiled(as_toml(valid.EXPERIMENT)))
    dry = () if draw(st.integers(0, 9)) == 0 else ("--dry-run",)
    return Case({**_FILES, "e.toml": data}, ("sweep", "e.toml", "-o", "out", "-q", *dry))


@st.composite
def logs(draw: st.DrawFn) -> Case:
    """A log of suspensions, spoiled."""
    name = draw(st.sampled_from(["log.csv", "follows.json", "follows.parquet", "follows.xlsx"]))
    data = draw(spoiled(valid.LOG if name == "log.csv" else valid.graphs()[name]))
    options: list[str] = []
    for option, values in {
        "--replay-account": _COLUMNS,
        "--replay-time": [*_COLUMNS, "date"],
        "--replay-time-format": _OPTIONS["--time-format"],
        "--replay-from": _OPTIONS["--as-of"],
        "--replay-where": ["action == 'suspend'", "x", ""],
        "--replay-on-bad-row": ["skip"],
    }.items():
        if draw(st.integers(0, 4)) == 0:
            options += [option, draw(st.sampled_from(values))]
    few = ("--days", "3", "--runs", "1")
    return Case(
        {**_FILES, name: data}, ("campaign", "follows.csv", *few, "--replay", name, *options)
    )


_BY_LIST = [
    ("rank", "--resamples", "1", "--worlds", "64", "--protect", "list.txt"),
    ("rank", "--resamples", "1", "--worlds", "64", "-s", "list:list.txt"),
    ("reach", "--worlds", "64", "--sources", "list.txt"),
    ("campaign", "--days", "3", "--runs", "1", "--announcers", "list.txt"),
]


@st.composite
def lists(draw: st.DrawFn) -> Case:
    """A list of accounts, spoiled, or of another kind."""
    data = draw(
        spoiled(draw(st.sampled_from([valid.LIST, valid.ACCOUNTS, *valid.graphs().values()])))
    )
    command, *options = draw(st.sampled_from(_BY_LIST))
    more = draw(st.sampled_from([(), ("--list-column", "lang"), ("--normalize-handles",)]))
    return Case({**_FILES, "list.txt": data}, (command, *_ON_FOLLOWS, *options, *more))


def _results() -> dict[str, Any]:
    """A result of every command, as its JSON has it."""
    few = ("--format", "json")
    lines = [
        ("info", *_ON_FOLLOWS, *few),
        ("collapse", *_ON_FOLLOWS, "-s", "in-degree", "-s", "random", "--runs", "2", *few),
        ("rank", *_ON_FOLLOWS, "--resamples", "2", "--worlds", "64", *few),
        ("reach", *_ON_FOLLOWS, "--worlds", "64", "--group", "lang", *few),
        ("intervene", *_ON_FOLLOWS, "--worlds", "64", "-i", "suspend:degree", *few),
        ("campaign", *_ON_FOLLOWS, "--days", "3", "--runs", "2", *few),
    ]
    return {line[0]: json.loads(output_of(Case(_FILES, line))) for line in lines}


#: Made once, before Hypothesis draws anything: what makes them may not run inside a strategy.
RESULTS = _results()


@st.composite
def saved_results(draw: st.DrawFn) -> Case:
    """Results in JSON that are not what they say, to compare or to report."""
    name = draw(st.sampled_from([*RESULTS]))
    right = as_json(RESULTS[name])
    if draw(st.integers(0, 3)):
        data = as_json(draw(misfit(RESULTS[name], [*WRONG, name, "graphres.rank/9"])))
    else:
        data = draw(spoiled(right))
    files = {"a.json": data, "b.json": right}
    fail_if = draw(st.sampled_from([(), ("--fail-if", "compare.changed > 0")]))
    if draw(st.integers(0, 19)) == 0:  # a page takes a second
        return Case(files, ("report", "a.json", "-o", "page.html"))
    lines = [("a.json", "b.json", *fail_if), ("b.json", "a.json"), ("a.json", "a.json")]
    return Case(files, ("compare", *draw(st.sampled_from(lines))))


#: Every area, by name.
AREAS: Mapping[str, Any] = {
    "follow files": follow_files,
    "account files": account_files,
    "reading options": reading_options,
    "Parquet": parquet_files,
    "expressions": expressions,
    "strategies": strategies,
    "interventions": interventions,
    "numbers": numbers,
    "experiments": experiments,
    "logs": logs,
    "lists": lists,
    "results": saved_results,
}
