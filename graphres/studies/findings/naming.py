"""Findings by number or name, and what somebody may have meant by a name that is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphres.close_matches import find_close_matches
from graphres.data.samples import is_sample
from graphres.errors import InputError, UsageError
from graphres.studies.findings.finding import Finding
from graphres.studies.findings.published import FINDINGS


def chosen_findings(only: Sequence[str]) -> tuple[Finding, ...]:
    """The findings of some numbers or names; all where none is given.

    Examples
    --------
    >>> [finding.name for finding in chosen_findings(["11", "trend"])]
    ['trend', 'degree-order']
    """
    wanted = set()
    for text in only:
        found = [f for f in FINDINGS if text in (str(f.number), f.name)]
        if not found:
            raise UsageError(f"no finding {text!r}", do=_meant(text))
        wanted.add(found[0].number)
    return tuple(f for f in FINDINGS if not wanted or f.number in wanted)


def _meant(text: str) -> str:
    """The finding with the nearest name, and all there are."""
    close = find_close_matches(text, [finding.name for finding in FINDINGS])
    meant = f"did you mean {close[0]}? " if close else ""
    return f"{meant}there are: {', '.join(f'{f.number} {f.name}' for f in FINDINGS)}"


def refuse_finding(text: str) -> None:
    """`InputError` for a finding, or nearly one, where the name of a file is looked for.

    Examples
    --------
    >>> refuse_finding("follows.csv")
    >>> refuse_finding("tredn")
    Traceback (most recent call last):
    graphres.errors.InputError: tredn: no such file, and no finding of that name; did you mean \
--only trend?
    """
    path = Path(text)
    if text == "-" or path.exists() or path.name != text or path.suffix or is_sample(text):
        return
    if any(text in (str(f.number), f.name) for f in FINDINGS):
        fault = "this is a finding, and no file"
        raise InputError(fault, where=text, do=f"write --only {text}")
    close = find_close_matches(text, [finding.name for finding in FINDINGS])
    if close:
        fault = "no such file, and no finding of that name"
        raise InputError(fault, where=text, do=f"did you mean --only {close[0]}?")
