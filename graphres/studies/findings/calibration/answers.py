"""The plain answer: whether there is a region of the parameters in which all findings hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graphres.studies.findings.calibration.judging import JudgedDraw
from graphres.studies.findings.calibration.tables import Share, count_share, pair_rows

#: With fewer kept draws than this, shares say little.
FEW = 30


def answer(
    draws: Sequence[JudgedDraw],
    names: Sequence[str],
    targets: Sequence[str],
    shares: Mapping[str, Share],
) -> str:
    """Return a few sentences that begin with yes, no, or that nothing can be said.

    Examples
    --------
    >>> missed = JudgedDraw(0, {}, {"skew": 0.4}, "skew")
    >>> answer([missed], ["trend"], ["skew"], {})
    'Nothing can be said: none of 1 draw meets all calibration targets; skew rejected 1.'
    """
    kept_draws = [each for each in draws if each.is_kept]
    if not kept_draws:
        return f"Nothing can be said: none of {_counted(len(draws), 'draw')} meets all " + (
            f"calibration targets; {_rejections(draws, targets)}."
        )
    together = [each for each in kept_draws if each.holds_all]
    text = _yes(together, kept_draws) if together else _no(kept_draws, names, shares)
    untested = [name for name in names if all(each.holds[name] is None for each in kept_draws)]
    if untested:
        text += f" Not tested in any draw: {', '.join(untested)}."
    if len(kept_draws) < FEW:
        were = "was" if len(kept_draws) == 1 else "were"
        text += f" Only {_counted(len(kept_draws), 'draw')} {were} kept: take more (--draws)."
    return text


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _rejections(draws: Sequence[JudgedDraw], targets: Sequence[str]) -> str:
    counts = Counter(each.rejected_by for each in draws)
    return ", ".join(f"{name} rejected {counts[name]:,}" for name in targets if counts[name])


def _yes(together: Sequence[JudgedDraw], kept_draws: Sequence[JudgedDraw]) -> str:
    share = count_share([each.holds_all for each in kept_draws])
    ends = f"[{_percent(share.low)}, {_percent(share.high)}]"
    places = ", ".join(
        f"{name} {min(values):.3g} to {max(values):.3g}" for name, values in _columns(together)
    )
    return (
        f"Yes: in {len(together):,} of {_counted(len(kept_draws), 'kept draw')} "
        f"({_percent(share.share)} {ends} %) all findings that can be tested hold together. "
        f"There the parameters are: {places}."
    )


def _columns(draws: Sequence[JudgedDraw]) -> list[tuple[str, list[float]]]:
    return [(name, [each.values[name] for each in draws]) for name in draws[0].values]


def _no(kept_draws: Sequence[JudgedDraw], names: Sequence[str], shares: Mapping[str, Share]) -> str:
    """Say how near it came, and what stands in the way."""
    most = max(each.count for each in kept_draws)
    reached = sum(each.count == most for each in kept_draws)
    bound = count_share([False] * len(kept_draws)).high
    testable = sum(share.trials > 0 for share in shares.values())
    text = (
        f"No: in none of {_counted(len(kept_draws), 'kept draw')} do all findings that can be "
        f"tested hold together (95 % interval of the share: 0 to {_percent(bound)} %). "
        f"At most {most} of {testable} hold at once, in {_counted(reached, 'draw')}."
    )
    never = [name for name, share in shares.items() if share.trials and not share.hits]
    if never:
        return f"{text} Never holds: {', '.join(never)}."
    apart = [row for row in pair_rows(kept_draws, names) if row["draws"] and not row["both_hold"]]
    pairs = "; ".join(f"{row['first']} and {row['second']}" for row in apart)
    return f"{text} Never together, though each holds somewhere: {pairs}." if pairs else text


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.2g}"
