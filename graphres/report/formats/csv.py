"""CSV: names exactly as they were read, floats in full, nothing for what is missing.

Names are not altered for spreadsheets, so that programs find them again: a cell may well begin
with ``=``.
"""

from __future__ import annotations

import csv
from typing import TextIO

from graphres.report.result import Result


def write_csv(result: Result, out: TextIO) -> None:
    """Write the rows of a result with a header."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.rows.names)
    for columns in result.rows.clean_batches():
        writer.writerows(zip(*columns, strict=True))
