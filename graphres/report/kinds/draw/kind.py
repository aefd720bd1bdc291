"""What `graphres draw` shows: the network, and in words what suspensions leave of it."""

from __future__ import annotations

from collections.abc import Iterator

from graphres.report.blocks import Block, Paragraph
from graphres.report.document import Document
from graphres.report.kinds.base import ResultKind


def draw_blocks(document: Document, width: int) -> Iterator[Block]:
    """Say what the picture shows."""
    yield Paragraph(f"{draw_headline(document)}.")


def draw_headline(document: Document) -> str:
    """Return what suspensions leave of the network, or its size."""
    from graphres.report.network.scene import Scene
    from graphres.report.network.words import tell_finding

    return tell_finding(Scene.from_document(document.parts["network"]))


KIND = ResultKind(
    title="The network before and after suspensions", blocks=draw_blocks, headline=draw_headline
)
