"""What `graphres rank` shows of a ranking."""

from __future__ import annotations

from graphres.report.blocks import Table, table_of
from graphres.report.document import Document
from graphres.report.kinds.base import ResultKind
from graphres.report.kinds.notes import POSITION, REACH
from graphres.report.kinds.rank import CAUTION
from graphres.report.kinds.rank.tables import rank_blocks
from graphres.report.number_format import counted, share


def rank_headline(document: Document) -> str:
    """Return what is left without all accounts of the ranking."""
    rows = document.rows("ranking")
    if not rows:
        return "There is no account to rank"
    last = rows[-1]
    giant = f"Without all {counted(len(rows), 'account')} of the table the giant component holds "
    giant += f"{share(last['giant_after'])} of all accounts"
    reach = last.get("reach_after")
    return giant if reach is None else f"{giant}, and a message is heard by {share(reach)}"


def rank_details(document: Document) -> list[Table]:
    """Show every column, the name first."""
    rows = [{"account": row["account"], **row} for row in document.rows("ranking")]
    return [table_of("Accounts in order, with every column", rows)]


KIND = ResultKind(
    title="Which accounts to look at next",
    blocks=rank_blocks,
    details=rank_details,
    headline=rank_headline,
    method=(
        "Each account is taken away in the order of the table, on top of those before it. Loss "
        "is what its going takes from the giant, from the largest strong component and from "
        "reach; cut is that part of a loss that others suffer. isolated: accounts that it leaves "
        "without any follow. rank low and rank high: where it stands in 95 % of rankings "
        "made again with a part of the follows hidden or with ties drawn anew; within budget: "
        "the share of those in which it is among as many.",
        *REACH,
    ),
    caution=f"{CAUTION} {POSITION.partition('. ')[2]}",
    is_about_removals=True,
)
