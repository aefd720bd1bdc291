"""The chart of `graphres sweep`: the grid, over a key that is a number, or choice by choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphres.report.charts.chart_spec import ChartLine, ChartSpec, Dot, DotPanel, LinePanel, Panel
from graphres.report.document import Document
from graphres.report.kinds.sweep.figures import CellFigure, figure_of, figures_in
from graphres.report.number_format import count, counted, printable

Row = Mapping[str, Any]

#: Columns of every row that are no key; what stands between them is.
_FIRST, _LAST = 4, 4
#: Rows of dots, and lines, that one panel can hold; graphs that have a panel each.
_MOST, _MOST_LINES, _MOST_GRAPHS = 40, 6, 4
#: From so many values on a key is drawn as an axis.
_AXIS = 3


class _Group(NamedTuple):
    """Rows of one choice of values, one a seed."""

    name: str
    rows: Sequence[Row]

    def dot(self, figure: CellFigure) -> Dot:
        """Return their figure: of one seed with its own interval, of several their mean."""
        return figure.dot(self.name, self.rows)


def sweep_chart(document: Document) -> ChartSpec:
    """Draw a panel a command, figure and graph, at most."""
    rows = document.rows("summary")
    panels: list[Panel] = []
    remarks: list[str] = []
    for figure in figures_in(rows):
        of_figure = [row for row in rows if figure_of(row) == figure.key and figure.has(row)]
        for graph, part in _by_graph(of_figure):
            panel, sentences = _panel(figure, graph, part)
            panels.append(panel)
            remarks += [sentence for sentence in sentences if sentence not in remarks]
    remarks += [*_key(rows, panels), *_failed(document)]
    return ChartSpec(_title(rows), remarks, panels, _source(document))


def _by_graph(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of a graph where graphs are few; else the graph is one key more."""
    graphs = list(dict.fromkeys(row["graph"] for row in rows))
    if len(graphs) > _MOST_GRAPHS:
        yield "", list(rows)
        return
    for graph in graphs:
        label = graph if len(graphs) > 1 else ""
        yield label, [row for row in rows if row["graph"] == graph]


