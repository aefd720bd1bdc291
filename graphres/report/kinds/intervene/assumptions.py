"""What interventions assume, and what nobody should conclude from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.blocks import Paragraph
from graphres.report.document import Document
from graphres.report.kinds.intervene import CAUTION, HOSTILE

_GUARANTEE = (
    "counter:greedy: with shared live follows, full immunity and a fixed winner of ties it saves "
    "at least 1 − 1/e of what the best set would, up to sampling error."
)
_IN_MIXTURES = " Within a mixture it has no guarantee."
_NO_GUARANTEE = "counter:greedy has no guarantee under these assumptions: see the method page."

Lever = Mapping[str, Any]


def show_assumptions(document: Document) -> Iterator[Paragraph]:
    """Say what is assumed, and what nobody should conclude."""
    yield Paragraph(" ".join(_assumptions(document)), "quiet")
    for warning in document.parts["warnings"]:
        yield Paragraph(f"Warning: {warning}.", "warning")
    if _kinds(document) & {"flood", "crowd"}:
        yield Paragraph(HOSTILE)
    yield Paragraph(CAUTION, "quiet")


def _plans(document: Document) -> Mapping[str, list[Lever]]:
    """Return the levers of every intervention."""
    plans: Mapping[str, list[Lever]] = document.manifest["interventions"]
    return plans


def _kinds(document: Document) -> set[str]:
    return {lever["kind"] for levers in _plans(document).values() for lever in levers}


def _assumptions(document: Document) -> Iterator[str]:
    has_groups = any(name.startswith("reach[") for name in document.rows("interventions")[0])
    hearers = "outside the poster's group" if has_groups else "who do not follow the poster"
    yield (
        f"New audience: hearers {hearers}. Saved: accounts that would have heard it, in the mean."
    )
    if _kinds(document) & {"counter", "flood"}:
        assumed = document.manifest["assumptions"]
        yield (
            f"Assumed of counter-messages: the first to arrive is taken, ties go to "
            f"{assumed['ties']}, immunity {assumed['immunity']:g}, backlash "
            f"{assumed['backlash']:g}."
        )
    if "is_priced" in document.parts:
        yield from _guarantee(document)


def _guarantee(document: Document) -> Iterator[str]:
    """Say whether greedy counter-messages are near the best, where prices are known."""
    greedy = {
        name: [lever for lever in levers if _is_greedy(lever)]
        for name, levers in _plans(document).items()
    }
    levers = [lever for group in greedy.values() for lever in group]
    if not levers:
        return
    are_single = {len(_plans(document)[name]) == 1 for name, levers in greedy.items() if levers}
    are_shared = all(lever["probability"] is None for lever in levers)
    assumed = document.manifest["assumptions"]
    is_plain = assumed["ties"] != "random"
    is_plain = is_plain and (assumed["immunity"], assumed["backlash"]) == (1.0, 0.0)
    if True in are_single and are_shared and is_plain and not document.parts["is_priced"]:
        yield _GUARANTEE + _IN_MIXTURES * (False in are_single)
    else:
        yield _NO_GUARANTEE


def _is_greedy(lever: Lever) -> bool:
    return lever["kind"] == "counter" and lever.get("strategy") == "greedy"
