"""Draw the pictures of the pages from the sample graphs: ``python docs/make_pictures.py``."""

from __future__ import annotations

import io
import struct
import tempfile
import zlib
from pathlib import Path

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "sample_graphs"

#: By picture: the command line whose result it shows.
PICTURES = {
    "collapse": ["collapse", "movement.csv", "--measure=giant", "--measure=reach", "-p", "0.2"],
    "wave": [
        *("compare", "movement.csv", "movement-later.csv"),
        *("--suspended", "movement-suspended.txt"),
    ],
}

#: By picture: the command line that draws a network.
NETWORKS = {"network": ["draw", "karate.csv", "--undirected", "--budget", "4"]}

#: Pixels for each of the chart: sharp on a page, small in a repository.
_SHARPNESS = 1.6


def draw(name: str, arguments: list[str], folder: Path) -> None:
    """Run a command and draw its result."""
    from graphres.commands import run
    from graphres.report.charts.draw import draw_chart
    from graphres.report.charts.theme import Style
    from graphres.report.document import read_document
    from graphres.report.kinds import chart_of

    result = folder / f"{name}.json"
    placed = [str(SAMPLES / each) if (SAMPLES / each).is_file() else each for each in arguments]
    status = run([*placed, "-q", "-o", str(result)])
    if status:
        raise SystemExit(f"graphres {' '.join(arguments)} left with {status}")
    chart = draw_chart(chart_of(read_document(result)), Style(width=560, height=190))
    drawing = io.BytesIO()
    chart.save(drawing, format="png", scale_factor=_SHARPNESS)
    (DOCS / "images" / f"{name}.png").write_bytes(smaller(drawing.getvalue()))


def draw_network(name: str, arguments: list[str], folder: Path) -> None:
    """Draw a network by the command that draws it."""
    from graphres.commands import run

    path = folder / f"{name}.png"
    placed = [str(SAMPLES / each) if (SAMPLES / each).is_file() else each for each in arguments]
    status = run([*placed, "-q", "-o", str(path)])
    if status:
        raise SystemExit(f"graphres {' '.join(arguments)} left with {status}")
    (DOCS / "images" / path.name).write_bytes(smaller(path.read_bytes()))


def smaller(png: bytes) -> bytes:
    """The same picture, deflated as far as that goes: a third of what the library writes."""
    out, packed, place = png[:8], b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        whole = png[place : place + 12 + length]
        place += len(whole)
        if kind == b"IDAT":
            packed += whole[8:-4]
        elif kind == b"IEND":
            data = b"IDAT" + zlib.compress(zlib.decompress(packed), 9)
            out += struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
            out += whole
        else:
            out += whole
    return out


if __name__ == "__main__":
    (DOCS / "images").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in PICTURES.items():
            draw(name, arguments, Path(folder))
        for name, arguments in NETWORKS.items():
            draw_network(name, arguments, Path(folder))
