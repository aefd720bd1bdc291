"""A chart as a file: a picture, or a page that draws it and fetches nothing from anywhere."""

from __future__ import annotations

from html import escape

from graphres.report.charts.converting import convert_chart, library
from graphres.report.charts.draw import draw_chart
from graphres.report.charts.theme import PLAIN, Style
from graphres.report.document import Document
from graphres.report.formats.escaping import script_json
from graphres.report.kinds import chart_of
from graphres.report.number_format import printable
from graphres.report.output import Destination

#: Pixels of a PNG for each pixel of the chart.
_SHARPNESS = 2

# The library compiles what a chart computes, hence unsafe-eval; the page can fetch nothing.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
 script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'">
<title>{title}</title>
</head>
<body>
<main id="chart"></main>
<script id="spec" type="application/json">{spec}</script>
<script>
{library}
const spec = JSON.parse(document.getElementById("spec").textContent);
vegaEmbed("#chart", spec, {{actions: false, renderer: "svg"}});
</script>
</body>
</html>
"""


def write_plot(document: Document, place: Destination) -> None:
    """Draw a result and write it to its place, in the place's format."""
    spec = chart_of(document)
    style = Style(is_interactive=True) if place.format == "html" else PLAIN
    chart = draw_chart(spec, style)
    with place.open() as out:
        if place.format == "html":
            out.write(
                _PAGE.format(
                    title=escape(printable(spec.title)),
                    spec=script_json(chart.to_dict()),
                    library=library(),
                )
            )
        else:
            drawing = convert_chart(chart.to_dict(), place.format, scale=_SHARPNESS)
            out.write(drawing.decode("utf-8") if place.format == "svg" else drawing)
