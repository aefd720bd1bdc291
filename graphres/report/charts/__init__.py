"""Charts of results, drawn by Altair from what the results' JSON tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphres.report.charts.extra import need_plot_extra

if TYPE_CHECKING:
    import altair as alt

__all__ = ["plot"]


def plot(result: Any, *, source: str = "") -> alt.VConcatChart:
    """Draw the chart of a result.

    Parameters
    ----------
    result
        What `graphres.collapse`, `graphres.reach`, `graphres.campaign`, `graphres.frontier`,
        `graphres.intervene`, `graphres.sweep`, `graphres.compare` or `graphres.calibrate` gave; a
        mapping of names to collapse curves, to have several on one chart; or the path of a JSON
        file written with ``-o``, or of the folder of a sweep.
    source : str
        Said below the chart; else what the result knows of its graph.

    Returns
    -------
    altair.VConcatChart
        A notebook shows it, with numbers under the pointer; ``chart.save("chart.svg")`` writes it.

    Raises
    ------
    UnfinishedError
        When the extra ``plot`` is not installed, or there is nothing to draw.
    UsageError
        For a result that has no chart.

    Notes
    -----
    Lines are thinned to what the eye can see: every point drawn is exact, and a line between two of
    them passes what it replaces within 0.08 % of the height of the chart.

    Examples
    --------
    >>> from graphres.measures.curves import collapse
    >>> from graphres.graph import FollowGraph
    >>> star = FollowGraph.from_pairs([("ann", "hub"), ("bob", "hub"), ("cem", "hub")])
    >>> chart = plot({"hub first": collapse(star, star.index_of(["hub", "ann", "bob", "cem"]))})
    >>> " ".join(chart.title.text).replace("\N{NO-BREAK SPACE}", " ")
    'Removing 25 % of accounts by hub first cuts a further 50 % of all accounts off the giant
    component'
    """
    need_plot_extra()
    from dataclasses import replace

    from graphres.report.charts.draw import draw_chart
    from graphres.report.charts.theme import Style
    from graphres.report.charts.to_document import document_from
    from graphres.report.kinds import chart_of

    spec = chart_of(document_from(result))
    if source:
        spec = replace(spec, source=source)
    return draw_chart(spec, Style(is_interactive=True))
