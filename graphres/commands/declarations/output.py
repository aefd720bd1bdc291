"""Options that say what becomes of a result."""

from __future__ import annotations

from graphres.commands.command import Decorator, OneOf
from graphres.commands.declarations.declaring import all_of, option
from graphres.commands.declarations.grouping import group_option
from graphres.report.output import FORMATS

_OUTPUT = "Output"

show: Decorator = option(
    _OUTPUT,
    "--show",
    metavar="COL",
    multiple=True,
    help="A column of the account table to show beside, repeatable.",
)

points: Decorator = option(
    _OUTPUT,
    "--points",
    metavar="N|all",
    default="1000",
    show_default=True,
    help="Points of a curve to write; what sums it up uses all.",
)

fail_if: Decorator = option(
    _OUTPUT,
    "--fail-if",
    metavar="EXPR",
    multiple=True,
    help="Exit with 1 if this holds, as in 'in-degree.R < 0.1'; repeatable.",
)

force: Decorator = option(_OUTPUT, "--force", is_flag=True, help="Replace a file that exists.")


def _file_output(more: str = "") -> Decorator:
    return all_of(
        option(
            _OUTPUT,
            "-o",
            "--output",
            metavar="FILE",
            help=f"Write a file, whole or not at all: .csv .json .jsonl .md .parquet .xlsx{more}.",
        ),
        force,
    )


file_output: Decorator = _file_output()

accounts_out: Decorator = option(
    _OUTPUT, "--accounts-out", metavar="FILE", help="Write the table of accounts too."
)

plot: Decorator = option(
    _OUTPUT,
    "--plot",
    metavar="FILE",
    help="Draw a chart too: .png .svg .pdf, or .html with numbers under the pointer.",
)

keep_network: Decorator = option(
    _OUTPUT,
    "--network",
    is_flag=True,
    help="Keep the network in the JSON, so that graphres report can draw it.",
)

_PAGE = "Write all of it as one page that needs no network."

page: Decorator = option(_OUTPUT, "--html", metavar="FILE", help=_PAGE)

report_page: Decorator = option(_OUTPUT, "-o", "--html", metavar="FILE", help=_PAGE)

#: What colours tell apart.
colour: Decorator = group_option(_OUTPUT, default="community", show_default=True)

picture_output: Decorator = all_of(
    option(
        _OUTPUT,
        "-o",
        "--output",
        metavar="FILE",
        help="Draw a file: .png .svg .pdf, or .html with a slider that suspends accounts.",
    ),
    force,
)

manners: Decorator = all_of(
    option(_OUTPUT, "-q", "--quiet", is_flag=True, help="No notes, warnings or progress."),
    option(_OUTPUT, "--no-progress", is_flag=True, help="No progress bar."),
    option(_OUTPUT, "--debug", is_flag=True, help="Show where an error came from."),
)

formats: Decorator = option(
    _OUTPUT,
    "--format",
    type=OneOf(FORMATS),
    help="(table on a terminal, csv in a pipe)",
)

output: Decorator = all_of(formats, file_output, manners)

graph_output: Decorator = all_of(
    formats, _file_output(", or the graph as .gexf or .graphml, ranks as node attributes"), manners
)
