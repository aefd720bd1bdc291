"""What the draws of a calibration come to: rows of shares, of drivers, of pairs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.stats.intervals import share_interval
from graphres.studies.findings.calibration.judging import JudgedDraw

#: Fewer draws than this say nothing of a correlation.
_FEWEST = 10

Row = dict[str, Any]


class Share(NamedTuple):
    """So many hits of so many trials, the share and its 95 % interval; None of no trial."""

    trials: int
    hits: int
    share: float | None
    low: float | None
    high: float | None


class Correlation(NamedTuple):
    """Spearman's ρ of two columns with its 95 % interval; None where one of them is constant."""

    rho: float | None
    low: float | None
    high: float | None


def count_share(hits: Sequence[bool]) -> Share:
    """Return how many are true, with Wilson's interval of their share.

    Examples
    --------
    >>> count_share([True, True, False, True])[:3]
    (4, 3, 0.75)
    """
    trials, count = len(hits), sum(hits)
    if not trials:
        return Share(0, 0, None, None, None)
    return Share(trials, count, count / trials, *share_interval(count / trials, trials))


def target_shares(draws: Sequence[JudgedDraw], names: Sequence[str]) -> dict[str, Share]:
    """Return by target the share of draws that meet it, of those that met the ones before it."""
    shares = {}
    for name in names:
        reached = [each for each in draws if name in each.targets]
        shares[name] = count_share([each.rejected_by != name for each in reached])
    return shares


def finding_shares(kept_draws: Sequence[JudgedDraw], names: Sequence[str]) -> dict[str, Share]:
    """Return by finding the share of kept draws in which it holds, of those that can test it."""
    return {
        name: count_share([held for each in kept_draws if (held := each.holds[name]) is not None])
        for name in names
    }


def correlate(x: npt.ArrayLike, y: npt.ArrayLike) -> Correlation:
    """Return Spearman's rank correlation with an approximate 95 % interval.

    tanh(artanh ρ ± 1.96 √(1.06 / (N − 3))): Fieller, Hartley & Pearson 1957,
    doi:10.1093/biomet/44.3-4.470. O(N log N).

    Parameters
    ----------
    x, y : array_like of float, shape (N,)

    Examples
    --------
    >>> correlate(range(20), [v * v for v in range(20)]).rho
    1.0
    >>> correlate(range(20), [1.0] * 20).rho is None
    True
    """
    from scipy.stats import spearmanr

    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if len(x) < _FEWEST or x.min() == x.max() or y.min() == y.max():
        return Correlation(None, None, None)
    rho = round(float(spearmanr(x, y).statistic), 12)
    if abs(rho) >= 1:
        return Correlation(rho, rho, rho)
    half = 1.959963984540054 * math.sqrt(1.06 / (len(x) - 3))
    centre = math.atanh(rho)
    return Correlation(rho, math.tanh(centre - half), math.tanh(centre + half))


def driver_rows(
    kept_draws: Sequence[JudgedDraw], names: Sequence[str], parameters: Sequence[str]
) -> list[Row]:
    """Return a row a finding and parameter: ρ with whether it holds, and with its first measure."""
    return [row for name in names for row in _drivers(kept_draws, name, parameters)]


def _drivers(
    kept_draws: Sequence[JudgedDraw], name: str, parameters: Sequence[str]
) -> Iterator[Row]:
    known = [each for each in kept_draws if each.holds[name] is not None]
    holds = [float(bool(each.holds[name])) for each in known]
    measures = [(each, v) for each in known if (v := _number(each.measured[name])) is not None]
    for parameter in parameters:
        holding = correlate([each.values[parameter] for each in known], holds)
        value = correlate(
            [each.values[parameter] for each, _ in measures], [v for _, v in measures]
        )
        yield {
            "finding": name,
            "parameter": parameter,
            "draws": len(known),
            "rho": holding.rho,
            "rho_low": holding.low,
            "rho_high": holding.high,
            "rho_measured": value.rho,
        }


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def pair_rows(kept_draws: Sequence[JudgedDraw], names: Sequence[str]) -> list[Row]:
    """Return a row a pair of findings: in how many draws either holds, and both do.

    ``both_expected`` is what independence would give: less than that, and they are at odds.
    """
    return [_pair(kept_draws, first, second) for first, second in combinations(names, 2)]


def _pair(kept_draws: Sequence[JudgedDraw], first: str, second: str) -> Row:
    held: list[Mapping[str, bool | None]] = [
        each.holds for each in kept_draws if None not in (each.holds[first], each.holds[second])
    ]
    one, two = (sum(bool(each[name]) for each in held) for name in (first, second))
    both = sum(bool(each[first] and each[second]) for each in held)
    return {
        "first": first,
        "second": second,
        "draws": len(held),
        "first_holds": one,
        "second_holds": two,
        "both_hold": both,
        "both_expected": one * two / len(held) if held else None,
    }
