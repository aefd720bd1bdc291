"""What one kind of result shows, the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphres.report.blocks import Block, Table, fields_table, table_of
from graphres.report.charts.chart_spec import ChartSpec
from graphres.report.document import Document
from graphres.report.kinds.eligibility import restrict

#: Columns of a page that is as wide as its tables are.
UNLIMITED = 10_000


@dataclass(frozen=True)
class ResultKind:
    """All that is shown of the results of one schema.

    Parameters
    ----------
    title : str
        The heading of its part of a page.
    blocks : callable
        Gives the tables and notes of a document, for a page of so many columns.
    details : callable, optional
        Gives further tables, which a page has room for and a terminal has not.
    chart : callable, optional
        Gives the chart of a document; its title is the finding.
    headline : callable, optional
        Gives the finding where there is no chart.
    method : sequence of str
        How it was measured, and what it can and cannot say.
    caution : str
        What nobody should conclude from it.
    findings : sequence of str
        The published findings that bear on it, by name.
    is_about_removals : bool
        Whether the finding holds only of accounts that may be removed.
    """

    title: str
    blocks: Callable[[Document, int], Iterable[Block]]
    details: Callable[[Document], Iterable[Table]] | None = None
    chart: Callable[[Document], ChartSpec] | None = None
    headline: Callable[[Document], str] | None = None
    method: Sequence[str] = ()
    caution: str = ""
    findings: Sequence[str] = ()
    is_about_removals: bool = False

    def chart_of(self, document: Document) -> ChartSpec | None:
        """Return the chart of a result, if this kind has one."""
        if self.chart is None:
            return None
        spec = self.chart(document)
        return replace(spec, title=self._restrict(document, spec.title))

    def headline_of(self, document: Document) -> str:
        """Return what a page says first where there is no chart."""
        return "" if self.headline is None else self._restrict(document, self.headline(document))

    def _restrict(self, document: Document, finding: str) -> str:
        return restrict(finding, document.manifest) if self.is_about_removals else finding


def all_parts(document: Document, width: int = UNLIMITED) -> Iterable[Block]:
    """Show every part that is a table, or fields: of kinds that have no folder here."""
    for name, value in document.parts.items():
        if name == "network":  # drawn, not listed
            continue
        title = name.replace("_", " ")
        if isinstance(value, Mapping) and name != "manifest":
            yield fields_table(title, value)
        elif not isinstance(value, str | Mapping) and (rows := document.rows(name)):
            yield table_of(title, rows)