def _keys(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Return keys whose values differ among rows, and those of them that have no effect."""
    names = list(rows[0])[_FIRST:-_LAST]
    differ = [name for name in ("graph", *names) if len({str(row[name]) for row in rows}) > 1]
    idle: list[str] = []
    for key in differ:
        rest = [name for name in differ if name != key and name not in idle]
        if key not in _LABELS and not _matters(rows, rest):
            idle.append(key)
    return [key for key in differ if key not in idle], idle


def _matters(rows: Sequence[Row], rest: Sequence[str]) -> bool:
    """Tell whether rows with the same seed and the same other keys have different values."""
    values: dict[tuple[str, ...], Any] = {}
    for row in rows:
        choice = tuple(str(row[name]) for name in ("seed", *rest))
        if values.setdefault(choice, row["value"]) != row["value"]:
            return True
    return False


def _groups(rows: Sequence[Row], keys: Sequence[str]) -> list[_Group]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(_name(row, keys), []).append(row)
    return [_Group(name, group) for name, group in by_name.items()]


def _name(row: Row, keys: Sequence[str]) -> str:
    """Say what a row is of: labels by themselves, other keys by name and value."""
    text = [
        _key_text(key, row[key]) for key in sorted(keys, key=_is_no_label) if row[key] is not None
    ]
    return printable(", ".join(text)) or "all"


_LABELS = ("strategy", "arm", "intervention")


def _is_no_label(key: str) -> bool:
    return key not in _LABELS


def _key_text(key: str, value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if key in _LABELS else f"{key} {text}"


def _panel(figure: CellFigure, graph: str, rows: Sequence[Row]) -> tuple[Panel, list[str]]:
    keys, idle = _keys(rows)
    title = f"{figure.title}, on {printable(graph)}" if graph else figure.title
    remarks = [f"{figure.name} is the same whatever {', '.join(idle)} is."] if idle else []
    axis = _axis(rows, keys)
    if axis is not None:
        others = [key for key in keys if key != axis]
        groups = _groups(rows, others)
        if len(groups) <= _MOST_LINES:
            return _lines(figure, title, axis, groups), remarks
    groups = _groups(rows, keys)
    drawn = _outermost(groups, figure)
    if len(drawn) < len(groups):
        half = count(_MOST // 2)
        remarks += [
            f"{title.partition(':')[0]}: of {count(len(groups))} combinations the {half} least and "
            f"the {half} largest are shown; the folder has all."
        ]
    dots = [group.dot(figure) for group in drawn]
    return DotPanel(title, dots, figure.form([_top(dot) for dot in dots])), remarks


def _axis(rows: Sequence[Row], keys: Sequence[str]) -> str | None:
    """Return the key with most values, of those whose values are numbers."""
    values = {key: [row[key] for row in rows] for key in keys}
    numbers = {
        key: len(set(every))
        for key, every in values.items()
        if all(isinstance(value, int | float) for value in every)
    }
    most = max(numbers, key=lambda key: numbers[key], default=None)
    return most if most is not None and numbers[most] >= _AXIS else None


#: What keys are over which lines go, with their units.
_OVER = {
    "probability": "probability: that a follow passes a message on",
    "budget": "budget: accounts",
    "miss": "miss: probability that an account looked for is not found",
    "false_alarm": "false_alarm: share of suspensions that hit somebody else",
    "hide": "hide: share of follows not seen",
    "days": "days",
    "find": "find: hazard a day that a follower finds a new account",
    "return": "return: probability that a suspended person comes back",
}


def _lines(figure: CellFigure, title: str, axis: str, groups: Sequence[_Group]) -> LinePanel:
    lines = []
    for group in groups:
        places = sorted({row[axis] for row in group.rows})
        dots = [
            figure.dot(group.name, [row for row in group.rows if row[axis] == place])
            for place in places
        ]
        lows, highs = ([getattr(dot, end) for dot in dots] for end in ("low", "high"))
        is_known = None not in lows and None not in highs
        ends = (lows, highs) if is_known else (None, None)
        lines.append(ChartLine(group.name, places, [dot.value for dot in dots], *ends))
    top = max(max(curve.high or curve.y) for curve in lines)
    last = max(curve.x[-1] for curve in lines)
    is_count = all(isinstance(x, int) for curve in lines for x in curve.x)
    x_format = "d" if is_count else ".3~g" if last < 1000 else "~s"
    return LinePanel(
        title, _OVER.get(axis, axis), lines, x_format, figure.form([top]), has_points=True
    )


def _top(dot: Dot) -> float:
    return max([dot.value, *(value for value in (dot.high,) if value is not None), *dot.singles])


def _outermost(groups: Sequence[_Group], figure: CellFigure) -> list[_Group]:
    """Return all groups where they are few; else those at both ends, in their order."""
    if len(groups) <= _MOST:
        return list(groups)
    ranked = sorted(range(len(groups)), key=lambda place: groups[place].dot(figure).value)
    places = {*ranked[: _MOST // 2], *ranked[-_MOST // 2 :]}
    return [group for place, group in enumerate(groups) if place in places]


def _title(rows: Sequence[Row]) -> str:
    """Say which choice has least and which most of the first figure there is."""
    figures = figures_in(rows)
    if not figures:
        return "No cell has a figure to draw"
    figure = figures[0]
    of_figure = [row for row in rows if figure_of(row) == figure.key and figure.has(row)]
    dots = [group.dot(figure) for group in _groups(of_figure, _keys(of_figure)[0])]
    least, most = (pick(dots, key=lambda dot: dot.value) for pick in (min, max))
    if least.value == most.value:
        of = "" if len(dots) == 1 else f" in all {counted(len(dots), 'combination')}"
        return (
            f"{figure.name[:1].upper()}{figure.name[1:]} is {figure.format_value(least.value)}{of}"
        )
    text = f"Of {counted(len(dots), 'combination')}, {figure.name} is least with {least.name} "
    values = [figure.format_value(dot.value) for dot in (least, most)]
    text += f"({values[0]}) and largest with {most.name} ({values[1]})"
    ends = (least.high, most.low)
    if None not in ends and ends[0] >= ends[1]:  # type: ignore[operator]
        text += ": their intervals overlap"
    return text


def _key(rows: Sequence[Row], panels: Sequence[Panel]) -> list[str]:
    """Say what points and bands are."""
    seeds = len({row["seed"] for row in rows})
    if not panels:
        return []
    if seeds < 2:
        return ["Bands and lines are 95 % intervals, where a figure has one."]
    ticks = "; ticks are single seeds" if any(isinstance(p, DotPanel) for p in panels) else ""
    if seeds == 2:
        return [f"Means over 2 seeds, too few for an interval{ticks}."]
    return [f"Means over {count(seeds)} seeds with 95 % intervals{ticks}."]


def _failed(document: Document) -> list[str]:
    status = document.columns("cells")["status"]
    missing = sum(name not in ("finished", "kept") for name in status)
    return [f"Cells not there: {count(missing)} of {count(len(status))}."] if missing else []


def _source(document: Document) -> str:
    """Name the experiment: its title, graphs, cells, seeds."""
    cells = document.columns("cells")
    graphs = list(dict.fromkeys(cells["graph"]))
    named = ", ".join(graphs[:5]) + (", …" if len(graphs) > 5 else "")
    titled = f"{document.parts['title']}: " if document.parts.get("title") else ""
    parts = [f"{titled}{counted(len(cells['cell']), 'cell')} on {named}"]
    seeds = list(dict.fromkeys(map(str, cells["seed"])))
    if len(seeds) < 10:
        parts.append(f"{'seed' if len(seeds) == 1 else 'seeds'} {', '.join(seeds)}")
    else:
        parts.append(f"{count(len(seeds))} seeds")
    if document.manifest.get("graphres"):
        parts.append(f"graphres {document.manifest['graphres']}")
    return printable("; ".join(part for part in parts if part))
